import os

import pytest

from claimed_grid.backend import BackendError, LostError, Status
from claimed_grid.stores import directory_steps
from claimed_grid.stores.directory import Directory


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


def test_finish_may_be_said_twice(a, b, folder):
    lease = a.claim("x", None)
    a.finish(lease)
    a.finish(lease)
    other = b.beat(b.claim("y", None))
    b.finish(other)
    b.finish(other)
    assert entries(folder) == ["x.processed", "y.processed"]


def test_late_finish_of_a_batch_that_another_has_processed_is_lost(a, b):
    beaten = a.beat(a.claim("x", None))
    b.finish(b.claim("x", look(b)))
    with pytest.raises(LostError):
        a.finish(beaten)
    with pytest.raises(LostError):
        a.beat(beaten)


def test_late_finish_without_a_heartbeat_is_lost(a, b):
    lease = a.claim("x", None)
    b.claim("x", look(b))
    with pytest.raises(LostError):
        a.finish(lease)


def test_finish_of_a_batch_that_was_swept_meanwhile(a, b, monkeypatch):
    lease = a.claim("x", None)
    rmdir = os.rmdir

    def slow(path):
        monkeypatch.undo()
        b.sweep()
        rmdir(path)

    monkeypatch.setattr(os, "rmdir", slow)
    a.finish(lease)
    assert look(b).status is Status.PROCESSED


def test_owner_that_beats_during_a_takeover_and_its_successor_do_not_both_go_on(a, b, monkeypatch):
    lease = a.claim("x", None)
    seen = look(b)
    mkdir, beaten = os.mkdir, []

    def slow(path, *more):
        monkeypatch.undo()
        beaten.append(a.beat(lease))
        mkdir(path, *more)

    monkeypatch.setattr(directory_steps.os, "mkdir", slow)
    assert b.claim("x", seen) is None
    # the owner finds out with its next beat, and only then the batch may go to somebody else
    with pytest.raises(LostError):
        a.beat(beaten[0])
    assert b.claim("x", look(b)) is not None


def test_owner_that_fails_during_a_takeover(a, b, monkeypatch):
    lease = a.claim("x", None)
    seen = look(b)
    mkdir = os.mkdir

    def slow(path, *more):
        monkeypatch.undo()
        a.fail(lease, "no")
        mkdir(path, *more)

    monkeypatch.setattr(directory_steps.os, "mkdir", slow)
    assert b.claim("x", seen) is None
    assert look(b).status is Status.FAILED


def test_lock_that_somebody_removed_and_claimed_is_not_ours(a, b, folder):
    lease = a.beat(a.claim("x", None))
    for path in (folder / "x.lock").iterdir():
        path.unlink()
    (folder / "x.lock").rmdir()
    b.beat(b.claim("x", None))
    with pytest.raises(LostError):
        a.beat(lease)
    assert look(b).status is Status.RUNNING


def test_files_of_the_coordinator(a, b, folder):
    assert a.read("ids/x") is None
    a.write("ids/x", b"one")
    a.write("ids/x", b"two")
    assert b.read("ids/x") == b"two"
    assert b.read("ids") is None
    assert b.read("ids/x/y") is None
    assert entries(folder) == ["ids", "ids/x"]


@pytest.mark.parametrize("path", ["../x", "/x", ".", "", "a/../../x"])
def test_files_outside_of_the_folder_are_refused(a, path):
    with pytest.raises(ValueError, match="does not lie below"):
        a.write(path, b"")
    with pytest.raises(ValueError, match="does not lie below"):
        a.read(path)


def test_folder_that_cannot_be_made_is_a_lasting_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BackendError, match="Not a directory") as caught:
        Directory(str(tmp_path / "file" / "sub"), "w").prepare()
    assert caught.value.lasting


def test_volume_without_promises_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "mkdir", lambda path, mode=0o777: None)
    with pytest.raises(BackendError, match="makes a folder that exists") as caught:
        Directory(str(tmp_path), "w").prepare()
    assert caught.value.lasting


def test_folder_that_is_gone_is_an_error_that_may_pass(a, folder):
    folder.rmdir()
    for action in (lambda: a.states(["x"]), lambda: a.claim("x", None), a.names):
        with pytest.raises(BackendError, match="No such file") as caught:
            action()
        assert not caught.value.lasting


def test_volume_that_fails_after_the_claim_leaves_no_lock_that_nobody_has(a, b, folder, monkeypatch):
    stat = os.stat

    def fails(path, *more, **names):
        if str(path).endswith(".processed"):
            raise OSError(5, "Input/output error", path)
        return stat(path, *more, **names)

    monkeypatch.setattr(os, "stat", fails)
    with pytest.raises(BackendError, match="Input/output error"):
        a.claim("x", None)
    monkeypatch.undo()
    assert look(b).status is Status.WAITING
    assert b.claim("x", look(b)) is not None


def test_files_are_made_where_nodes_cannot_be(tmp_path, monkeypatch):
    def refuses(path, mode):
        raise PermissionError(1, "Operation not permitted", path)

    monkeypatch.setattr(os, "mknod", refuses)
    store = Directory(str(tmp_path), "w")
    store.prepare()
    store.finish(store.claim("x", None))
    assert entries(tmp_path) == ["x.processed"]
