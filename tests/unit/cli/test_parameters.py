"""Values on the command line of `run`, whatever they begin with. With each click that is allowed."""

from pathlib import PurePosixPath

import click
import pytest

from hatch_claimed.cli.parameters import loose_words, operator_options, with_values
from hatch_claimed.cli.run import _image_command
from hatch_claimed.model import Image, Interface, Operator, Output, Parameter, Program
from hatch_claimed.running import published_image


def parameter(name, type_):
    return Parameter(name=name, type=type_, default=None, required=False, description=None, line=1)


@pytest.fixture(scope="module")
def command():
    interface = Interface(
        description="",
        parameters=(
            parameter("num", "Integer"),
            parameter("share", "Float"),
            parameter("text", "String"),
            parameter("flag", "Boolean"),
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
    return click.Command("a", params=[*operator_options(operator), loose_words()])


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
