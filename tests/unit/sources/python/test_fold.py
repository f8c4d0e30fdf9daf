from __future__ import annotations

import ast
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.sources.python.fold import ConstantValue, fold


def folded(text, names=None):
    return fold(ast.parse(text, mode="eval").body, names or {})


@pytest.mark.parametrize(
    "text",
    [
        "5", "-1", "+1.5", "not 1", "~5", "60*60", "7 // 2", "7 / 2", "7 % 4", "2 ** 10", "1 << 3", "5 & 3 | 8 ^ 1",
        "'a' 'b'", "'a' + 'b'", "'ab' * 3", "3 * 'ab'", "f'{1}a{\"b\"!r}'", "f'{5:03d}'", "f'{3.14159:.{2}f}'",
        "str(5)", "int('7')", "float(2)", "bool('')", "str()", "int(-2.5)", "None", "True", "True + 1", "1 >> 10 ** 9",
    ],
)  # fmt: skip
def test_a_constant(text):
    assert folded(text) == ConstantValue(eval(text))  # noqa: S307


@pytest.mark.parametrize(
    "text",
    [
        "x", "f()", "a.b", "[1]", "(1, 2)", "{}", "b'x'", "1j", "...", "1 if x else 2", "x or 1", "1 / 0", "'a' + 1",
        "-'a'", "int('x')", "int('7', 8)", "str(object=5)", "'%s' % 5", "10 ** 10 ** 10", "2 ** 100_000",
        "1 << 10 ** 9", "'a' * 10 ** 9", "10 ** 9 * 'a'", "1.5 ** 10 ** 9", "f'{1:1000000000}'",
        "(-8) ** 0.5", "1 @ 2", "lambda: 1", "~1.5", "9" * 4_000, "'a' * 20_001",
    ],
)  # fmt: skip
def test_no_constant_and_no_time_lost(text):
    start = time.monotonic()
    assert folded(text) is None
    assert time.monotonic() - start < 1


def test_names():
    assert folded("A + 'b'", {"A": ConstantValue("a")}) == ConstantValue("ab")
    assert folded("A", {"A": ConstantValue(None)}) == ConstantValue(None)


def test_doubling_in_an_f_string_is_bounded():
    assert folded("f'{A}{A}{A}'", {"A": ConstantValue("a" * 10_000)}) is None


def test_what_is_nested_beyond_reason_is_no_constant():
    assert folded("-" * 90 + "1") == ConstantValue(1)
    assert folded("+".join(["1"] * 500)) is None


literals = st.one_of(
    st.integers(-1000, 1000).map(repr),
    st.floats(allow_nan=False, allow_infinity=False, width=32).map(repr),
    st.booleans().map(repr),
    st.text(max_size=5).map(repr),
    st.none().map(repr),
)


def larger(inner):
    operators = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"])
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        st.tuples(st.sampled_from(["-", "+", "not ", "~"]), inner).map(lambda parts: f"({parts[0]}{parts[1]})"),
        st.tuples(st.sampled_from(["str", "int", "float", "bool"]), inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.integers(0, 100).map(lambda value: f"f'<{{{value}}}>'"),
    )


@given(st.recursive(literals, larger, max_leaves=6))
def test_folding_is_what_python_computes(text):
    result = folded(text)
    if result is not None:
        expected = eval(text)  # noqa: S307
        assert type(result.value) is type(expected)
        assert result.value == expected or (isinstance(expected, float) and math.isnan(expected))


@given(st.integers(-1000, 1000), st.sampled_from(["+", "-", "*"]), st.integers(-1000, 1000))
def test_plain_arithmetic_is_always_folded(left, operator, right):
    text = f"{left} {operator} {right}"
    assert folded(text) == ConstantValue(eval(text))  # noqa: S307
