import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fake_registry import FakeRegistry, FakeTime


@pytest.fixture
def fake():
    with FakeRegistry() as registry:
        yield registry


@pytest.fixture
def other():
    """A second host: it has another port."""
    with FakeRegistry() as registry:
        yield registry


@pytest.fixture
def time():
    return FakeTime()
