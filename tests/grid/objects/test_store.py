"""What a worker relies on, in both layouts, against a real server."""

import pytest

from claimed_grid.backend import BatchDetails, BatchState, LostError, Status


def seen(store, name="a"):
    return store.states([name]).get(name)


def test_a_batch_is_claimed_once_and_finished_once(place):
    store, other = place.open(), place.open("host/2/b")
    assert (store.states(["a"]), store.names(), store.details("a")) == ({}, [], BatchDetails())
    lease = store.claim("a", None)
    assert (lease.name, lease.attempt) == ("a", 1)
    assert other.claim("a", None) is None
    assert seen(other).status is Status.RUNNING
    store.finish(lease)
    assert seen(other).status is Status.PROCESSED
    assert other.claim("a", seen(other)) is None
    assert other.claim("a", None) is None
    assert other.names() == ["a"]
    details = other.details("a")
    assert (details.owner, details.host, details.attempt, details.report) == ("host/1/a", "host", 1, "")


def test_each_beat_and_each_owner_changes_the_tag(place):
    store, other = place.open(), place.open("host/2/b")
    lease = store.claim("a", None)
    first = seen(other)
    assert seen(other) == first
    later = store.beat(lease)
    assert later.renewed >= lease.renewed
    second = seen(other)
    assert other.claim("a", first) is None
    taken = other.claim("a", second)
    assert taken.attempt == 2
    assert len({first.tag, second.tag, seen(other).tag}) == 3
    for late in (store.beat, store.finish, lambda lease: store.fail(lease, "late")):
        with pytest.raises(LostError):
            late(later)
    store.release(later)
    assert store.details("a").owner == "host/2/b"
    other.finish(taken)
    assert seen(store).status is Status.PROCESSED


def test_a_tag_never_comes_back(place):
    store = place.open()
    tags = []
    state = None
    for _ in range(5):
        lease = store.claim("a", state)
        tags.append(seen(store).tag)
        store.release(lease)
        state = seen(store)
        tags.append(state.tag)
    assert len(set(tags)) == 10


def test_a_released_batch_waits_and_its_next_owner_has_the_same_number(place):
    store, other = place.open(), place.open("host/2/b")
    lease = store.claim("a", None)
    first = other.claim("a", seen(other))
    other.release(first)
    assert (first.attempt, seen(store).status) == (2, Status.WAITING)
    assert other.claim("a", None) is None
    second = store.claim("a", seen(store))
    assert second.attempt == 2
    store.release(lease)
    assert seen(store).status is Status.RUNNING


def test_a_failure_keeps_its_report_and_can_be_retried(place):
    store = place.open()
    report = "ValueError: ä \N{SNOWMAN}\ncos://key:hidden@host/bucket\n"
    store.fail(store.claim("a", None), report)
    assert seen(store).status is Status.FAILED
    assert store.details("a").report == "ValueError: ä \N{SNOWMAN}\ncos://***@host/bucket\n"
    assert store.claim("a", None) is None
    again = store.claim("a", seen(store))
    assert (again.attempt, seen(store).status, place.listed()[0].endswith(".err")) == (1, Status.RUNNING, False)
    store.fail(again, "second")
    assert store.details("a").report == "second"
    assert store.retry(["a", "b"]) == 1
    assert (seen(store).status, store.details("a").report, store.retry(["a"])) == (Status.WAITING, "", 0)
    last = store.claim("a", seen(store))
    assert last.attempt == 1
    store.finish(last)
    assert seen(store).status is Status.PROCESSED


def test_many_failures_are_retried_at_once(place):
    store = place.open()
    for number in range(30):
        store.fail(store.claim(f"n{number:02}", None), "no")
    fresh = place.open(prepared=False)
    assert fresh.retry([f"n{number:02}" for number in range(40)]) == 30
    assert {state.status for state in store.states(store.names()).values()} == {Status.WAITING}


def test_what_is_done_can_be_done_again_after_an_unclear_answer(place):
    store = place.open()
    lease = store.claim("a", None)
    beaten = store.beat(lease)
    assert store.beat(lease).attempt == 1  # the answer to the first one was lost
    store.finish(beaten)
    store.finish(lease)
    assert seen(store).status is Status.PROCESSED
    with pytest.raises(LostError):
        store.beat(lease)
    with pytest.raises(LostError):
        store.fail(lease, "late")
    failed = store.claim("b", None)
    store.fail(failed, "once")
    store.fail(failed, "once")
    assert store.details("b").report == "once"


def test_files_of_the_coordinator_are_no_batches(place):
    store = place.open()
    assert store.read("runs/now") is None
    store.write("runs/now", b"1")
    store.write("runs/now", b"22")
    store.write("ids/a", "ü".encode())
    assert (store.read("runs/now"), store.read("ids/a")) == (b"22", "ü".encode())
    place.put("batches.csv", b"filename\na\n")
    store.claim("runs", None)
    assert store.names() == ["runs"]


ODD = [
    "%20",
    "%2F..%2F",
    "-",
    "0",
    "A",
    "_",
    "a%3Flock",
    "a-b",
    "a",
    "a.b",
    "a%2Elock",
    "n~0123456789abcdef",
    "z" * 200,
]


def test_all_names_that_batches_may_have(place):
    store = place.open()
    for name in sorted(ODD):
        store.finish(store.claim(name, None))
    assert store.names() == sorted(ODD)
    done = {Status.PROCESSED}
    assert {state.status for state in store.states(sorted(ODD)).values()} == done
    assert sorted(store.states(sorted(ODD))) == sorted(ODD)
    assert [name for name in ODD if store.states([name])[name].status in done] == ODD


def test_states_of_some_among_many(place):
    store = place.open()
    every = [f"n{number:03}" for number in range(60)]
    for name in every[::2]:
        store.claim(name, None)
    for asked in (every, every[3:40], every[5:9], every[::7], [every[1]], [], ["zzz"]):
        states = store.states(asked)
        assert sorted(states) == [name for name in asked if name in every[::2]]
        assert {state.status for state in states.values()} <= {Status.RUNNING}


def test_the_same_on_another_server(ministack, layout, place_of):
    place = place_of(ministack, layout)
    store, other = place.open(), place.open("host/2/b")
    lease = store.claim("a", None)
    assert other.claim("a", None) is None
    taken = other.claim("a", seen(other))
    with pytest.raises(LostError):
        store.finish(lease)
    other.finish(taken)
    assert store.states(["a", "b"]) == {"a": BatchState(Status.PROCESSED, seen(store).tag)}
    assert store.names() == ["a"]
