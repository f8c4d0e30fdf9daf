"""Scripts that read their command line: what the launcher hands over, understands, and refuses."""

import json

import pytest

from hatch_claimed.runtime.python.claimed_launcher.arguments import parse
from hatch_claimed.runtime.python.claimed_launcher.interface import Interface
from hatch_claimed.runtime.python.claimed_launcher.script_arguments import Words
from hatch_claimed.runtime.python.claimed_launcher.usage import usage
from hatch_claimed.runtime.python.claimed_launcher.values import settle

PLAIN = {"flags": [], "action": "store", "nargs": None, "constants": [], "element": "String", "words": [], "place": 0}


def interface(*rows):
    result = Interface()
    for name, kind, default, choices, argument in rows:
        more = {"choices": json.dumps(choices) if choices else "", "argument": json.dumps({**PLAIN, **argument})}
        if default is not None:
            more |= {"default": default, "default_by": "script"}
        result.add("parameter", name, kind, **more)
    return result


TRAIN = interface(
    ("data", "String", None, [], {"place": 1}),
    ("epochs", "Integer", "5", [], {"flags": ["-n", "--epochs"], "element": "Integer"}),
    ("mode", "String", "fast", ["fast", "slow"], {"flags": ["--mode"]}),
    ("sizes", "String", "1 2", [], {"flags": ["--sizes", "-s"], "nargs": "+", "element": "Integer"}),
    ("pair", "String", None, [], {"flags": ["--pair"], "nargs": "2"}),
    ("tag", "String", None, [], {"flags": ["--tag", "-t"], "action": "append"}),
    ("verbose", "Integer", "1", [], {"flags": ["-v"], "action": "count"}),
    ("cache", "Boolean", "True", [], {"flags": ["--no-cache"], "action": "const", "constants": [["", "--no-cache"]]}),
    ("debug", "Boolean", "True", [], {"flags": ["--debug"], "action": "const", "constants": [["True", "--debug"]]}),
    ("gpu", "String", "0 1", ["0", "1"], {"flags": ["--gpu"], "nargs": "*", "element": "Integer"}),
    ("rate", "Float", "0.5", [], {"flags": ["--rate"], "action": "variable", "element": "Float"}),
    ("api_token", "String", None, ["Blue7"], {"flags": ["--api-token"]}),
)


def words(given, script=()):
    settled = settle(TRAIN, given, {})
    assert settled.problems == []
    return Words(TRAIN, {name: text for name, text in settled.changes.items() if text is not None}).with_own(
        list(script)
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"epochs": "5", "mode": "fast", "sizes": "1  2", "cache": "yes"}, []),
        ({"epochs": "-3"}, ["--epochs=-3"]),
        ({"mode": "slow"}, ["--mode=slow"]),
        ({"sizes": "3"}, ["--sizes=3"]),
        ({"sizes": "[3, 4]"}, ["--sizes", "3", "4"]),
        ({"tag": "-x 'two words'"}, ["--tag=-x", "--tag=two words"]),
        ({"verbose": "3"}, ["-v", "-v"]),
        ({"cache": "no"}, ["--no-cache"]),
        ({"rate": "0.7"}, []),
        ({"gpu": ""}, ["--gpu"]),
        ({"data": "a b"}, ["a b"]),
        ({"data": "-x"}, ["--", "-x"]),
        ({"data": "x", "sizes": "3 4"}, ["--sizes", "3", "4", "--", "x"]),
        ({"data": "x", "sizes": "3 4", "mode": "slow"}, ["--sizes", "3", "4", "--mode=slow", "x"]),
    ],
)
def test_only_what_is_set_and_differs_is_handed_over(given, expected):
    assert words(given) == expected


def test_words_of_the_caller_stand_behind_ours():
    assert words({"epochs": "7", "data": "x"}, ["--more"]) == ["--epochs=7", "x", "--more"]
    assert words({"data": "-x"}, ["--more"]) == ["--more", "--", "-x"]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (["-n", "5"], {"epochs": "5"}),
        (["-n5"], {"epochs": "5"}),
        (["--epochs", "-5"], {"epochs": "-5"}),
        (["--no-cache", "--epochs=5"], {"cache": "", "epochs": "5"}),
        (["--cache", "false"], {"cache": "false"}),
        (["-vv"], {"verbose": "3"}),
        (["--verbose", "4"], {"verbose": "4"}),
        (["-s", "3", "4", "--mode", "slow"], {"sizes": "3 4", "mode": "slow"}),
        (["--sizes", "3 4", "mode=slow"], {"sizes": "3 4", "mode": "slow"}),
        (["--pair", "a b", "-v"], {"pair": "a b", "verbose": "2"}),
        (["--pair", "a b", "c d"], {"pair": "'a b' 'c d'"}),
        (["-t", "a b", "-t", "c"], {"tag": "'a b' c"}),
        (["--rate", "0.7"], {"rate": "0.7"}),
    ],
)
def test_the_spelling_of_the_script_is_understood(line, values):
    asked = parse(line, TRAIN)
    assert (asked.values, asked.problems) == (values, [])


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"mode": "quick"}, "--mode must be one of fast, slow, not 'quick'"),
        ({"sizes": "3 y"}, "--sizes must hold Integers, not 'y': write a whole number such as 5 for each"),
        ({"sizes": "'3"}, "--sizes is no list: write words as in a shell, or a JSON array of texts and numbers"),
        ({"sizes": " "}, "--sizes must hold one value at least"),
        ({"pair": "a"}, "--pair must hold 2 values, not 1"),
        ({"pair": "a --b"}, "--pair cannot hold '--b' beside others: argparse takes what begins with a dash for an option"),
        ({"verbose": "0"}, "--verbose cannot be less than 1, from which the script counts"),
        ({"debug": "no"}, "--debug cannot be false: the script has no option for that"),
        ({"api_token": "Green8"}, "--api_token must be one of Blue7"),
    ],
)  # fmt: skip
def test_what_argparse_would_refuse_is_told_before_the_start(given, problem):
    assert settle(TRAIN, given, {}).problems == [problem]


def test_help_names_the_choices():
    (line,) = (line for line in usage(TRAIN, 80).splitlines() if "--mode" in line)
    assert line.split() == ["--mode", "String", "default", "fast", "One", "of", "fast,", "slow."]
