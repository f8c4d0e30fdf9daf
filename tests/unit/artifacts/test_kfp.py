import json
from pathlib import Path, PurePosixPath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sample_operators import EXAMPLE, MINIMAL, TEXTS, operator, output, parameter

from hatch_claimed.artifacts.kfp import EXACT_INTEGER, Kfp

EXPECTED = Path(__file__).parent / "expected"


def _component(sample):
    component = yaml.safe_load(Kfp().render(sample))
    assert json.loads(json.dumps(component)) == component
    return component


@pytest.mark.parametrize("sample", [EXAMPLE, MINIMAL], ids=["example", "minimal"])
def test_the_whole_file(sample, whole_file):
    whole_file(EXPECTED / Kfp().path(sample).name, Kfp().render(sample))


def test_the_file_lies_in_the_operator_s_folder():
    assert Kfp().path(operator(path="src/example_script.py")) == PurePosixPath("example-script/example_script.yaml")


@pytest.mark.parametrize(
    ("type_", "default", "expected"),
    [
        ("String", "", {"default": ""}),
        ("String", "None", {"default": "None"}),
        ("Integer", 0, {"default": "0"}),
        ("Integer", -EXACT_INTEGER, {"default": "-9007199254740992"}),
        ("Integer", EXACT_INTEGER + 1, {"optional": True}),
        ("Integer", -EXACT_INTEGER - 1, {"optional": True}),
        ("Float", 0.0, {"default": "0.0"}),
        ("Float", 1e300, {"default": "1e+300"}),
        ("Float", float("inf"), {"optional": True}),
        ("Float", float("nan"), {"optional": True}),
        ("Boolean", False, {"default": "False"}),
        ("Boolean", True, {"default": "True"}),
        ("Boolean", None, {"optional": True}),
    ],
)
def test_defaults_are_text_or_left_to_the_script(type_, default, expected):
    component = _component(operator(parameter("x", type_, default)))
    assert component["inputs"][0] == {"name": "x", "type": type_, **expected}
    first = component["implementation"]["container"]["args"][0]
    optional = {"if": {"cond": {"isPresent": "x"}, "then": ["--x", {"inputValue": "x"}]}}
    assert first == ("--x" if "default" in expected else optional)


def test_a_script_s_own_log_level_stands_where_the_script_reads_it():
    component = _component(operator(parameter("log_level", default="DEBUG"), parameter("x", required=True)))
    assert component["inputs"] == [
        {"name": "log_level", "type": "String", "default": "DEBUG"},
        {"name": "x", "type": "String"},
    ]


@given(description=TEXTS, default=TEXTS, about=TEXTS, result=TEXTS)
def test_any_text_reads_back_unchanged(description, default, about, result):
    sample = operator(
        parameter("x", default=default, description=about),
        outputs=(output("y", result),),
        description=description,
    )
    component = _component(sample)
    assert component.get("description", "") == description
    assert component["inputs"][0].get("description", "") == about
    assert component["inputs"][0]["default"] == default
    assert component["outputs"][0].get("description", "") == result


@given(value=st.integers() | st.floats(allow_nan=False) | st.booleans())
def test_a_default_of_a_number_reads_back_as_the_same_number(value):
    kind = {bool: "Boolean", int: "Integer", float: "Float"}[type(value)]
    described = _component(operator(parameter("x", kind, value)))["inputs"][0]
    cast = {"Boolean": "True".__eq__, "Integer": int, "Float": float}[kind]
    assert described.get("optional") or cast(described["default"]) == value
