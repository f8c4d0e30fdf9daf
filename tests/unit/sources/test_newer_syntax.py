"""What is said of scripts that the Python that runs this tool may be too old for."""

import json

import pytest

from hatch_claimed.model import Finding
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.sources import newer_syntax
from hatch_claimed.sources.operators import read_operators
from hatch_claimed.sources.python.code import PARSED_BY
from hatch_claimed.system.tree import Tree

OLD = "Correct the line."
WAY = (
    "Run hatch-claimed with Python {0}, as `uvx --python {0} hatch-claimed check` does; `hatch build` takes it with "
    '`python = "{0}"` below [tool.hatch.envs.hatch-build], others with `python{0} -m build` or `uv build --python {0}`.'
)


@pytest.fixture(autouse=True)
def runs_with(monkeypatch):
    """The Python that the tests run with is one that knows none of it."""
    monkeypatch.setattr(newer_syntax, "_RUNNING", (3, 11))


def finding(message=f"This is no Python that can be read: invalid syntax {PARSED_BY}.", code="CLM010"):
    return Finding(code=code, severity="error", message=message, remedy=OLD, path="a.py", line=1)


def explained(line, base="docker.io/library/python:3.13-slim", one=None):
    (found,) = newer_syntax.explained([one or finding()], base, lambda _: line)
    return found


@pytest.mark.parametrize(
    ("line", "what", "since"),
    [
        ("type Number = int | float", "`type` statements", "3.12"),
        ("    type Pair[T] = tuple[T, T]", "`type` statements", "3.12"),
        ("def first[T](items: list[T]) -> T:", "Type parameters", "3.12"),
        ("async def first[T: int, *Ts](items):", "Type parameters", "3.12"),
        ("class Box[T]:", "Type parameters", "3.12"),
        ("class Box[T = int]:", "Type parameters with a default", "3.13"),
    ],
)
def test_forms_of_a_newer_python(line, what, since):
    found = explained(line)
    assert found.message == (
        f"{what} are syntax of Python {since} and newer: the Python that runs hatch-claimed does not read it {PARSED_BY}."
    )
    assert found.remedy == WAY.format("3.13")
    # also where the image's name says nothing of its Python
    assert explained(line, "example.com/own:1").remedy == WAY.format(since)


@pytest.mark.parametrize("line", ["x = t'{y}'", 'print(rt"{y}", 1)', "t'''a"])
def test_template_strings(line):
    found = explained(line, "docker.io/library/python:3.14-slim")
    assert found.message.startswith("Template strings are syntax of Python 3.14 and newer: ")
    assert found.remedy == WAY.format("3.14")


def test_an_image_that_is_too_old_as_well():
    found = explained("type Number = int", "registry.access.redhat.com/ubi9/python-311")
    assert found.message.startswith("`type` statements are syntax of Python 3.12 and newer: ")
    assert found.remedy == (
        "The image has Python 3.11: write it in the older way, or choose an image with a newer Python."
    )


@pytest.mark.parametrize(
    ("words", "base", "version"),
    [
        ("f-string: unmatched '['", "docker.io/library/python:3.13-slim", "3.13"),
        ("f-string expression part cannot include a backslash", "docker.io/library/python:3.12-slim", "3.12"),
        ("unterminated string literal (detected at line 1)", "docker.io/library/python:3.12-slim", "3.12"),
        ("multiple exception types must be parenthesized", "docker.io/library/python:3.14-slim", "3.14"),
        ("invalid syntax", "docker.io/library/python:3.15-slim", "3.15"),
    ],
)
def test_both_are_said_where_nobody_knows(words, base, version):
    one = finding(f"This is no Python that can be read: {words} {PARSED_BY}.")
    found = explained("x = f'{", base, one)
    assert found.message == one.message
    assert found.remedy == (
        f"{OLD} If it is right for Python {version}, which the image has: that is newer than the Python that runs "
        f"hatch-claimed. {WAY.format(version)}"
    )


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("invalid syntax", "docker.io/library/python:3.14-slim"),
        ("'(' was never closed", "docker.io/library/python:3.12-slim"),
        ("f-string: unmatched '['", "docker.io/library/python:3.11-slim"),
        ("f-string: unmatched '['", "own:1"),
        ("unterminated string literal (detected at line 1)", "docker.io/library/python:3.12-slim"),
        # so it was in Python 2
        ("multiple exception types must be parenthesized", "docker.io/library/python:3.12-slim"),
    ],
)
def test_what_no_python_of_the_image_reads_is_a_mistake(words, base):
    one = finding(f"This is no Python that can be read: {words} {PARSED_BY}.")
    assert explained("x = 1", base, one) == one


@pytest.mark.parametrize("line", ["x = = 1", "type = = 1", "type(x) = 1", "print 't'", "a['b't'c']", "xtype y = 1"])
def test_lines_that_only_look_alike(line):
    assert explained(line, "docker.io/library/python:3.14-slim") == finding()


@pytest.mark.parametrize(
    "other",
    [
        finding("This is no Python that can be read: the byte 0xff is not utf-8."),
        finding(code="CLM025"),
    ],
)
def test_other_findings_stay(other):
    assert explained("type X = int", one=other) == other


def test_what_the_running_python_knows_is_a_mistake(monkeypatch):
    monkeypatch.setattr(newer_syntax, "_RUNNING", (3, 13))
    assert explained("type X = int +", "docker.io/library/python:3.13-slim") == finding()


def read(folder, name, content, **table):
    """The findings about one script of a project. It is broken for every Python, and looks like syntax of a new one."""
    (folder / "operators").mkdir()
    (folder / "operators" / name).write_text(content)
    claimed = ClaimedTable(repository="r.example.com", **table)
    settings = ProjectSettings(
        name="", version="1.0", table=claimed, place=SettingLocation("pyproject.toml", {}, ("tool", "claimed"))
    )
    _, findings = read_operators(settings, Tree(folder))
    return findings


def test_scripts_of_a_project(tmp_path):
    (found,) = read(tmp_path, "a.py", "# ä\r\ndef first[T](x) = 1\r\n", python="3.13")
    assert (found.code, found.path, found.line) == ("CLM010", "operators/a.py", 2)
    assert found.message.startswith("Type parameters are syntax of Python 3.12 and newer: ")
    assert found.remedy == WAY.format("3.13")


def test_cells_of_a_project(tmp_path):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# What"},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["x = 1\n", "def first[T](x) = 1\n"]},
    ]
    content = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    (found,) = read(tmp_path, "a.ipynb", content, base_image="docker.io/library/python:3.11")
    assert (found.code, found.cell, found.line) == ("CLM013", 2, 2)
    assert found.remedy.startswith("The image has Python 3.11: ")
