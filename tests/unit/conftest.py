import subprocess

import pytest


@pytest.fixture(autouse=True)
def no_processes(monkeypatch):
    """Unit tests are pure: one that starts a process fails."""

    def refuse(*args, **kwargs):
        pytest.fail("a unit test started a process")

    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)
