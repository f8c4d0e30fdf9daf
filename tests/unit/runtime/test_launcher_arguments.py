import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.runtime.python.claimed_launcher.arguments import Arguments, parse
from hatch_claimed.runtime.python.claimed_launcher.interface import Interface
from hatch_claimed.runtime.python.claimed_launcher.values import settle


def interface(parameters=(), outputs=()) -> Interface:
    result = Interface()
    for name, kind in dict(parameters).items():
        result.add("parameter", name, kind)
    for name in outputs:
        result.add("output", name)
    return result


EXAMPLE = interface(
    {"input_path": "String", "num_values": "Integer", "debug": "Boolean", "log_level": "String"}, ["output_csv"]
)
KNOWN = "this operator has input_path, num_values, debug, log_level, output_csv"


def content(arguments: Arguments) -> dict:
    return {name: getattr(arguments, name) for name in Arguments.__slots__ if getattr(arguments, name)}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {}),
        (["--input_path", "a"], {"values": {"input_path": "a"}}),
        (["--input_path=a"], {"values": {"input_path": "a"}}),
        (["input_path=a"], {"values": {"input_path": "a"}}),
        (["--input_path", ""], {"values": {"input_path": ""}}),
        (["--input_path="], {"values": {"input_path": ""}}),
        (["--input_path=a=b"], {"values": {"input_path": "a=b"}}),
        (["--input_path", "--num_values"], {"values": {"input_path": "--num_values"}}),
        (["--input_path", "--", "--num_values", "-1"], {"values": {"input_path": "--", "num_values": "-1"}}),
        (["--input_path", "--help"], {"values": {"input_path": "--help"}}),
        (["--num_values", "1", "num_values=2", "--num_values=3"], {"values": {"num_values": "3"}}),
        (["--debug"], {"values": {"debug": "true"}}),
        (["--debug", "--num_values", "1"], {"values": {"debug": "true", "num_values": "1"}}),
        (["--debug", "--num_values=1"], {"values": {"debug": "true", "num_values": "1"}}),
        (["--debug", "num_values=1"], {"values": {"debug": "true", "num_values": "1"}}),
        (["--debug", "--", "x"], {"values": {"debug": "true"}, "script": ["x"]}),
        (["--debug", "--debug", "no"], {"values": {"debug": "no"}}),
        (["--debug", "False", "--num_values", "1"], {"values": {"debug": "False", "num_values": "1"}}),
        (["--debug", ""], {"values": {"debug": ""}}),
        (["--debug", "other=1"], {"values": {"debug": "other=1"}}),
        (["--output_csv", "/tmp/x/"], {"paths": {"output_csv": "/tmp/x/"}}),
        (["output_csv=out.csv"], {"paths": {"output_csv": "out.csv"}}),
        (["--", "--input_path", "a", "--"], {"script": ["--input_path", "a", "--"]}),
        (["--help"], {"wants_help": True}),
        (["-h"], {"wants_help": True}),
        (["--debug", "-h"], {"values": {"debug": "true"}, "wants_help": True}),
    ],
)
def test_arguments_of_all_forms(arguments, expected):
    assert content(parse(arguments, EXAMPLE)) == expected


@pytest.mark.parametrize(
    ("arguments", "problems"),
    [
        (["--nmu_values", "1"], [f"unknown parameter 'nmu_values': did you mean --num_values? {KNOWN}"]),
        (["--nmu-values=1"], [f"unknown parameter 'nmu-values': did you mean --num_values? {KNOWN}"]),
        (["NUM_VALUES=1"], [f"unknown parameter 'NUM_VALUES': did you mean --num_values? {KNOWN}"]),
        (["-num_values", "1"], [f"unknown parameter 'num_values': did you mean --num_values? {KNOWN}"]),
        (["--zzz", "--xyz"], [f"unknown parameter 'zzz': {KNOWN}", f"unknown parameter 'xyz': {KNOWN}"]),
        (["--zzz", "-5"], [f"unknown parameter 'zzz': {KNOWN}", f"unknown parameter '5': {KNOWN}"]),
        (["--num_values"], ["--num_values has no value: write --num_values VALUE"]),
        (["--output_csv"], ["--output_csv has no value: write --output_csv PATH"]),
        (["output_csv="], ["--output_csv has no value: write --output_csv PATH"]),
        (
            ["--input_path", "my", "secret"],
            ["argument 3 is neither --name value nor name=value: put quotes around a value that contains spaces"],
        ),
    ],
)
def test_problems_name_the_argument_and_never_its_value(arguments, problems):
    assert parse(arguments, EXAMPLE).problems == problems


def test_what_is_right_is_read_even_where_something_is_wrong():
    arguments = ["--nope", "1", "--num_values", "2", "--gone=3", "--input_path", "x", "stray", "--debug"]
    result = parse(arguments, EXAMPLE)
    assert result.values == {"num_values": "2", "input_path": "x", "debug": "true"}
    assert len(result.problems) == 3


def test_a_parameter_called_help_takes_the_option_away_from_us():
    own = interface({"help": "String"})
    assert content(parse(["--help", "me"], own)) == {"values": {"help": "me"}}
    assert content(parse(["-h"], own)) == {"wants_help": True}


names = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=8).map("p_".__add__)
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
values = {
    "String": texts,
    "Integer": st.integers().map(str),
    "Float": st.floats().map(str),
    "Boolean": st.sampled_from(["true", "false", "True", "0", "1", "yes", "NO", "on", "off"]),
}
ways = st.sampled_from(["--name value", "--name=value", "name=value", "environment"])
kinds = st.sampled_from(sorted(values))
parameters = kinds.flatmap(lambda kind: st.tuples(st.just(kind), values[kind], ways))


def render(way: str, name: str, value: str) -> list[str]:
    return {
        "--name value": [f"--{name}", value],
        "--name=value": [f"--{name}={value}"],
        "name=value": [f"{name}={value}"],
        "environment": [],
    }[way]


@given(st.dictionaries(names, parameters, max_size=6), st.lists(texts, max_size=3))
def test_every_value_comes_back_from_every_way_of_setting_it(wanted, rest):
    operator = interface({name: kind for name, (kind, _, _) in wanted.items()})
    line = [part for name, (_, value, way) in wanted.items() for part in render(way, name, value)]
    environment = {name: value for name, (_, value, way) in wanted.items() if way == "environment"}

    arguments = parse([*line, "--", *rest], operator)
    settled = settle(operator, arguments.values, environment)

    assert arguments.problems == settled.problems == []
    assert arguments.script == rest
    assert environment | settled.changes == {
        name: ("True" if value.lower() in ("true", "1", "yes", "on") else "") if kind == "Boolean" else value
        for name, (kind, value, _) in wanted.items()
    }


@given(st.lists(st.one_of(texts, st.sampled_from(["--input_path", "--debug", "--", "-h", "num_values=", "--x=y"]))))
def test_no_command_line_makes_the_parser_fail(arguments):
    result = parse(arguments, EXAMPLE)
    assert set(result.values) <= {"input_path", "num_values", "debug", "log_level"}
    assert set(result.paths) <= {"output_csv"}
