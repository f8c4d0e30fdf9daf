import pytest

from claimed_grid.batches import Batches
from claimed_grid.tool.plan import plan


def test_all_that_can_be_said():
    ids = (*(f"tile_{number}" for number in range(1997)), "data/tile 1.tif", "é", "x" * 201)
    assert (
        plan("b.csv", Batches(ids, ("3 empty ids left out",)), 3)
        == f"""\
b.csv: 2,000 batches
first    'tile_0', 'tile_1', 'tile_2'
last     'data/tile 1.tif', 'é', '{"x" * 60}…'
note     3 empty ids left out
encoded  2 ids are not plain: 'data/tile 1.tif' is called data%2Ftile%201.tif in the coordinator
long     1 id is too long: '{"x" * 60}…' is called {"x" * 167}~84a0678c90937f5dcf9994d5866668da in the coordinator
shares   2 pods get 667 batches, 1 pod gets 666 batches"""
    )


@pytest.mark.parametrize(
    ("number", "rows"),
    [
        (1, ["first    '0'"]),
        (3, ["first    '0', '1', '2'"]),
        (4, ["first    '0', '1', '2'", "last     '3'"]),
        (7, ["first    '0', '1', '2'", "last     '4', '5', '6'"]),
    ],
)
def test_first_and_last_do_not_overlap(number, rows):
    batches = Batches(tuple(str(index) for index in range(number)))
    assert plan("b.txt", batches, None).splitlines()[1:] == rows


@pytest.mark.parametrize(
    ("shares", "row"),
    [
        (1, "shares   1 pod gets 4 batches"),
        (2, "shares   2 pods get 2 batches"),
        (3, "shares   1 pod gets 2 batches, 2 pods get 1 batch"),
        (6, "shares   4 pods get 1 batch, 2 pods get none"),
    ],
)
def test_shares(shares, row):
    assert plan("b.txt", Batches(("a", "b", "c", "d")), shares).splitlines()[-1] == row
