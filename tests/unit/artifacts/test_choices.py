"""Parameters that take a few values, and lists, in artifacts and on the command line."""

import json
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from sample_operators import operator, parameter

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.cwl import step_tool, symbols
from hatch_claimed.artifacts.kfp import Kfp
from hatch_claimed.model import CommandArgument, Project
from hatch_claimed.running.arguments import OperatorArguments, problems

MODE = replace(parameter("mode", default="fast", description="Which way."), choices=("fast", "slow"))
LEVEL = replace(parameter("level", "Integer"), choices=(1, 2))
SIZES = replace(
    parameter("sizes", default="1 2"),
    choices=(1, 2, 3),
    argument=CommandArgument(flags=("--sizes",), nargs="+", element="Integer"),
)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (MODE, ("fast", "slow")),
        (replace(MODE, default="usual"), ("fast", "slow", "usual")),
        (replace(MODE, choices=("a/b", "c")), ()),
        (replace(MODE, choices=("", "c")), ()),
        (LEVEL, ()),
        (SIZES, ()),
    ],
)
def test_symbols_are_what_cwl_can_name(one, expected):
    assert symbols(one) == expected


def test_steps_of_workflows_take_texts():
    (mode, *_) = step_tool(operator(MODE)).inputs
    assert mode.type_ == ["string", "File", "Directory"]


def test_clients_without_choices_have_them_in_the_description():
    text = Kfp().render(operator(MODE, SIZES)).decode()
    assert "Which way.\n    One of fast, slow.\n" in text
    assert "description: Several values (Integer), as words in a shell. One of 1, 2, 3.\n" in text


def test_the_catalogue_has_choices_where_there_are_any():
    project = Project(
        name="x", version="1", operators=(operator(MODE, parameter("other")),), output=PurePosixPath("dist/claimed")
    )
    first, second, *_ = json.loads(catalog_file(project).content)["operators"][0]["inputs"]
    assert first["choices"] == ["fast", "slow"]
    assert "choices" not in second


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"mode": "slow", "level": "2", "sizes": "3 3"}, ()),
        ({"mode": "", "level": ""}, ()),
        ({"mode": "quick"}, ("--mode must be one of fast, slow, not 'quick'",)),
        ({"level": "3"}, ("--level must be one of 1, 2, not '3'",)),
    ],
)
def test_a_run_is_refused_before_it_starts(values, expected):
    assert problems(operator(MODE, LEVEL, SIZES), OperatorArguments(values), {}) == expected
