"""Values on the command line of `run`, whatever they begin with. With each click that is allowed."""

from pathlib import PurePosixPath

import click
import pytest

from hatch_claimed.cli.parameters import loose_words, operator_options, with_values
from hatch_claimed.cli.run import _image_command
from hatch_claimed.model import CommandArgument, Image, Interface, Operator, Output, Parameter, Program
from hatch_claimed.running import published_image


def parameter(name, type_, argument=None):
    return Parameter(name=name, type=type_, default=None, required=False, description=None, line=1, argument=argument)


@pytest.fixture(scope="module")
def command():
    interface = Interface(
        description="",
        parameters=(
            parameter("num", "Integer"),
            parameter("share", "Float"),
            parameter("text", "String"),
            parameter("flag", "Boolean"),
            parameter("out", "String", CommandArgument(flags=("-o", "--out-file"))),
            parameter("loud", "Boolean", CommandArgument(flags=("-l",), action="const", constants=(("True", "-l"),))),
            parameter("off", "Boolean", CommandArgument(flags=("-f",), action="const", constants=(("False", "-f"),))),
            parameter("level", "Integer", CommandArgument(flags=("-v",), action="count")),
            parameter("host", "String", CommandArgument(flags=("-h", "-1"))),
        ),
        outputs=(Output(name="table", description=None, line=1),),
        requirements=(),
        system_packages=(),
        program=Program(filename="a.py", content=b""),
    )
    operator = Operator(
        name="a",
        path=PurePosixPath("a.py"),
        kind="python",
        interface=interface,
        image=Image(repository="", name="a", tag="1", base="b", platforms=("linux/amd64",), mode="off"),
    )
    settings = {"ignore_unknown_options": True}
    return click.Command("a", params=[*operator_options(operator), loose_words()], context_settings=settings)


def given(command, *words):
    context = command.make_context("a", list(words))
    return {name.partition("_")[2] or name: value for name, value in context.params.items() if value}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--num", "-3"), {"num": "-3"}),
        (("--num=-3",), {"num": "-3"}),
        (("--share", "-1e-4", "--num", "5"), {"share": "-1e-4", "num": "5"}),
        (("--text", "-h"), {"text": "-h"}),
        (("--text", "--num"), {"text": "--num"}),
        (("--text", ""), {}),
        (("--table", "-t.csv"), {"table": "-t.csv"}),
        (("--flag",), {"flag": "true"}),
        (("--flag", "--num", "-3"), {"flag": "true", "num": "-3"}),
        (("--flag", "no"), {"flag": "no"}),
        (("--flag=no", "num=-3"), {"flag": "no", "words": ("num=-3",)}),
        # the script's own flags, where a value stands behind them
        (("-o", "a.csv", "--num", "-3"), {"out": "a.csv", "num": "-3"}),
        (("--out-file", "-o"), {"out": "-o"}),
        (("-o", "-3", "-l"), {"out": "-3", "loud": "true"}),
        (("-l", "--num", "1"), {"loud": "true", "num": "1"}),
        # a value other than true, and a number of times, are no value behind the flag
        (("-f", "-v", "-1"), {"words": ("-f", "-v", "-1")}),
    ],
)
def test_values_of_an_operator(command, words, expected):
    assert given(command, *words) == expected


@pytest.mark.parametrize("name", ["num", "share", "text", "table", "log_level"])
def test_only_a_boolean_may_stand_alone(command, name):
    with pytest.raises(click.BadOptionUsage):
        given(command, f"--{name}")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--num", "-3"), {"num": "-3"}),
        (("--num=-3", "text=-h"), {"num": "-3", "text": "-h"}),
        # click would find -h in them
        (("--text", "-with", "--num", "-5h"), {"text": "-with", "num": "-5h"}),
        (("--text", "-", "--dry-run"), {"text": "-"}),
    ],
)
def test_values_of_an_image(words, expected):
    context = _image_command("a:1").make_context("a:1", list(words))
    assert published_image.pairs(context.params["words"]) == (expected, ())
    assert context.params["dry_run"] is ("--dry-run" in words)


def test_options_keep_their_own_values():
    words = ["--data", "-x", "--a", "-y", "-h", "--b", "-h", "--c=1", "-z", "--d", "--e"]
    assert with_values(words, {"--data"}) == ["--data", "-x", "--a=-y", "-h", "--b", "-h", "--c=1", "-z", "--d", "--e"]
