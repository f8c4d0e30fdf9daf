import pytest

from claimed_grid.backend import BackendError, LostError, Status


def test_a_store_that_ignores_conditions_is_refused(rclone, layout, place_of):
    place = place_of(rclone, layout)
    store = place.open(prepared=False)
    with pytest.raises(BackendError) as error:
        store.prepare()
    assert error.value.lasting
    assert str(error.value) == (
        f"cos://127.0.0.1:{rclone.port}/bucket/{place.path}: this store ignores the conditions of writes (If-None-Match,"
        " If-Match), so that several workers would run the same batch; use another store or backend, or accept that"
        " with gw_accept_unsafe_store=True"
    )
    assert place.listed() == []


@pytest.mark.parametrize("value", ["True", " yes ", "1"])
def test_who_accepts_it_gets_what_can_be_had(rclone, layout, place_of, monkeypatch, value):
    monkeypatch.setenv("gw_accept_unsafe_store", value)
    place = place_of(rclone, layout)
    store, other = place.open(), place.open("host/2/b")
    lease = store.claim("a", None)
    assert other.claim("a", None) is None
    state = other.states(["a"])["a"]
    lease = store.beat(lease)
    assert other.claim("a", state) is None
    taken = other.claim("a", other.states(["a"])["a"])
    with pytest.raises(LostError):
        store.finish(lease)
    other.finish(taken)
    assert store.states(["a"])["a"].status is Status.PROCESSED


@pytest.mark.parametrize("value", ["False", "", "no"])
def test_who_does_not_accept_it_does_not_get_it(rclone, layout, place_of, monkeypatch, value):
    monkeypatch.setenv("gw_accept_unsafe_store", value)
    with pytest.raises(BackendError, match="ignores the conditions"):
        place_of(rclone, layout).open()


def test_a_store_that_wants_etags_without_quotes(place, proxies):
    with proxies.Proxy(place.server.port, like_ceph=True) as proxy:
        store = place.open(port=proxy.port)
        assert store._bucket.quotes is False
        store.finish(store.beat(store.claim("a", None)))
        store.fail(store.claim("b", None), "no")
        fresh = place.open(port=proxy.port, prepared=False)
        assert fresh.retry(["a", "b"]) == 1
    assert place.open()._bucket.quotes is True


@pytest.mark.parametrize("fault", [("500", "after"), ("503", "before"), ("reset", "after")])
def test_a_fault_while_trying_proves_nothing(place, proxies, fault):
    for at in range(4):
        with proxies.Proxy(place.server.port) as proxy:
            proxy.plan = proxies.in_turn(*[None] * at, fault)
            assert place.open(port=proxy.port)._bucket.unsafe is False


def test_a_store_that_is_out_of_order_is_not_refused_for_good(place, proxies):
    broken = proxies.Proxy(place.server.port, lambda method, path: ("503", "before"))
    with broken as proxy, pytest.raises(BackendError, match="the store answered 503 SlowDown") as error:
        place.open(port=proxy.port)
    assert not error.value.lasting
