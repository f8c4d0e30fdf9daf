import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
STRESS = [sys.executable, str(HERE.parent / "stress.py"), "--rounds", "1"]
SIZE = ["--workers", "6", "--batches", "200", "--kills", "5", "--stop", "1", "--timeout", "2"]
if os.environ.get("CLAIMED_STRESS") == "full":
    SIZE = ["--stop", "4"]


def figures(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=600)
    found = json.loads(done.stdout)
    names = ("doubles", "kept", "lost", "crashes", "hung", "examples")
    assert {name: found[name] for name in names} == {**dict.fromkeys(names, 0), "examples": []}
    assert done.returncode == 0
    return found


def test_workers_on_postgresql_are_killed_and_frozen_and_the_server_restarts(postgres):
    # a server of its own, which the stress program can restart
    server = [sys.executable, str(HERE / "postgres.py")]
    found = figures([*server, *STRESS, "--store", "sql:{url}", "--restart-command", "{restart}", *SIZE])
    assert found["kills"] > 0


def test_workers_on_sqlite_are_killed_and_frozen_and_answers_are_lost(tmp_path):
    found = figures([*STRESS, "--store", f"sql:sqlite:///{tmp_path}/x.db", "--faults", "0.03", *SIZE])
    assert found["kills"] > 0
