"""The stress program, scaled down: many processes, one folder. `python tests/grid/stress.py --help` for the full size."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MEMORY = Path("/dev/shm")
NOTHING_WRONG = {"doubles": 0, "kept": 0, "lost": 0, "crashes": 0, "hung": 0, "examples": []}


@pytest.fixture(params=["disk", "memory"])
def folder(request, tmp_path):
    """A folder on disk, and one in memory."""
    if request.param == "disk":
        yield tmp_path
        return
    if not MEMORY.is_dir():
        pytest.skip("there is no /dev/shm")
    path = tempfile.mkdtemp(dir=MEMORY)
    yield Path(path)
    shutil.rmtree(path)


def stress(folder, **options):
    """The figures of one round."""
    given = [f"--{name.replace('_', '-')}={value}" for name, value in {"rounds": 1, "limit": 60, **options}.items()]
    command = [sys.executable, str(HERE / "stress.py"), f"--store=local:{folder}", *given]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    figures = json.loads(done.stdout)
    assert {name: figures[name] for name in NOTHING_WRONG} == NOTHING_WRONG
    assert done.returncode == 0, done.stderr
    return figures


def test_killed_workers_lose_no_batch(folder):
    figures = stress(folder, workers=8, batches=400, kills=10, timeout=2)
    assert figures["kills"] > 0
    assert figures["starts"] >= 400


def test_late_result_of_a_frozen_worker_is_thrown_away(tmp_path):
    figures = stress(tmp_path, workers=6, batches=60, work=0.2, kills=0, stop=4, timeout=2)
    assert figures["frozen"] > 0
    assert figures["fenced"] == figures["frozen"]


def test_wrong_clocks_and_a_failing_store_do_not_matter(tmp_path):
    figures = stress(tmp_path, workers=6, batches=200, kills=4, timeout=2, shift=7200, faults=0.05)
    assert figures["starts"] >= 200


def test_batches_that_last_longer_than_the_timeout_run_once(tmp_path):
    figures = stress(tmp_path, workers=24, batches=24, work=5, kills=0, timeout=2)
    assert figures["starts"] == 24
    assert figures["lost_leases"] == 0


def test_worker_that_is_told_to_stop_ends_its_batch_and_takes_no_more(tmp_path):
    orders = {"store": f"local:{tmp_path}", "run": "run", "audit": tmp_path / "audit", "name": "a"}
    given = [f"{name}={value}" for name, value in {**orders, "batches": 5, "timeout": 100, "nap": 1}.items()]
    with subprocess.Popen([sys.executable, str(HERE / "stress_worker.py"), *given], stderr=subprocess.PIPE) as process:
        while not (tmp_path / "audit").exists() or not (tmp_path / "audit").read_text():
            time.sleep(0.01)
            assert process.poll() is None
        process.terminate()
        _, errors = process.communicate()
    assert process.returncode == 143, errors
    assert errors.decode() == "1 of 5 batches are processed, 1 of them by this worker; stopped before the end"
    assert [line.split()[0] for line in (tmp_path / "audit").read_text().splitlines()] == ["start", "end", "done"]
    assert [path.suffix for path in (tmp_path / "run").iterdir()] == [".processed"]
