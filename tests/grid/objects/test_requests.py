"""What batches cost, with pages of 100 instead of 1,000."""

import pytest

from claimed_grid.backend import Status
from claimed_grid.stores.objects import listing

EVERY = [f"n{number:04}" for number in range(120)]


@pytest.fixture
def filled(place, monkeypatch):
    """120 finished batches."""
    monkeypatch.setattr(listing, "_PAGE", 100)
    store = place.open()
    suffixes = {"s3kv": [""], "cos": [".lock", ".processed"]}[place.layout]
    record = store._leases._record(Status.PROCESSED, 1).encoded()
    for name in EVERY:
        for suffix in suffixes:
            place.put(name + suffix, record)
    return place


def test_a_batch_takes_two_or_three_requests(place):
    store = place.open()
    for name in EVERY[:10]:
        store.finish(store.claim(name, None))
    assert store.requests == {"PutObject": {"s3kv": 20, "cos": 30}[place.layout]}


def test_a_lost_claim_takes_one_request_and_a_beat_too(place):
    store, other = place.open(), place.open()
    lease = store.claim("a", None)
    store.requests.clear()
    store.beat(lease)
    assert other.claim("a", None) is None
    assert (store.requests, other.requests) == ({"PutObject": 1}, {"PutObject": 1})


def test_a_start_takes_five_requests(place):
    store = place.open(prepared=False)
    store.prepare()
    assert store.requests == {"PutObject": 4, "DeleteObject": 1}
    assert place.listed() == []


def test_listings_cost_one_request_a_page_wherever_they_begin(filled):
    store = filled.open()
    a_page = {"s3kv": 1, "cos": 2}[filled.layout]
    for asked, pages in [(EVERY[:50], 1), (EVERY[60:100], 1), (EVERY[:100], a_page), (EVERY[::3], 2 * a_page)]:
        store.requests.clear()
        assert len(store.states(asked)) == len(asked)
        assert sum(store.requests.values()) <= pages
        assert set(store.requests) == {"ListObjectsV2"}


def test_a_few_cost_one_request_each_at_most(filled):
    store = filled.open()
    for asked in (EVERY[40:50], EVERY[::12]):
        store.requests.clear()
        assert len(store.states(asked)) == 10
        assert sum(store.requests.values()) <= 10
