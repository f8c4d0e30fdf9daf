"""A notebook's shell cells and lines get the values of the parameters that the reader finds in them."""

import json
from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.reader import ScriptSource
from tests.runtime.conftest import Built

CELLS = [
    "%%bash\necho folder ${folder:-images} target [$target]",
    "name = 'of Python'\n!echo line $name\n!echo line [$target] ${folder-images}",
    "%env set_here=5\n!echo $set_here",
    "%%bash\nset -u\necho required $must",
]
NOTEBOOK = {
    "cells": [{"cell_type": "code", "metadata": {}, "source": cell} for cell in CELLS],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 4,
}


@pytest.fixture
def book(tmp_path):
    interface = (
        NotebookReader().read(ScriptSource(PurePosixPath("script.ipynb"), json.dumps(NOTEBOOK).encode())).interface
    )
    built = Built("notebook", tmp_path)
    built.lay_out(parameters=interface.parameters, content=interface.program.content.decode())
    return built


def said(result):
    code, out, err = result
    assert code == 0, err
    return [line for line in out.splitlines() if line and not line.startswith("env:")]


def test_with_nothing_set_they_see_what_they_see_without_a_container(book):
    assert said(book.run("--must", "m")) == [
        "folder images target []",
        "line of Python",
        "line [] images",
        "5",
        "required m",
    ]


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--folder", "f", "--target", "t", "--must", "m"], {}),
        ([], {"folder": "f", "target": "t", "must": "m"}),
    ],
)
def test_values_reach_them(book, arguments, environment):
    assert said(book.run(*arguments, **environment)) == [
        "folder f target [t]",
        "line of Python",
        "line [t] f",
        "5",
        "required m",
    ]


def test_a_value_that_is_the_default_changes_nothing(book):
    assert said(book.run("--folder", "images", "--target", "", "--must", "m")) == said(book.run("--must", "m"))


def test_what_a_shell_requires_is_asked_for_before_the_first_cell(book):
    code, out, err = book.run()
    assert (code, out) == (2, "")
    assert "no value for must" in err
