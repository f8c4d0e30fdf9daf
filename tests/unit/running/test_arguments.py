from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.model import CommandArgument
from hatch_claimed.model.secrets.parameters import is_secret
from hatch_claimed.running.arguments import OperatorArguments, problems, with_pairs
from hatch_claimed.running.published_image import pairs

NAMES = "There are --count, --limit, --loud, --word, --api_key, --HOME, --log_level, --result"
STRAY = "an argument is neither --name value nor name=value: put quotes around a value with spaces"
GIVEN = OperatorArguments({"count": "1", "api_key": "k"})


def test_pairs_are_parameters_and_outputs(operator):
    arguments, wrong = with_pairs(operator(), OperatorArguments({"count": "1"}), ["count=2", "word=a=b", "result=out/"])
    assert arguments == OperatorArguments({"count": "2", "word": "a=b"}, {"result": "out/"})
    assert wrong == ()


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        (["folder"], "arguments without a flag have names here, as in --folder VALUE"),
        (["sizes"], "values of a list are one text, as in --sizes 'A B'"),
        (
            ["folder", "sizes"],
            "arguments without a flag have names here, as in --folder VALUE, "
            "and values of a list are one text, as in --sizes 'A B'",
        ),
    ],
)
def test_words_of_a_script_of_argparse(operator, names, wrong):
    arguments = {"folder": CommandArgument(flags=()), "sizes": CommandArgument(flags=("--sizes",), nargs="+")}
    made = operator()
    parameters = tuple(replace(made.interface.parameters[0], name=one, argument=arguments[one]) for one in names)
    made = replace(made, interface=replace(made.interface, parameters=parameters))
    _, found = with_pairs(made, OperatorArguments(), ["hush", "hush"])
    assert found == (f"an argument stands behind no name: {wrong}",)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["--cuont", "3"], [f"unknown parameter --cuont: did you mean --count? {NAMES}"]),
        (["--api-key=hush"], [f"unknown parameter --api-key: did you mean --api_key? {NAMES}"]),
        (["cuont=3"], [f"unknown parameter --cuont: did you mean --count? {NAMES}"]),
        # half of a password, perhaps
        (["c2VjcmV0PQ=="], [STRAY]),
        (["hush"], [STRAY]),
        (["--zebra", "a", "hush"], [f"unknown parameter --zebra: {NAMES}", STRAY]),
        (["hush", "hush"], [STRAY]),
        # as it is written
        (["-w", "a"], [f"unknown parameter -w: {NAMES}"]),
    ],
)
def test_what_is_no_parameter(operator, words, wrong):
    arguments, found = with_pairs(operator(), OperatorArguments(), words)
    assert (arguments, list(found)) == (OperatorArguments(), wrong)


def test_missing_values_are_told_in_one_line(operator):
    assert problems(operator(), OperatorArguments(), {}) == (
        "no value for count, api_key: write each as --count VALUE, or set a variable of that name",
    )
    assert problems(operator(), OperatorArguments({"count": "1"}), {"api_key": ""}) == (
        "no value for api_key: write it as --api_key VALUE, or set a variable of that name",
    )
    assert problems(operator(), OperatorArguments(), {"count": "1", "api_key": "k"}) == ()


def test_values_that_do_not_fit(operator):
    arguments = OperatorArguments({**GIVEN.values, "count": "1.0", "limit": "half", "loud": "maybe"})
    assert problems(operator(), arguments, {}) == (
        "--count must be an Integer, not '1.0': write a whole number such as 5",
        "--limit must be a Float, not 'half': write a number such as 0.5",
        "--loud must be a Boolean, not 'maybe': write true or false",
    )
    assert problems(operator("r"), arguments, {}) == ()
    fitting = OperatorArguments({**GIVEN.values, "count": " 7 ", "limit": "-1e3", "loud": "YES"})
    assert problems(operator(), fitting, {}) == ()


@given(st.dictionaries(st.from_regex("[a-z_][a-z0-9_]*", fullmatch=True), st.text().filter(lambda t: t[:2] != "--")))
def test_all_ways_to_write_a_parameter_say_the_same(values):
    spaced = [word for name, text in values.items() for word in (f"--{name}", text)]
    assert pairs(spaced) == (values, ())
    assert pairs([f"--{name}={text}" for name, text in values.items()]) == (values, ())
    assert pairs([f"{name}={text}" for name, text in values.items()]) == (values, ())


def test_words_that_are_no_pairs():
    assert pairs(["--a", "--b", "1", "hush", "--c"]) == (
        {"b": "1"},
        ("--a has no value: write --a VALUE", STRAY, "--c has no value: write --c VALUE"),
    )


def test_secrets_by_their_names():
    assert [name for name in ("API_KEY", "gw_connection", "word", "user_password", "count") if is_secret(name)] == [
        "API_KEY",
        "gw_connection",
        "user_password",
    ]
