import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.runtime.python.claimed_launcher.usage import terminal_width
from hatch_claimed.runtime.python.claimed_launcher.wrapping import columns, harmless, table, wrapped

TEXTS = st.lists(
    st.sampled_from(["a", "word", "日本", "😀", "é", " ", "  ", "\n", "\t", "\r", "\x1b", "\u202e", "-"])
).map("".join)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, []),
        (" \n\t\r\n ", 10, []),
        ("one two three", 13, ["one two three"]),
        ("one two three", 12, ["one two", "three"]),
        ("a  table   cell", 15, ["a  table   cell"]),
        ("a  table   cell", 14, ["a table cell"]),
        ("one\n\n\ntwo  \r\nthree\rfour\n", 10, ["one", "", "", "two", "three", "four"]),
        ("x\n  - one two three", 10, ["x", "  - one", "  two", "  three"]),
        ("x\n" + " " * 30 + "one two", 10, ["x", "     one", "     two"]),
        ("a-hyphenated-word of 20", 10, ["a-hyphenated-word", "of 20"]),
        ("日本 日本 日本", 9, ["日本 日本", "日本"]),
        ("e\u0301e\u0301e\u0301 e\u0301", 5, ["e\u0301e\u0301e\u0301 e\u0301"]),
        ("a\tb", 10, ["a    b"]),
    ],
)
def test_wrapped(text, width, lines):
    assert wrapped(text, width) == lines


@given(TEXTS, st.integers(10, 40))
def test_lines_fit_or_are_one_word_and_all_words_are_there(text, width):
    lines = wrapped(text, width)
    assert [line for line in lines if columns(line) > width and len(line.split()) > 1] == []
    assert " ".join(lines).split() == harmless(text.replace("\t", " ").replace("\r", "\n").replace("\n", " ")).split()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, é 日 😀 \\ '", "plain, é 日 😀 \\ '"),
        ("\n\r\t", "\\n\\r\\t"),
        ("\0\x07\x1b[31m\x7f\x85", "\\x00\\x07\\x1b[31m\\x7f\\x85"),
        ("\u2028\u202e\u2066", "\\u2028\\u202e\\u2066"),
    ],
)
def test_harmless(text, shown):
    assert harmless(text) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text):
    assert [character for character in harmless(text) if unicodedata.category(character) in ("Cc", "Zl", "Zp")] == []


def test_a_description_stands_beside_its_cells_or_below_them():
    rows = [(["--a", "Integer"], "one two"), (["--too-wide", "Float"], "three\n\nfour"), (["--b", "String"], " ")]
    assert table(rows, (5, 7), 36) == [
        "  --a  Integer  one two",
        "  --too-wide  Float",
        "                three",
        "",
        "                four",
        "  --b  String",
    ]
    assert table(rows[:1], (5, 7), 35) == ["  --a  Integer", "      one two"]


@pytest.mark.parametrize(
    ("said", "width"),
    [(None, 80), ("", 80), ("100", 100), ("40", 40), ("39", 40), ("0", 40), ("9999", 9999), ("10000", 80), ("-1", 80)],
)
def test_the_width_of_the_terminal(said, width):
    assert terminal_width({} if said is None else {"COLUMNS": said}) == width
