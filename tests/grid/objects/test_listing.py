"""Finding keys in a listing, compared with looking them up in a set."""

from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimed_grid.stores.objects import listing
from claimed_grid.stores.objects.client import ListingPage, ObjectInfo


class Listed:
    """A bucket of which only the listing is asked, with `size` keys a page."""

    def __init__(self, keys, size):
        self.keys, self.size, self.pages = sorted(keys), size, 0

    def page(self, after, token, limit):
        self.pages += 1
        start = int(token) if token else bisect_right(self.keys, after)
        end = start + min(self.size, limit)
        items = [ObjectInfo(key, "e", 1) for key in self.keys[start:end]]
        return ListingPage(items, str(end) if end < len(self.keys) else None)


NAME = st.text("%-.059AZ_az~", min_size=1, max_size=4)


@given(st.sets(NAME), st.sets(NAME), st.integers(1, 5))
def test_what_is_asked_for_is_found_with_few_pages(there, asked, size):
    bucket = Listed(there, size)
    found = [item.key for item in listing.find(bucket, sorted(asked))]
    assert found == sorted(there & asked)


@pytest.mark.parametrize("step", [1, 7, 40, 900])
def test_pages_grow_neither_with_the_keys_asked_for_nor_with_those_there(step):
    keys = [f"n{number:05}" for number in range(5000)]
    bucket = Listed(keys, 1000)
    asked = keys[::step]
    assert [item.key for item in listing.find(bucket, asked)] == asked
    assert bucket.pages <= min(len(asked), 6)


@given(NAME)
def test_the_place_just_before_a_key_is_before_it(key):
    before = listing._just_before(key)
    assert before < key
    assert "/" not in before
