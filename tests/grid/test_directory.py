import os

import pytest

from claimed_grid.backend import BatchDetails, BatchState, LostError, Status
from claimed_grid.stores import directory_steps


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "coordinator"


@pytest.fixture
def a(open_directory):
    return open_directory("host-a/1/a")


@pytest.fixture
def b(open_directory):
    return open_directory("host-b/2/b")


def look(store, name="x"):
    return store.states([name]).get(name)


def entries(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_claim_is_a_folder_and_a_processed_batch_is_an_empty_file(a, folder):
    lease = a.claim("x", None)
    assert (lease.name, lease.attempt) == ("x", 1)
    assert entries(folder) == ["x.lock"]
    assert look(a).status is Status.RUNNING
    a.finish(lease)
    assert entries(folder) == ["x.processed"]
    assert (folder / "x.processed").read_bytes() == b""
    assert look(a) == BatchState(Status.PROCESSED)


def test_waiting_batches_are_not_in_the_snapshot(a):
    assert a.states(["x", "y"]) == {}


def test_claimed_or_processed_batch_is_not_claimed(a, b, folder):
    lease = a.claim("x", None)
    assert b.claim("x", None) is None
    a.finish(lease)
    # from a snapshot in which the batch was waiting
    assert b.claim("x", None) is None
    assert entries(folder) == ["x.processed"]


def test_each_beat_changes_the_tag_and_tells_who_owns_the_batch(a, b, folder):
    lease = a.claim("x", None)
    tags = {look(b).tag}
    for _ in range(3):
        lease = a.beat(lease)
        tags.add(look(b).tag)
        assert look(b).tag == lease.tag
    assert len(tags) == 4
    details = b.details("x")
    assert details == BatchDetails("host-a/1/a", os.uname().nodename, details.since, 1)
    assert len(details.since) == len("2030-01-31T12:00:00Z")
    a.finish(lease)
    assert entries(folder) == ["x.processed"]


def test_owner_without_a_heartbeat_is_known_by_its_time_only(a):
    a.claim("x", None)
    details = a.details("x")
    assert (details.owner, details.host, details.attempt) == ("", "", 1)
    assert details.since.endswith("Z")
    assert a.details("y") == BatchDetails()


def test_takeover_ends_the_lease_of_the_owner(a, b, folder):
    old = a.beat(a.claim("x", None))
    new = b.claim("x", look(b))
    assert new.attempt == 2
    for action in (a.beat, a.finish, lambda lease: a.fail(lease, "late")):
        with pytest.raises(LostError):
            action(old)
    a.release(old)
    assert look(b).status is Status.RUNNING
    assert not (folder / "x.processed").exists()
    assert not (folder / "x.err").exists()
    b.finish(b.beat(new))
    assert entries(folder) == ["x.processed"]


def test_takeover_needs_the_tag_of_now(a, b):
    lease = a.claim("x", None)
    seen = look(b)
    a.beat(lease)
    assert b.claim("x", seen) is None
    assert a.beat(a.beat(lease)).attempt == 1


def test_only_one_takes_over(a, b, open_directory):
    a.claim("x", None)
    seen = look(b)
    assert b.claim("x", seen) is not None
    assert open_directory().claim("x", seen) is None


def test_attempts_grow_with_takeovers_and_begin_again_when_given_back(a, b):
    a.claim("x", None)
    attempts = []
    for _ in range(3):
        lease = b.claim("x", look(b))
        attempts.append(lease.attempt)
    assert attempts == [2, 3, 4]
    b.release(lease)
    assert look(a).status is Status.WAITING
    assert a.claim("x", look(a)).attempt == 1


def test_released_batch_is_claimed_by_one(a, b, folder):
    a.release(a.claim("x", None))
    seen = look(a)
    lease = a.claim("x", seen)
    assert b.claim("x", seen) is None
    assert b.claim("x", None) is None
    a.finish(lease)
    assert entries(folder) == ["x.processed"]


def test_failed_batch_keeps_its_report(a, b, folder):
    a.fail(a.claim("x", None), "ValueError: ü\n\ud800")
    assert (folder / "x.err").read_text() == "ValueError: ü\n\\ud800"
    seen = look(b)
    assert seen.status is Status.FAILED
    assert b.details("x") == BatchDetails(report="ValueError: ü\n\\ud800")
    # not from an older snapshot
    assert b.claim("x", None) is None
    lease = b.claim("x", seen)
    assert lease.attempt == 1
    assert not (folder / "x.err").exists()
    b.fail(lease, "again")
    assert look(a).status is Status.FAILED
    assert look(a).tag != seen.tag
    assert b.claim("x", seen) is None


def test_retry_lets_failed_batches_wait(a, b, folder):
    a.fail(a.claim("x", None), "no")
    a.finish(a.claim("y", None))
    running = a.claim("z", None)
    assert b.retry(["x", "y", "z"]) == 1
    assert look(b).status is Status.WAITING
    assert b.claim("x", look(b)).attempt == 1
    a.finish(running)


def test_error_file_of_a_tool_that_keeps_no_locks(a, folder):
    (folder / "x.err").write_text("old")
    assert look(a) == BatchState(Status.FAILED)
    lease = a.claim("x", look(a))
    assert entries(folder) == ["x.lock"]
    a.fail(lease, "new")
    assert a.retry(["x"]) == 1


def test_touched_lock_is_somebodys_until_one_worker_takes_it_over(a, b, folder):
    (folder / "x.lock").touch()
    seen = look(a)
    assert seen.status is Status.RUNNING
    assert a.claim("x", None) is None
    assert a.details("x").since.endswith("Z")
    lease = a.claim("x", seen)
    assert (folder / "x.lock").is_dir()
    assert b.claim("x", seen) is None
    assert (folder / "x.lock").is_dir()
    a.finish(lease)
    assert entries(folder) == ["x.processed"]


def test_touched_lock_that_was_made_again_is_another_one(a, folder):
    (folder / "x.lock").touch()
    seen = look(a)
    (folder / "x.lock").unlink()
    (folder / "other").touch()
    (folder / "x.lock").touch()
    assert look(a).tag != seen.tag
    assert a.claim("x", seen) is None


def test_touched_lock_that_has_just_become_a_folder_stays(a, b, folder, monkeypatch):
    (folder / "x.lock").touch()
    seen = look(b)
    unlink = os.unlink

    def slow(path):
        monkeypatch.undo()
        assert a.claim("x", seen) is not None
        unlink(path)

    monkeypatch.setattr(directory_steps.os, "unlink", slow)
    assert b.claim("x", seen) is None
    assert (folder / "x.lock").is_dir()


def test_names_and_states_ignore_other_peoples_files(a, folder):
    (folder / "notes.txt").touch()
    (folder / "ids").mkdir()
    (folder / ".lock").touch()
    a.claim("x", None)
    a.fail(a.claim("y", None), "no")
    a.finish(a.claim("z", None))
    assert a.names() == ["x", "y", "z"]
    assert {name: seen.status for name, seen in a.states(["w", "x", "y", "z"]).items()} == {
        "x": Status.RUNNING,
        "y": Status.FAILED,
        "z": Status.PROCESSED,
    }


def test_few_names_are_looked_at_one_by_one(a, folder, monkeypatch):
    for number in range(100):
        a.finish(a.claim(f"n{number:03}", None))
    a.claim("x", None)
    a.fail(a.claim("y", None), "no")
    (folder / "z.err").touch()
    everything = ["n000", "w", "x", "y", "z"]
    expected = a.states([*(f"n{number:03}" for number in range(100)), *everything])
    listed = []
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: listed.append(str(path)) or listdir(path))
    assert a.states(everything) == {name: expected[name] for name in everything if name in expected}
    assert str(folder) not in listed


def test_sweep_of_a_large_folder_removes_what_was_met_and_lists_nothing(a, b, folder, monkeypatch):
    for number in range(100):
        (folder / f"n{number}.processed").touch()
    for name in ("x", "y"):
        b.beat(b.claim(name, None))
    a.states([f"n{number}" for number in range(100)] + ["x", "y"])
    (folder / "x.processed").touch()
    original = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: pytest.fail(path) if path == str(folder) else original(path))
    a.sweep()
    assert [entry for entry in entries(folder) if "/" not in entry and entry[0] in "xy"] == ["x.processed", "y.lock"]


def test_sweep_removes_what_lies_beside_processed(a, folder):
    for name in ("x", "y"):
        a.beat(a.claim(name, None))
    (folder / "x.processed").touch()
    (folder / "x.err").touch()
    (folder / "z.lock").touch()
    (folder / "z.processed").touch()
    a.sweep()
    assert [entry for entry in entries(folder) if "/" not in entry] == ["x.processed", "y.lock", "z.processed"]
