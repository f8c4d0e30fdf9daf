import pytest

from claimed_grid import clock
from claimed_grid.backend import BatchDetails, BatchState, Lease, LostError, Status
from claimed_grid.stores.sql import store as module


def look(store, name="a"):
    return store.states([name]).get(name)


def test_batch_of_which_nobody_knows_is_waiting(store):
    assert store.states(["a", "b"]) == {}
    assert store.names() == []
    assert store.details("a") == BatchDetails()


def test_claimed_batch_is_running_and_nobody_else_claims_it(store, open_store):
    before = clock.now()
    lease = store.claim("a", None)
    assert (lease.name, lease.attempt) == ("a", 1)
    assert before <= lease.renewed <= clock.now()
    other = open_store("host-b/2/y")
    assert other.claim("a", None) is None
    assert other.claim("a", BatchState(Status.WAITING)) is None
    assert other.states(["a", "b"]) == {"a": BatchState(Status.RUNNING, lease.tag)}
    assert other.names() == ["a"]


def test_details_of_a_running_batch_name_its_owner(store):
    store.claim("a", None)
    details = store.details("a")
    assert details == BatchDetails("host-a/1/x", "host-a", details.since, 1, "")
    assert len(details.since) == len("2030-01-31T12:00:00Z")


def test_each_beat_changes_the_tag(store):
    lease = store.claim("a", None)
    tags = [lease.tag]
    for _ in range(3):
        renewed = store.beat(lease)
        assert (renewed.name, renewed.attempt) == ("a", 1)
        assert renewed.renewed >= lease.renewed
        assert look(store) == BatchState(Status.RUNNING, renewed.tag)
        tags.append(renewed.tag)
        lease = renewed
    assert len(set(tags)) == 4


def test_beat_with_an_old_lease_is_one_of_the_same_owner(store):
    # the answer to a beat may have been lost, and its tag with it
    lease = store.claim("a", None)
    store.beat(lease)
    again = store.beat(lease)
    assert look(store) == BatchState(Status.RUNNING, again.tag)
    store.finish(lease)
    assert look(store).status is Status.PROCESSED


def test_takeover_needs_the_tag_of_now(store, open_store):
    lease = store.claim("a", None)
    other = open_store("host-b/2/y")
    seen = look(other)
    renewed = store.beat(lease)
    assert other.claim("a", seen) is None
    assert look(other) == BatchState(Status.RUNNING, renewed.tag)
    taken = other.claim("a", look(other))
    assert taken.attempt == 2
    assert look(store) == BatchState(Status.RUNNING, taken.tag)
    assert other.details("a").owner == "host-b/2/y"
    assert store.claim("a", look(store)).attempt == 3


def test_owner_that_lost_its_batch_marks_nothing(store, open_store):
    lease = store.claim("a", None)
    other = open_store("host-b/2/y")
    taken = other.claim("a", look(other))
    for late in (store.beat, store.finish, lambda lease: store.fail(lease, "late")):
        with pytest.raises(LostError):
            late(lease)
    store.release(lease)
    assert look(store) == BatchState(Status.RUNNING, taken.tag)
    other.finish(taken)
    with pytest.raises(LostError):
        store.finish(lease)
    assert look(store).status is Status.PROCESSED


def test_processed_batch_is_claimed_by_nobody(store):
    store.finish(store.claim("a", None))
    seen = look(store)
    assert seen.status is Status.PROCESSED
    assert store.claim("a", seen) is None
    assert store.claim("a", None) is None
    assert store.claim("a", BatchState(Status.RUNNING, seen.tag)) is None
    assert store.claim("a", BatchState(Status.FAILED, seen.tag)) is None
    assert store.details("a").owner == "host-a/1/x"


def test_finishing_twice_is_once(store):
    # the first answer may have been lost
    lease = store.claim("a", None)
    store.finish(lease)
    store.finish(lease)
    with pytest.raises(LostError):
        store.fail(lease, "x")
    assert look(store).status is Status.PROCESSED


def test_failed_batch_keeps_its_report_and_is_claimed_only_as_a_failed_one(store):
    lease = store.claim("a", None)
    store.fail(lease, "ValueError: no\nTraceback …\0\udc80é")
    seen = look(store)
    assert seen.status is Status.FAILED
    assert store.details("a").report == "ValueError: no\nTraceback …\\0\\udc80é"
    assert store.claim("a", None) is None
    again = store.claim("a", seen)
    assert again.attempt == 1
    assert store.details("a").report == ""
    assert store.claim("a", seen) is None


