import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimed_grid.tool.snapshot import take_snapshot
from claimed_grid.tool.style import StyledLine, bar, coloured, styled
from claimed_grid.tool.table import table

NOON = 1_714_564_800.0
IDS = ["done 0", "done 1", "done 2", "tile/7", "old", "bad", "worse", "new"]


def test_a_terminal_shows_colours_and_a_bar(busy):
    plain = table("/c", take_snapshot(busy, IDS, 20), None, NOON, 60)
    assert (
        plain
        == f"""\
/c

processed  3
running    2
failed     2
waiting    1
total      8

[{"#" * 19}{"!" * 13}{">" * 13}{"." * 6}]   62 %

RUNNING  FOR         TRY  HOST    OWNER
old      -           -    -       -
tile/7   3 min 02 s  2    node-1  node-1/12/ab12

FAILED  WHY
bad     ValueError: no band\\x1b[31m at cos://***@example.co…
worse   -"""
    )
    colours = table("/c", take_snapshot(busy, IDS, 20), None, NOON, 60, colour=True)
    assert "\x1b[31mfailed     2\x1b[0m\n" in colours
    assert "\x1b[1mRUNNING  FOR         TRY  HOST    OWNER\x1b[0m\n" in colours
    assert re.sub(r"\x1b\[\d+m", "", colours) == plain


def test_what_is_none_has_no_colour(store):
    store.put("a", "processed")
    assert "\nfailed     0\n" in table("/c", take_snapshot(store, ["a"], 20), None, NOON, 60, colour=True)


def test_lines_are_cut_before_they_are_painted():
    assert styled(StyledLine("abcdef", "red"), 4, colour=True) == "\x1b[31mabc…\x1b[0m"
    assert styled(StyledLine("abcdef", "red"), 0, colour=False) == "abcdef"
    assert styled(StyledLine("", "red"), 4, colour=True) == ""


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4), st.integers(20, 200))
def test_a_bar_has_one_width_and_is_full_at_the_end_alone(counts, width):
    processed, failed, running, waiting = counts
    total = sum(counts)
    if total:
        text = bar(processed, failed, running, total, width).text
        assert len(text) == min(60, width - 9) + 9
        assert text.endswith(" 100 %") == (running + waiting == 0)


@pytest.mark.parametrize(
    ("environment", "terminal", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR": "0"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_when_there_are_colours(environment, terminal, expected):
    assert coloured(environment, terminal=terminal) is expected
