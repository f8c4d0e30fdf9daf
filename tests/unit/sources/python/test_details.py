"""Where comments and literals stand, the same with every Python that reads them."""

import pytest

from hatch_claimed.sources.python.code import parse
from hatch_claimed.sources.python.details import details


def places(text):
    return [(one.text, one.line, one.column) for one in details([parse(text, "a.py")]).literals]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a = "b"\n', [("b", 1, 5)]),
        ('f(\n    "a",\n    b="c",\n)\n', [("a", 2, 5), ("c", 3, 7)]),
        ('"""No literal."""\n"""Nor this."""\n', []),
    ],
)
def test_literals_are_where_they_begin(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a = f"b{c}d"\n', [("b", 1, 5), ("d", 1, 5)]),
        ('a = f"""b\n{c}\nd"""\n', [("b\n", 1, 5), ("\nd", 1, 5)]),
        ("a = (\n  f'b'\n  f'{c}d'\n)\n", [("b", 2, 3), ("d", 2, 3)]),
        # an expression within is code as elsewhere
        ("a = f\"b{c['d']}\"\n", [("b", 1, 5), ("d", 1, 11)]),
    ],
)
def test_pieces_of_an_f_string_are_where_the_f_string_begins(text, expected):
    assert places(text) == expected
