import signal
import time

import pytest

from claimed_grid.backend import BackendError, BatchState, Status


@pytest.fixture
def url(postgres):
    return postgres.url()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_worker_goes_on_after_the_server_restarted(store, postgres, how):
    store.write("f", b"1")
    lease = store.claim("a", None)
    postgres.restart(how)
    lease = store.beat(lease)
    assert store.states(["a"]) == {"a": BatchState(Status.RUNNING, lease.tag)}
    postgres.restart(how)
    store.finish(lease)
    postgres.restart(how)
    assert store.claim("b", None).attempt == 1
    assert store.read("f") == b"1"


def test_server_that_is_away_is_an_error_that_does_not_last(store, postgres):
    lease = store.claim("a", None)
    postgres.stop()
    try:
        for action in (lambda: store.beat(lease), lambda: store.claim("b", None), store.names, store.prepare):
            with pytest.raises(
                BackendError, match=r"^cannot .* in the postgresql database of 127\.0\.0\.1: .*refused"
            ) as e:
                action()
            assert not e.value.lasting
    finally:
        postgres.start()
    store.finish(store.beat(lease))


def test_request_to_a_server_that_stands_still_ends(store, postgres):
    lease = store.claim("a", None)
    with postgres.frozen():
        begun = time.monotonic()
        with pytest.raises(BackendError) as caught:
            store.beat(lease)
        # a limit of 1 s for T = 10 s
        assert 0.9 < time.monotonic() - begun < 2.5
        assert not caught.value.lasting
        with pytest.raises(BackendError) as caught:  # now it must connect first, for which libpq takes 2 s at least
            store.beat(lease)
        assert time.monotonic() - begun < 7
        assert not caught.value.lasting
    renewed = store.beat(lease)
    assert store.states(["a"]) == {"a": BatchState(Status.RUNNING, renewed.tag)}
