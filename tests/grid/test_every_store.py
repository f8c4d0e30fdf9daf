"""What a worker relies on, with every store that is registered, once for each way of opening one."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from claimed_grid.backend import Address, LostError, Status
from claimed_grid.opening import open_backend
from claimed_grid.stores.known import STORES

HERE = Path(__file__).parent
PLACES = {"directory": ["folder"], "objects": ["bucket"], "database": ["sqlite", "postgresql"]}
"""Where a store of each family can be here."""
OPENERS = {store.opener: name for name, store in reversed(STORES.items()) if store.place}
ALL = [(name, place) for name in OPENERS.values() for place in PLACES[STORES[name].family]]
NOTHING_WRONG = {"doubles": 0, "kept": 0, "lost": 0, "crashes": 0, "hung": 0, "examples": []}


@pytest.fixture
def place_of(request, tmp_path):
    """A place that is empty."""

    def place_of(kind):
        token = secrets.token_hex(6)
        if kind == "bucket":
            return f"{request.getfixturevalue('seaweedfs').connection}/{token}"
        if kind == "postgresql":
            return request.getfixturevalue("postgres").url()
        return f"sqlite:///{tmp_path}/{token}.db" if kind == "sqlite" else str(tmp_path / token)

    return place_of


@pytest.fixture(params=ALL, ids="-".join)
def store_and_place(request, place_of):
    name, kind = request.param
    return name, place_of(kind)


@pytest.fixture
def opened(store_and_place):
    """Opens the same place as one of its workers."""
    name, place = store_and_place
    run = secrets.token_hex(6)

    def opened(worker):
        store = open_backend(STORES[name], Address(place, run, worker, 100.0))
        store.prepare()
        return store

    return opened


def race(store, place, run, how):
    """Which batches processes won that started at once, at which attempt, as often as they were won."""
    command = [sys.executable, str(HERE / "race.py"), store, place, run, "8", "100", how]
    results = json.loads(subprocess.run(command, stdout=subprocess.PIPE, timeout=120, check=True).stdout)
    assert [result["errors"] for result in results] == [[]] * 8
    return sorted(tuple(win) for result in results for win in result["won"])


def test_each_batch_has_one_winner_of_its_claim_and_one_of_each_takeover(store_and_place):
    run = secrets.token_hex(6)
    for attempt, how in enumerate(["claim", "takeover"], 1):
        assert race(*store_and_place, run, how) == [(f"n{number:04}", attempt) for number in range(100)]


def test_killed_and_frozen_workers_lose_no_batch(store_and_place):
    command = [sys.executable, str(HERE / "stress.py"), f"--store={':'.join(store_and_place)}", "--rounds=1"]
    size = ["--workers=4", "--batches=80", "--kills=4", "--stop=1", "--timeout=4", "--limit=120"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*command, *size], capture_output=True, text=True, env=environment)
    figures = json.loads(done.stdout)
    assert {name: figures[name] for name in NOTHING_WRONG} == NOTHING_WRONG
    assert (done.returncode, figures["starts"] >= 80, figures["kills"] > 0) == (0, True, True), done.stderr


def test_the_life_of_a_batch(opened):
    store, other = opened("host/1/a"), opened("host/2/b")
    assert (store.states(["a"]), store.names()) == ({}, [])
    lease = store.claim("a", None)
    assert (lease.attempt, other.claim("a", None)) == (1, None)
    before = other.states(["a"])["a"]
    later = store.beat(lease)
    assert other.claim("a", before) is None
    taken = other.claim("a", other.states(["a"])["a"])
    assert taken.attempt == 2
    for late in (store.beat, store.finish, lambda lease: store.fail(lease, "late")):
        with pytest.raises(LostError):
            late(later)
    other.fail(taken, "no")
    assert (store.states(["a"])["a"].status, store.details("a").report) == (Status.FAILED, "no")
    assert store.retry(["a", "b"]) == 1
    again = store.claim("a", store.states(["a"]).get("a"))
    assert again.attempt == 1
    store.finish(again)
    assert (other.states(["a"])["a"].status, other.names()) == (Status.PROCESSED, ["a"])
    assert other.claim("a", other.states(["a"])["a"]) is None


def test_files_of_the_coordinator(opened):
    store, other = opened("host/1/a"), opened("host/2/b")
    assert store.read("runs/now") is None
    store.write("runs/now", b"1")
    store.write("runs/now", b"22")
    assert (other.read("runs/now"), other.names()) == (b"22", [])
