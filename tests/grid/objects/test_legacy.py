"""Coordinators that today's tool left: empty locks, and markers without locks."""

import pytest

from claimed_grid.backend import BatchDetails, BatchState, Status


@pytest.fixture
def left(seaweedfs, place_of):
    place = place_of(seaweedfs, "cos")
    place.put("a.lock")
    place.put("b.processed", b"done")
    place.put("c.err", b"ValueError: no\n")
    place.put("d.lock")
    place.put("d.processed")
    place.put("notes.txt", b"-")
    place.put(".lock", b"-")
    return place


def test_they_are_understood(left):
    store = left.open()
    states = store.states(["a", "b", "c", "d", "e"])
    empty = "d41d8cd98f00b204e9800998ecf8427e"
    assert states == {
        "a": BatchState(Status.RUNNING, empty),
        "b": BatchState(Status.PROCESSED),
        "c": BatchState(Status.FAILED),
        "d": BatchState(Status.PROCESSED, empty),
    }
    assert store.names() == ["a", "b", "c", "d"]
    assert (store.details("c"), store.details("a")) == (BatchDetails(report="ValueError: no\n"), BatchDetails())


def test_an_empty_lock_is_taken_over_once(left):
    store, other = left.open(), left.open("host/2/b")
    state = store.states(["a"])["a"]
    assert store.claim("a", None) is None
    assert store.claim("a", state).attempt == 2
    assert other.claim("a", state) is None


def test_a_failure_without_a_lock_can_be_claimed_or_retried(left):
    left.put("f.err", b"no")
    store = left.open()
    lease = store.claim("c", store.states(["c"])["c"])
    assert (lease.attempt, "c.err" in left.listed()) == (1, False)
    assert store.retry(["c", "f"]) == 1
    assert store.states(["f"]) == {}
    store.finish(lease)
    assert [key for key in left.listed() if key[0] == "c"] == ["c.lock", "c.processed"]


def test_a_marker_that_could_not_be_deleted_does_not_count_beside_the_lock(left):
    store = left.open()
    lease = store.claim("g", None)
    store.fail(lease, "no")
    again = store.claim("g", store.states(["g"])["g"])
    left.put("g.err", b"late")
    assert store.states(["g"])["g"].status is Status.RUNNING
    store.finish(again)
    assert store.states(["g"])["g"].status is Status.PROCESSED
