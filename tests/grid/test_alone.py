"""The package needs nobody: a copy works in an empty folder, with the standard library alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import claimed_grid

WORKER = """
import sys
from claimed_grid.main import main
from claimed_grid.opening import open_backend
from claimed_grid.backend import Address
from claimed_grid.stores.known import STORES
from claimed_grid.executor import BatchOutcome, OutcomeKind
from claimed_grid.worker import Worker, WorkerSettings

class Printer:
    def start(self): pass
    def close(self): pass
    def run(self, batch, must_stop):
        print(batch.id)
        return BatchOutcome(OutcomeKind.DONE)

store = open_backend(STORES["local"], Address("coordinator", "", "worker", 100.0))
summary = Worker(store, Printer(), ["a", "b"], WorkerSettings(timeout=100.0)).run()
assert summary.exit_code == 0
print(sorted({name.split(".")[0] for name in sys.modules} & {"hatch_claimed", "boto3", "sqlalchemy", "claimed_launcher"}))
"""


@pytest.fixture
def bare(tmp_path):
    """Runs Python in a folder with a copy of the package, without any installed module."""
    shutil.copytree(
        Path(claimed_grid.__file__).parent, tmp_path / "claimed_grid", ignore=shutil.ignore_patterns("__pycache__")
    )

    def run(*arguments):
        command = [sys.executable, "-S", "-E", "-s", *arguments]
        return subprocess.run(command, cwd=tmp_path, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True)

    return run


def test_a_worker(bare):
    done = bare("-c", WORKER)
    assert (done.returncode, done.stderr) == (0, "")
    assert (sorted(done.stdout.splitlines()[:2]), done.stdout.splitlines()[2:]) == (["a", "b"], ["[]"])


def test_the_tool(bare):
    assert bare("-c", WORKER).returncode == 0
    done = bare("-m", "claimed_grid.tool", "status", "coordinator")
    assert (done.returncode, done.stderr) == (0, "")
    assert "processed  2" in done.stdout


def test_no_text_names_the_package_around_it():
    folder = Path(claimed_grid.__file__).parent
    assert [path.name for path in folder.rglob("*.py") if "hatch_claimed" in path.read_text(encoding="utf-8")] == []
