import ast
import json
import math
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_operators import TEXTS

from hatch_claimed.site.quoting import literal, missing


@given(TEXTS)
def test_a_shell_reads_the_text(text):
    assert shlex.split(literal(text, "String", "shell")) == [text]


@given(TEXTS.filter(lambda text: not any("\ud800" <= one <= "\udfff" for one in text)))
def test_python_and_json_read_the_text(text):
    assert ast.literal_eval(literal(text, "String", "python")) == text
    assert json.loads(literal(text, "String", "json")) == text


@given(st.integers(), st.sampled_from(["", "+", "0", "00"]))
def test_python_and_json_read_whole_numbers(number, zeros):
    text = f"{zeros}{number}" if number >= 0 else str(number)
    assert ast.literal_eval(literal(text, "Integer", "python")) == number
    assert json.loads(literal(text, "Integer", "json")) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_python_and_json_read_numbers(number):
    for text in (repr(number), f"{number:e}", f"{number:+.3f}", repr(number).replace("0.", ".", 1)):
        value = float(text)
        assert ast.literal_eval(literal(text, "Float", "python")) == value
        assert math.isclose(json.loads(literal(text, "Float", "json")), value, rel_tol=0)


@pytest.mark.parametrize(
    ("text", "kind", "style", "expected"),
    [
        ("true", "Boolean", "shell", "true"),
        ("true", "Boolean", "python", "True"),
        ("false", "Boolean", "json", "false"),
        ("true", "String", "python", '"true"'),
        ("yes", "Boolean", "json", '"yes"'),
        ("007", "Integer", "json", "7"),
        ("+5.", "Float", "json", "5.0"),
        ("5e3", "Float", "python", "5e3"),
        ("-.5E+3", "Float", "python", "-0.5e+3"),
        ("inf", "Float", "json", '"inf"'),
        ("1_000", "Integer", "python", '"1_000"'),
        ("$(HOME)", "String", "kubernetes", "'$$(HOME)'"),
        ("$HOME", "String", "kubernetes", "'$HOME'"),
        ("it's", "String", "shell", """'it'"'"'s'"""),
    ],
)
def test_values(text, kind, style, expected):
    assert literal(text, kind, style) == expected


def test_what_is_missing_is_marked():
    assert [missing("path", style) for style in ("shell", "kubernetes", "python", "json")] == [
        "PATH",
        "PATH",
        "...",
        '"PATH"',
    ]
