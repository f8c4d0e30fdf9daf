import random

from hypothesis import given
from hypothesis import strategies as st

from claimed_grid.claim_order import ClaimOrder

NAMES = [f"b{number}" for number in range(10)]


class Dice(random.Random):
    """Falls as it is told to."""

    def __init__(self, *falls):
        super().__init__(0)
        self.falls = list(falls)

    def randrange(self, *_bounds):
        return self.falls.pop(0)


def test_walk_is_contiguous_from_its_start_and_goes_round():
    assert list(ClaimOrder(NAMES, "b7", Dice())) == [*NAMES[7:], *NAMES[:7]]


def test_walk_starts_at_the_next_name_if_its_start_is_gone():
    assert list(ClaimOrder(["a", "c", "e"], "b", Dice())) == ["c", "e", "a"]
    assert list(ClaimOrder(["a", "c", "e"], "f", Dice())) == ["a", "c", "e"]


def test_walk_without_a_start_begins_at_a_random_place():
    assert list(ClaimOrder(NAMES, None, Dice(4))) == [*NAMES[4:], *NAMES[:4]]


def test_leap_goes_on_elsewhere_and_passes_over_what_has_come():
    walk = ClaimOrder(NAMES, "b2", Dice(8, 2))
    came = [next(walk), next(walk)]
    walk.leap()
    came += [next(walk), next(walk), next(walk)]
    walk.leap()
    assert [*came, *walk] == ["b2", "b3", "b8", "b9", "b0", "b4", "b5", "b6", "b7", "b1"]


def test_walk_through_nothing_ends_at_once():
    walk = ClaimOrder([], None, Dice())
    walk.leap()
    assert list(walk) == []


@given(st.sets(st.text(max_size=3)), st.none() | st.text(max_size=3), st.sets(st.integers(0, 20)), st.randoms())
def test_every_name_comes_once(names, start, leaps, dice):
    walk = ClaimOrder(sorted(names), start, dice)
    came = []
    for number, name in enumerate(walk):
        came.append(name)
        if number in leaps:
            walk.leap()
    assert sorted(came) == sorted(names)
