"""Requests that fail before or after they took effect: nobody wins twice, and nobody believes what is not so."""

import time

import pytest

from claimed_grid.backend import BackendError, LostError, Status

BOTH = ("before", "after")
KINDS = ("500", "503", "409", "reset")


@pytest.fixture
def faulty(place, proxies):
    """A place, and the proxy through which one of its workers goes."""
    with proxies.Proxy(place.server.port, silence=2.5) as proxy:
        yield place, proxy


@pytest.mark.parametrize("when", BOTH)
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_happens_to_one_request_the_outcome_is_clear(faulty, proxies, kind, when):
    place, proxy = faulty
    store, watcher = place.open(port=proxy.port), place.open("host/2/b")
    proxy.plan = proxies.in_turn((kind, when))
    lease = store.claim("a", None)
    assert watcher.details("a").owner == "host/1/a"
    proxy.plan = proxies.in_turn((kind, when))
    lease = store.beat(lease)
    proxy.plan = proxies.in_turn((kind, when))
    store.finish(lease)
    assert watcher.states(["a"])["a"].status is Status.PROCESSED
    lease = store.claim("b", None)
    proxy.plan = proxies.in_turn((kind, when), (kind, when))
    store.fail(lease, "no")
    assert watcher.details("b").report == "no"
    lease = watcher.claim("c", None)
    state = store.states(["c"])["c"]
    proxy.plan = proxies.in_turn((kind, when))
    assert store.claim("c", state).attempt == 2
    with pytest.raises(LostError):
        watcher.finish(lease)


@pytest.mark.parametrize("when", BOTH)
def test_a_request_without_an_answer_is_given_up_and_looked_into(faulty, proxies, when):
    place, proxy = faulty
    store = place.open(port=proxy.port, timeout=20)
    assert store.states(["a"]) == {}
    proxy.plan = proxies.in_turn(("silence", when))
    lease = store.claim("a", None)
    store.finish(lease)
    assert store.requests["PutObject"] == {"before": 3, "after": 2}[when] + (place.layout == "cos")
    assert store.states(["a"])["a"].status is Status.PROCESSED


@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_claim_stays_lost(faulty, proxies, kind):
    place, proxy = faulty
    store, other = place.open(port=proxy.port), place.open("host/2/b")
    lease = other.claim("a", None)
    for when in BOTH:
        proxy.plan = proxies.in_turn((kind, when))
        assert store.claim("a", None) is None
    state = other.states(["a"])["a"]
    other.beat(lease)
    for when in BOTH:
        proxy.plan = proxies.in_turn((kind, when))
        assert store.claim("a", state) is None


def test_a_claim_of_unknown_outcome_is_taken_up_again_without_waiting(faulty):
    place, proxy = faulty
    store, other = place.open(port=proxy.port), place.open("host/2/b")
    proxy.plan = lambda method, path: ("500", "after")
    store._bucket.patience = 1
    with pytest.raises(BackendError) as error:
        store.claim("a", None)
    assert not error.value.lasting
    proxy.plan = lambda method, path: None
    assert other.states(["a"])["a"].status is Status.RUNNING
    state = store.states(["a", "b"])["a"]
    assert state.status is Status.WAITING
    lease = store.claim("a", state)
    assert lease.attempt == 1
    assert store.states(["a"])["a"].status is Status.RUNNING
    store.finish(lease)


def test_a_claim_of_unknown_outcome_is_known_when_it_is_repeated(faulty):
    place, proxy = faulty
    store, other = place.open(port=proxy.port), place.open("host/2/b")
    proxy.plan = lambda method, path: ("500", "after")
    store._bucket.patience = 1
    for name, state in [("a", None), ("b", None)]:
        with pytest.raises(BackendError):
            store.claim(name, state)
    proxy.plan = lambda method, path: None
    taken = other.claim("b", other.states(["b"])["b"])
    assert store.claim("a", None).attempt == 1
    assert store.claim("b", None) is None
    assert other.beat(taken).attempt == 2


def test_a_claim_that_others_took_over_meanwhile_is_theirs(faulty):
    place, proxy = faulty
    store, other = place.open(port=proxy.port), place.open("host/2/b")
    proxy.plan = lambda method, path: ("500", "after")
    store._bucket.patience = 1
    with pytest.raises(BackendError):
        store.claim("a", None)
    proxy.plan = lambda method, path: None
    assert other.claim("a", other.states(["a"])["a"]).attempt == 2
    assert store.states(["a"])["a"].status is Status.RUNNING


def test_an_outage_is_not_lasting_and_does_not_block_long(faulty):
    place, proxy = faulty
    store = place.open(port=proxy.port, timeout=20)
    lease = store.claim("a", None)
    proxy.plan = lambda method, path: ("silence", "before")
    before = time.monotonic()
    with pytest.raises(BackendError, match="no answer in time") as error:
        store.beat(lease)
    assert not error.value.lasting
    assert time.monotonic() - before < 20 * 0.6
    proxy.plan = lambda method, path: None
    store.finish(store.beat(lease))


@pytest.mark.parametrize("when", BOTH)
def test_reading_is_repeated(faulty, proxies, when):
    place, proxy = faulty
    store = place.open(port=proxy.port)
    store.write("runs/a", b"1")
    store.claim("a", None)
    for method, read, expected in [
        ("GET", lambda: store.read("runs/a"), b"1"),
        ("GET", store.names, ["a"]),
        ("HEAD", lambda: store.states(["a"])["a"].status, Status.RUNNING),
        ("PUT", lambda: store.write("runs/b", b"2"), None),
    ]:
        proxy.plan = proxies.in_turn(("500", when), ("reset", when), methods=(method,))
        assert read() == expected
    assert store.read("runs/b") == b"2"


def test_a_storm_of_faults_makes_no_second_winner(faulty, proxies):
    place, proxy = faulty
    stores = [place.open(f"host/{number}/x", port=proxy.port) for number in range(2)]
    proxy.plan = proxies.at_random(0.2, methods=("PUT", "GET", "HEAD"), faults=("500", "503", "409", "reset"), seed=7)
    won = {}
    for number in range(30):
        name = f"n{number:02}"
        for store in stores:
            won.setdefault(name, []).append(_finished(store, name))
    proxy.plan = lambda method, path: None
    assert max(sum(each) for each in won.values()) == 1
    assert sum(sum(each) for each in won.values()) > 25
    states = place.open().states(sorted(won))
    for name, each in won.items():
        assert sum(each) == 0 or states[name].status is Status.PROCESSED


def _finished(store, name):
    """Whether this worker ran the batch to its end."""
    lease = _if_clear(lambda: store.claim(name, None))
    while lease:
        if _if_clear(lambda: [store.finish(lease)]):
            return True
    return False


def _if_clear(call):
    try:
        return call()
    except BackendError as error:
        if error.lasting:
            raise
        return None