def test_report_holds_no_password(store):
    store.fail(store.claim("a", None), "cannot open https://user:hunter2@host/x")
    assert store.details("a").report == "cannot open https://***@host/x"


def test_long_report_is_kept(store):
    report = "x" * 1_000_000
    store.fail(store.claim("a", None), report)
    assert store.details("a").report == report


def test_released_batch_waits_again(store):
    store.release(store.claim("a", None))
    assert look(store) is None
    assert store.names() == []
    assert store.claim("a", None).attempt == 1


def test_what_was_seen_before_a_release_claims_nothing_after_it(store, open_store):
    lease = store.claim("a", None)
    watcher = open_store("host-b/2/y")
    seen = look(watcher)
    store.release(lease)
    again = store.claim("a", None)
    assert again.tag != lease.tag
    assert watcher.claim("a", seen) is None
    assert look(store) == BatchState(Status.RUNNING, again.tag)
    for late in (store.beat, store.finish):
        with pytest.raises(LostError):
            late(lease)
    store.release(lease)
    assert look(store) == BatchState(Status.RUNNING, again.tag)


def test_retry_forgets_failures_only(store):
    for name in ("a", "b", "c"):
        store.fail(store.claim(name, None), f"bad {name}")
    done, running = store.claim("d", None), store.claim("e", None)
    store.finish(done)
    assert store.retry(["b", "d", "e", "never"]) == 1
    assert store.retry({"a", "b", "c"}) == 2
    assert store.retry([]) == 0
    assert store.names() == ["d", "e"]
    assert store.details("a") == BatchDetails()
    assert look(store, "e") == BatchState(Status.RUNNING, running.tag)
    assert store.claim("a", None).attempt == 1


def test_runs_in_one_database_do_not_see_each_other(store, open_store, run):
    other = open_store(run=f"{run}-other")
    store.finish(store.claim("a", None))
    store.write("f", b"1")
    assert other.states(["a"]) == {}
    assert other.names() == []
    assert other.read("f") is None
    assert other.claim("a", None).attempt == 1
    assert other.retry(["a"]) == 0


NAMES = sorted(["A", "a", "B", "b", "-x", "_x", "a.b", "a-b", "a b", "%2F", "é", "ab", "Z", "0", "a~" + "f" * 32])


def test_names_are_exact_and_sorted_as_python_sorts(store):
    for name in reversed(NAMES):
        store.finish(store.claim(name, None))
    assert list(store.names()) == NAMES
    for first in range(len(NAMES)):
        for last in range(first + 1, len(NAMES) + 1):
            assert sorted(store.states(NAMES[first:last])) == NAMES[first:last]


@pytest.mark.parametrize("step", [1, 2, 40])
def test_states_of_many_names(store, monkeypatch, step):
    monkeypatch.setattr(module, "_FEW", 10)
    names = [f"n{number:04}" for number in range(400)]
    for name in names[::7]:
        store.claim(name, None)
    wanted = names[::step]
    expected = [name for name in names[::7] if name in wanted]
    for _ in range(3):  # the first answer may change how the next question is asked
        assert sorted(store.states(wanted)) == expected


def test_sparse_names_are_not_asked_for_by_their_range(store, monkeypatch):
    monkeypatch.setattr(module, "_FEW", 10)
    names = [f"n{number:04}" for number in range(400)]
    for name in names:
        store.claim(name, None)
    sizes = []
    run = store._database.run

    def counted(*arguments):
        answer = run(*arguments)
        sizes.append(len(answer.rows))
        return answer

    monkeypatch.setattr(store._database, "run", counted)
    for _ in range(2):
        assert len(store.states(names[::30])) == 14
    assert sizes == [391, 10, 4]


def test_files(store, open_store):
    assert store.read("ids/x") is None
    store.write("ids/x", b"\0\xff")
    store.write("a/" + "é" * 400, b"")
    assert open_store("host-b/2/y").read("ids/x") == b"\0\xff"
    store.write("ids/x", b"2" * 2_000_000)
    assert store.read("ids/x") == b"2" * 2_000_000
    assert store.read("a/" + "é" * 400) == b""
    assert store.names() == []


def test_lease_of_another_process_of_this_worker_is_not_mine(store):
    lease = store.claim("a", None)
    with pytest.raises(LostError):
        store.finish(Lease("a", "0" * 32 + ".1.1", 1, lease.renewed))
    assert look(store) == BatchState(Status.RUNNING, lease.tag)
