import time

import pytest

from claimed_grid.backend import Status
from claimed_grid.stores.objects import sweep

NAMES = [f"n{number}" for number in range(5)]
TIMEOUT = 0.1


@pytest.fixture
def finished(seaweedfs, place_of):
    place = place_of(seaweedfs, "cos")
    store = place.open()
    for name in NAMES:
        store.finish(store.claim(name, None))
    store.claim("open", None)
    store.fail(store.claim("wrong", None), "no")
    return place


def look(store):
    return store.states([*NAMES, "open", "wrong"])


def test_locks_of_finished_batches_go_late_and_nothing_else(finished):
    store = finished.open(timeout=TIMEOUT)
    before = finished.listed()
    expected = {name: seen.status for name, seen in look(store).items()}
    time.sleep(2 * TIMEOUT)
    look(store)
    assert finished.listed() == before
    time.sleep(3 * TIMEOUT)
    store.requests.clear()
    look(store)
    assert store.requests["DeleteObjects"] == 1
    kept = [*(f"{name}.processed" for name in NAMES), "open.lock", "wrong.err", "wrong.lock"]
    assert [key for key in finished.listed() if not key.startswith(".claimed/")] == kept
    assert {name: seen.status for name, seen in look(store).items()} == expected
    assert expected["n0"] is Status.PROCESSED
    store.requests.clear()
    time.sleep(2 * TIMEOUT)
    look(store)
    assert set(store.requests) == {"ListObjectsV2"}


def test_one_of_many_sweeps(finished, monkeypatch):
    stores = [finished.open(f"host/{number}/x", timeout=TIMEOUT) for number in range(3)]
    heads = []
    for store in stores:
        look(store)
        bucket = store._sweeper._bucket
        monkeypatch.setattr(bucket, "head", heads.append)
    time.sleep(5 * TIMEOUT)
    for store in stores:
        # all of them believe that nobody has swept yet
        store.requests.clear()
        look(store)
    assert [store.requests["DeleteObjects"] for store in stores] == [1, 0, 0]
    assert heads == [".claimed/sweep"]


def test_who_has_not_looked_for_half_the_timeout_claims_nothing(finished):
    store = finished.open(timeout=1)
    assert store.states(["new", "newer"]) == {}
    assert store.claim("new", None).attempt == 1
    time.sleep(0.6)
    assert store.claim("newer", None) is None
    assert store.states(["newer"]) == {}
    assert store.claim("newer", None).attempt == 1


def test_a_lock_that_changes_is_not_old(finished):
    store = finished.open(timeout=TIMEOUT)
    look(store)
    time.sleep(5 * TIMEOUT)
    finished.put("n0.lock", b"new")
    look(store)
    assert [key for key in finished.listed() if key.endswith(".lock")] == ["n0.lock", "open.lock", "wrong.lock"]


def test_no_more_than_a_thousand_at_once(finished, monkeypatch):
    monkeypatch.setattr(sweep, "_AT_ONCE", 3)
    store = finished.open(timeout=TIMEOUT)
    look(store)
    for left in (2, 0):
        time.sleep(5 * TIMEOUT)
        look(store)
        assert sum(key.endswith(".lock") and key[0] == "n" for key in finished.listed()) == left
