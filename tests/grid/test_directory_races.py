import json
import subprocess
import sys
from collections import Counter

import pytest

from claimed_grid.backend import Status

WORKERS = 6
NAMES = [f"n{number:03}" for number in range(150)]
RACER = """
import json, sys
from claimed_grid.stores.directory import Directory
path, worker, *names = sys.argv[1:]
store = Directory(path, worker)
store.prepare()
states = store.states(names)
print("ready", flush=True)
sys.stdin.readline()
print(json.dumps([name for name in names if store.claim(name, states.get(name)) is not None]))
"""


def race(folder):
    """How often each name was won by one of several processes that start at once with the same snapshot."""
    command = [sys.executable, "-c", RACER, str(folder)]
    racers = [
        subprocess.Popen([*command, str(number), *NAMES], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(WORKERS)
    ]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    return Counter(name for racer in racers for name in json.loads(racer.communicate()[0]))


def prepared(store, folder, state):
    for name in NAMES:
        if state == "touched":
            (folder / f"{name}.lock").touch()
            continue
        if state != "waiting":
            lease = store.claim(name, None)
        if state == "beaten":
            store.beat(lease)
        elif state == "released":
            store.release(lease)
        elif state == "failed":
            store.fail(lease, "no")


@pytest.mark.parametrize("state", ["waiting", "silent", "beaten", "released", "failed", "touched"])
def test_exactly_one_of_many_processes_wins_each_batch(open_directory, tmp_path, state):
    folder = tmp_path / "coordinator"
    store = open_directory("dead")
    prepared(store, folder, state)
    assert race(folder) == dict.fromkeys(NAMES, 1)
    assert {seen.status for seen in store.states(NAMES).values()} == {Status.RUNNING}
    assert list(folder.glob("*.err")) == []
