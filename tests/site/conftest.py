import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
# the operators that artifacts are tested with
sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "artifacts"))

from browsers import CHROMIUM, DRIVER, Page, browser
from projects import CROWD, SAMPLES, write


def pytest_collection_modifyitems(items):
    if not (CHROMIUM and DRIVER) and not os.environ.get("CLAIMED_TESTS_MUST_RUN"):
        for item in items:
            if "tests/site" in item.nodeid:
                item.add_marker(pytest.mark.skip(reason="no chromium and chromium-driver here"))


@pytest.fixture(scope="session")
def driver():
    driver = browser("--hide-scrollbars")
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    return write(SAMPLES, tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def crowd(tmp_path_factory):
    return write(CROWD, tmp_path_factory.mktemp("crowd"))


@pytest.fixture
def page(driver, samples):
    """A page of the samples; afterwards nothing may have been refused, reported or asked of a network."""
    page = Page(driver, samples)
    page.reset()
    yield page
    assert page.complaints() == []
    assert [one for one in page.requests() if not one.startswith(("file:", "data:", "chrome:"))] == []


@pytest.fixture
def crowded(driver, crowd):
    page = Page(driver, crowd)
    page.reset()
    return page
