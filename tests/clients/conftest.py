import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from needs import missing

# the operators are those of the unit tests; helpers lie here
sys.path[:0] = [str(Path(__file__).parents[1] / "unit/artifacts"), str(Path(__file__).parent)]


@pytest.fixture
def client() -> Callable[[str], str]:
    """The path that an environment variable names; without it the test is skipped, or fails where all must run."""

    def path(variable: str) -> str:
        value = os.environ.get(variable, "")
        if not value:
            missing(variable)
        return value

    return path
