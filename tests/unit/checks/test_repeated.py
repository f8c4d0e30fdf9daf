"""What is the same in several places is told once."""

from dataclasses import replace

import pytest

from hatch_claimed.checks.formats import FORMATS, TextFormat
from hatch_claimed.checks.report import as_text
from hatch_claimed.model import Finding

ONE = Finding(
    code="CLM041",
    severity="hint",
    message="'a' has no description",
    remedy="Write one.",
    path="o/a.py",
    line=3,
    column=5,
)


def places(count, **more):
    return [replace(ONE, path=f"o/{chr(ord('a') + number)}.py", **more) for number in range(count)]


def said(findings, **options):
    return TextFormat(**options).render(findings, lambda _: "a = read()")


@pytest.mark.parametrize(
    ("count", "also"),
    [
        (2, "o/b.py:3:5"),
        (5, "o/b.py:3:5, o/c.py:3:5, o/d.py:3:5 and o/e.py:3:5"),
        (6, "o/b.py:3:5, o/c.py:3:5, o/d.py:3:5 and 2 other places"),
    ],
)
def test_a_hint_of_several_files(count, also):
    assert said(places(count)) == (
        "o/a.py:3:5: hint CLM041: 'a' has no description\n3 | a = read()\n  |     ^\nhelp: Write one.\n"
        f"also: {also}\n\n{count} hints"
    )


def test_all_places_of_errors_are_named():
    assert ", o/h.py:3:5 and o/i.py:3:5\n" in said(places(9, severity="error"))


def test_each_is_told_where_somebody_asks_for_it():
    output = said(places(6), every=True)
    assert output.count("hint CLM041") == 6
    assert "also" not in output


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"message": "'b' has no description"}, 2),
        ({"code": "CLM042"}, 2),
        ({"severity": "warning"}, 2),
        ({"remedy": "Write another."}, 1),
        ({"line": 8}, 1),
        ({}, 1),
    ],
)
def test_what_counts_as_the_same(more, told):
    assert said([ONE, replace(ONE, **more)]).count("CLM04") == told


def test_what_to_write_for_a_warning_is_never_left_out():
    one = replace(ONE, severity="warning")
    assert said([one, replace(one, path="o/b.py", remedy="Write another.")]).count("warning CLM041") == 2


def test_the_very_same_place_is_no_other():
    assert "also" not in said([ONE, ONE])


def test_colours():
    assert "\x1b[36m\x1b[1malso\x1b[0m: o/b.py:3:5\n" in said(places(2), colour=True)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"text"}))
def test_machines_are_told_of_each(name):
    output = FORMATS[name].render(places(9), lambda _: None)
    assert all(f"o/{letter}.py" in output for letter in "abcdefghi")


def test_the_text_of_builds():
    found = places(6, severity="warning")
    assert as_text(found, briefly=True) == (
        "o/a.py:3:5: warning CLM041: 'a' has no description\n    Write one.\n"
        "    Also: o/b.py:3:5, o/c.py:3:5, o/d.py:3:5 and 2 other places\n6 warnings"
    )
    assert as_text(found).count("warning CLM041") == 6
