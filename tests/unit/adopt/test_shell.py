from pathlib import PurePosixPath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hatch_claimed.adopt.shell import commands


def nothing(folder, pattern):
    return ()


def words(text, names=nothing):
    return [command.words for command in commands(text, names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tool a 'b c'  # d", [("tool", "a", "b c")]),
        ("tool a \\\n  b\nother", [("tool", "a", "b"), ("other",)]),
        ("one && two; three | four", [("one",), ("two",), ("three",), ("four",)]),
        ("tool a > log.txt 2>&1", [("tool", "a")]),
        ("tool a 2>&1 | tee log", [("tool", "a"), ("tee", "log")]),
        ('R=quay.io/x\ntool "$R" ${R}/y $(R)', [("tool", "quay.io/x", "quay.io/x/y", "quay.io/x")]),
        ("R := quay.io/x\nV ?= 1\n\ttool $(R):$(V)", [("tool", "quay.io/x:1")]),
        ("export V='1.2'\nW=$V-a\ntool $W", [("tool", "1.2-a")]),
        ("tool ${V:-0.1}", [("tool", "0.1")]),
        ("tool $V $(date) `date`", [("tool", None, None, None)]),
        ("V=$(date)\ntool $V", [("tool", None)]),
        ("FILES='a b'\ntool $FILES x", [("tool", "a", "b", "x")]),
        ("for f in a b; do tool $f.py $f; done", [("tool", "a.py", "a"), ("tool", "b.py", "b"), ("done",)]),
        ("- run: tool a", [("tool", "a")]),
        ("if true; then tool a; fi", [("if", "true"), ("tool", "a"), ("fi",)]),
        ("tool 'open\nother", [("other",)]),
        ("", []),
    ],
)
def test_words_are_those_that_the_shell_would_give(text, expected):
    assert words(text) == expected


def test_loops_over_patterns_take_the_files_that_are_there():
    def names(folder, pattern):
        assert (folder, pattern) == (PurePosixPath("ops"), "*.py")
        return ("a.py", "b.py")

    found = list(commands("cd ops\nfor s in *.py\ndo\n  tool $s\ndone", names))
    assert [(one.words, one.folder, one.line) for one in found if one.words[0] == "tool"] == [
        (("tool", "a.py"), PurePosixPath("ops"), 4),
        (("tool", "b.py"), PurePosixPath("ops"), 4),
    ]


def test_folders_are_followed():
    text = "cd a/b\none\n(cd c && two)\ncd ../..\nthree\ncd $HOME\nfour"
    found = {one.words[0]: str(one.folder) for one in commands(text, nothing)}
    assert found == {"one": "a/b", "two": "a/b/c", "three": ".", "four": "."}


@given(st.text())
def test_any_text_has_commands(text):
    for command in commands(text, nothing):
        assert command.line >= 1
        assert command.words


@given(st.lists(st.text(st.characters(min_codepoint=32, exclude_characters="$`;&|<>"), min_size=1), min_size=1))
def test_quoted_words_come_back(texts):
    import shlex

    # `tool = a` is an assignment of make's
    assume(texts[0] not in {"=", ":=", "?="})
    assert words(shlex.join(["tool", *texts])) == [("tool", *texts)]
