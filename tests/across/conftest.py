import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# helpers lie here
sys.path.insert(0, str(Path(__file__).parent))


def pytest_collection_modifyitems(items):
    if os.environ.get("CLAIMED_TESTS_MUST_RUN"):
        return
    answers = shutil.which("docker") and subprocess.run(["docker", "version"], capture_output=True).returncode == 0
    for item in items:
        if "across" in item.path.parts and item.get_closest_marker("engine") and not answers:
            item.add_marker(pytest.mark.skip(reason="no Docker engine runs here"))


@pytest.fixture(scope="session")
def client():
    """The path that an environment variable names; without it the test is skipped, or fails where all must run."""

    def path(variable):
        value = os.environ.get(variable, "")
        if not value:
            stop = pytest.fail if os.environ.get("CLAIMED_TESTS_MUST_RUN") == "1" else pytest.skip
            stop(f"{variable} is not set")
        return value

    return path
