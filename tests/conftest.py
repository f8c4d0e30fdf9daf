import signal
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

# how long an example takes says more of the machine than of the code
settings.register_profile("default", deadline=None)
settings.load_profile("default")

# a shell that starts the tests in the background lets all below it ignore Ctrl-C
with suppress(ValueError):
    signal.signal(signal.SIGINT, signal.default_int_handler)

# helpers lie here
sys.path.insert(0, str(Path(__file__).parent))


def pytest_addoption(parser):
    from expected_files import OPTION

    parser.addoption(OPTION, action="store_true", help="write the whole files that tests expect; runs no other tests")


def pytest_configure(config):
    from expected_files import may_update

    may_update(config.getoption("update_expected"))


def pytest_collection_modifyitems(config, items):
    if config.getoption("update_expected"):
        others = [item for item in items if "whole_file" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    """Tests neither find nor fill what the user's own runs keep."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMED_CACHE_DIR", str(tmp_path_factory.mktemp("claimed-cache")))
        yield


@pytest.fixture(scope="session")
def whole_file(request):
    """Compares a file that is expected with what was found, `whole_file(path, found)`, or writes it anew."""
    from expected_files import may_update, same_file

    return partial(same_file, update=may_update(request.config.getoption("update_expected")))


def pytest_terminal_summary(terminalreporter):
    from needs import skipped

    reports = terminalreporter.stats.get("skipped", [])
    if reports:
        terminalreporter.write_line(skipped([report.longrepr[2] for report in reports]))
