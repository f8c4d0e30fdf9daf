import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_findings import texts

from hatch_claimed.checks.formats.excerpt import WIDTH, Excerpt, excerpt


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("x = 1", 5, Excerpt("x = 1", 4)),
        ("x = 1", None, Excerpt("x = 1", None)),
        # behind the end, where a bracket is missing, and further than a line goes
        ("x = (", 6, Excerpt("x = (", 5)),
        ("x = (", 99, Excerpt("x = (", 5)),
        ("x = 1   \r\n", 8, Excerpt("x = 1", 7)),
        ("x = 1\ny = 2", 5, Excerpt("x = 1", 4)),
        ("\tx\t= 1", 4, Excerpt("    x    = 1", 9)),
        ("世界 = 1", 4, Excerpt("世界 = 1", 5)),
        # an e with a separate accent is one column
        ("cafe\u0301 = 1", 7, Excerpt("cafe\u0301 = 1", 5)),
        ("x\xa0= 1\x1b[31m", 3, Excerpt("x\ufffd= 1\ufffd[31m", 2)),
        ("\u202ex = 1", 2, Excerpt("\ufffdx = 1", 1)),
        ("caf\udce9 = 1", 5, Excerpt("caf\ufffd = 1", 4)),
        ("", 1, None),
        (" \t", 2, None),
    ],
)
def test_lines(line, column, expected):
    assert excerpt(line, column) == expected


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("a" * WIDTH, 1, Excerpt("a" * WIDTH, 0)),
        ("a" * WIDTH + "b", 1, Excerpt("a" * WIDTH + "…", 0)),
        ("b" + "a" * WIDTH, WIDTH + 1, Excerpt("…" + "a" * WIDTH, WIDTH)),
        ("a" * 300 + "^" + "c" * 300, 301, Excerpt("…" + "a" * 50 + "^" + "c" * 49 + "…", 51)),
        ("a" * 5000 + "^" + "c" * 5000, 5001, Excerpt("…" + "a" * 50 + "^" + "c" * 49 + "…", 51)),
        ("a" * 5000 + "^", 5001, Excerpt("…" + "a" * 99 + "^", 100)),
        ("世" * 300, 151, Excerpt("…" + "世" * 50 + "…", 51)),
    ],
)
def test_long_lines_are_cut_around_the_caret(line, column, expected):
    assert excerpt(line, column) == expected


@given(st.text("abc =().", min_size=1, max_size=6000), st.data())
def test_the_caret_is_below_its_character(line, data):
    column = data.draw(st.integers(1, len(line)))
    shown = excerpt(line, column)
    if shown:
        assert shown.text.ljust(shown.caret + 1)[shown.caret] == line[column - 1]
        assert len(shown.text) <= WIDTH + 2


@given(texts, st.none() | st.integers(-5, 50))
def test_any_line(line, column):
    shown = excerpt(line, column)
    assert shown is None or (shown.text.isprintable() and (shown.caret is None) == (column is None))


@pytest.mark.parametrize(
    "line",
    ["a" * 10**6, "://:" * 10**5, "token" * 10**5, "token os.environ['" * 10**5, "https://" * 10**5, "世" * 10**6],
    ids=lambda line: line[:20],
)
def test_no_line_takes_long(line):
    start = time.perf_counter()
    excerpt(line, len(line) // 2)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "line",
    [
        "# pip install --index-url https://me:hunter2@pypi.example.org/simple private",
        "url = 'mongodb://me:hunter2@db.example.org'",
        "password = os.environ.get('password', 'hunter2')",
        "password = os.environ.get('password', 'password')",
        "pin_token = int(os.getenv('pin_token', 12345))",
        "    api_key='hunter2',",
        "AWS_SECRET_ACCESS_KEY = 'hunter2'",
        "!export TOKEN=hunter2",
        "db_pwd = 'hunter2'",
        'repository = "me:hunter2@registry.example.com/team"',
        "header = 'ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'",
        "secret <- Sys.getenv('secret', unset = 'hunter2')",
    ],
)
def test_a_line_that_may_hold_a_secret_is_not_shown(line):
    assert excerpt(line, 1) is None


def test_a_secret_far_from_the_caret_of_a_long_line_is_not_shown():
    assert excerpt("x = 1;" * 200 + "password = 'hunter2';" + "x = 1;" * 200, 1180) is None


@pytest.mark.parametrize(
    "line",
    [
        "password = os.environ['password']",
        "password = os.environ.get('password')",
        "token1 = os.getenv('token1')",
        "secret <- Sys.getenv('secret')",
        "connect(password)",
        "x = os.environ.get('x', 'hunter2')",
        "base = 'docker.io/library/python:3.11@sha256:0123'",
        "# pip install --index-url https://pypi.example.org/simple private",
    ],
)
def test_a_line_that_names_a_secret_without_its_value_is_shown(line):
    assert excerpt(line, 1) == Excerpt(line, 0)
