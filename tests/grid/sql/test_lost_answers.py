import pytest
from sqlalchemy.exc import OperationalError

from claimed_grid.backend import BackendError, BatchState, LostError, Status


def broken():
    return OperationalError("", {}, Exception("server closed the connection unexpectedly"), connection_invalidated=True)


@pytest.fixture
def lose(monkeypatch):
    """Lose the connection for a store's next statements: before the server has them, or before it can answer."""

    def lose(store, count, *, heard, meanwhile=lambda: None):
        once = store._database._once
        left = iter(range(count))

        def lossy(statement, values):
            lost = next(left, None) is not None
            if lost and not heard:
                meanwhile()
                raise broken()
            answer = once(statement, values)
            if lost:
                raise broken()
            return answer

        monkeypatch.setattr(store._database, "_once", lossy)

    return lose


@pytest.fixture
def rival(open_store):
    return open_store("host-b/2/y")


def look(store):
    return store.states(["a"]).get("a")


@pytest.mark.parametrize("heard", [True, False])
def test_claim_is_sent_again_and_won(store, rival, lose, heard):
    lose(store, 1, heard=heard)
    lease = store.claim("a", None)
    assert lease.attempt == 1
    assert look(store) == look(rival) == BatchState(Status.RUNNING, lease.tag)


@pytest.mark.parametrize("heard", [True, False])
def test_takeover_is_sent_again_and_won(store, rival, lose, heard):
    rival.claim("a", None)
    seen = look(store)
    lose(store, 1, heard=heard)
    lease = store.claim("a", seen)
    assert lease.attempt == 2
    assert look(store) == look(rival) == BatchState(Status.RUNNING, lease.tag)


def test_claim_that_somebody_else_won_meanwhile_is_lost(store, rival, lose):
    lose(store, 1, heard=False, meanwhile=lambda: rival.claim("a", None))
    assert store.claim("a", None) is None
    assert rival.details("a").owner == "host-b/2/y"


def test_takeover_that_somebody_else_won_meanwhile_is_lost(store, rival, open_store, lose):
    open_store("host-c/3/z").claim("a", None)
    seen = look(store)
    lose(store, 1, heard=False, meanwhile=lambda: rival.claim("a", seen))
    assert store.claim("a", seen) is None
    assert rival.details("a").owner == "host-b/2/y"
    assert look(store).status is Status.RUNNING


def doubt(store, lose):
    lose(store, 2, heard=True)
    with pytest.raises(BackendError) as caught:
        store.claim("a", None)
    assert not caught.value.lasting


def test_claim_that_seemed_to_fail_is_waiting_for_its_worker_only(store, rival, lose):
    doubt(store, lose)
    assert look(store) is None
    assert look(rival).status is Status.RUNNING
    assert rival.claim("a", None) is None
    lease = store.claim("a", look(store))
    assert lease.attempt == 1
    assert look(store) == look(rival) == BatchState(Status.RUNNING, lease.tag)
    store.finish(lease)
    assert look(rival).status is Status.PROCESSED


def test_claim_that_seemed_to_fail_may_be_taken_over(store, rival, lose):
    doubt(store, lose)
    lease = rival.claim("a", look(rival))
    assert lease.attempt == 2
    assert store.claim("a", None) is None
    assert look(store) == BatchState(Status.RUNNING, lease.tag)
    rival.release(lease)
    assert store.claim("a", None).attempt == 1


def test_claim_that_did_fail_is_made_again(store, rival, lose):
    lose(store, 2, heard=False)
    with pytest.raises(BackendError):
        store.claim("a", None)
    assert look(rival) is None
    assert store.claim("a", None).attempt == 1


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("status", [Status.PROCESSED, Status.FAILED])
def test_end_of_a_batch_is_marked_in_the_end(store, rival, lose, heard, count, status):
    lease = store.claim("a", None)

    def end():
        store.finish(lease) if status is Status.PROCESSED else store.fail(lease, "bad")

    lose(store, count, heard=heard)
    if count == 2:
        with pytest.raises(BackendError):
            end()
    end()
    assert look(rival).status is status
    assert rival.details("a").report == ("bad" if status is Status.FAILED else "")


@pytest.mark.parametrize("count", [1, 2])
def test_beats_whose_answers_are_lost_do_not_lose_the_lease(store, rival, lose, count):
    lease = store.claim("a", None)
    lose(store, count, heard=True)
    if count == 2:
        with pytest.raises(BackendError):
            store.beat(lease)
    renewed = store.beat(lease)
    assert renewed.tag != lease.tag
    assert look(rival) == BatchState(Status.RUNNING, renewed.tag)


def test_end_of_a_lease_that_was_lost_meanwhile_marks_nothing(store, rival, lose):
    lease = store.claim("a", None)
    lose(store, 1, heard=False, meanwhile=lambda: rival.claim("a", look(rival)))
    with pytest.raises(LostError):
        store.finish(lease)
    assert look(rival).status is Status.RUNNING


def test_release_and_files_survive_a_lost_answer(store, rival, lose):
    lease = store.claim("a", None)
    lose(store, 1, heard=True)
    store.release(lease)
    assert look(rival) is None
    lose(store, 1, heard=True)
    store.write("f", b"1")
    assert rival.read("f") == b"1"
