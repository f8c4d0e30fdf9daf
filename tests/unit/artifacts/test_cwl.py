from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
import yaml
from cwl_utils.parser import load_document_by_string
from hypothesis import given, settings
from sample_operators import EXAMPLE, MINIMAL, NASTY, TEXTS, operator, output, parameter

from hatch_claimed.artifacts.cwl import Cwl, step_files
from hatch_claimed.model.deployment import Deployment, Secret

EXPECTED = Path(__file__).parent / "expected"
BASE = Path(__file__).as_uri()


def _tool(sample):
    return yaml.safe_load(Cwl().render(sample))


@pytest.mark.parametrize("sample", [EXAMPLE, MINIMAL], ids=["example", "minimal"])
def test_the_whole_file(sample, whole_file):
    whole_file(EXPECTED / Cwl().path(sample).name, Cwl().render(sample))


def test_the_file_lies_in_the_operator_s_folder():
    assert Cwl().path(operator(path="src/example_script.py")) == PurePosixPath("example-script/example_script.cwl")


@pytest.mark.parametrize(
    ("given_parameter", "expected"),
    [
        (parameter("x", required=True), {"type": "string"}),
        (parameter("x", default="012"), {"type": "string", "default": "012"}),
        (parameter("x", default=""), {"type": "string", "default": ""}),
        (parameter("x"), {"type": ["null", "string"]}),
        (parameter("x", "Integer", required=True), {"type": "int"}),
        (parameter("x", "Integer", 2**31 - 1), {"type": "int", "default": 2**31 - 1}),
        (parameter("x", "Integer", -(2**31)), {"type": "int", "default": -(2**31)}),
        (parameter("x", "Integer", 2**31), {"type": "long", "default": 2**31}),
        (parameter("x", "Integer", -(2**63)), {"type": "long", "default": -(2**63)}),
        (parameter("x", "Integer", 2**63), {"type": ["null", "long"]}),
        (parameter("x", "Integer"), {"type": ["null", "int"]}),
        (parameter("x", "Float", 1e-05), {"type": "float", "default": 1e-05}),
        (parameter("x", "Float", float("-inf")), {"type": "float", "default": float("-inf")}),
        (parameter("x", "Float"), {"type": ["null", "float"]}),
    ],
)
def test_types_and_defaults(given_parameter, expected):
    [found, _] = _tool(operator(given_parameter))["inputs"]
    assert found == {"id": "x", "inputBinding": {"position": 0, "prefix": "--x"}, **expected}


@pytest.mark.parametrize(
    ("given_parameter", "expected"),
    [
        (parameter("x", "Boolean", required=True), {"type": "boolean"}),
        (parameter("x", "Boolean", default=False), {"type": "boolean", "default": False}),
        (parameter("x", "Boolean", default=True), {"type": "boolean", "default": True}),
        (parameter("x", "Boolean"), {"type": ["null", "boolean"]}),
    ],
)
def test_booleans_arrive_with_their_value(given_parameter, expected):
    [found, _] = _tool(operator(given_parameter))["inputs"]
    assert found == {"id": "x", "inputBinding": {"position": 0, "valueFrom": "x=$(self)"}, **expected}


def _step_inputs(sample):
    [file] = step_files(sample)
    return {one["id"]: one["type"] for one in yaml.safe_load(file.content)["inputs"]}


TEXT = ["string", "File", "Directory"]


def test_a_step_of_a_workflow_takes_files_in_the_place_of_texts():
    sample = operator(
        parameter("needed", required=True),
        parameter("pattern", default="*"),
        parameter("token"),
        parameter("class", default=""),
        parameter("count", "Integer", 1),
    )
    assert _step_inputs(sample) == {
        "needed": TEXT,
        "pattern": TEXT,
        "token": ["null", *TEXT],
        "class_": TEXT,
        "count": "int",
        "log_level": "string",
    }


def test_a_step_is_the_tool_but_for_these_types():
    [file] = step_files(EXAMPLE)
    assert file.path == PurePosixPath("example-script/example_script.step.cwl")
    step, tool = yaml.safe_load(file.content), _tool(EXAMPLE)
    for document in (step, tool):
        for one in document["inputs"]:
            del one["type"]
    assert step == tool


@pytest.mark.parametrize("sample", [operator(parameter("x", "Integer", 1)), operator()], ids=["integer", "nothing"])
def test_without_texts_there_is_no_file_for_steps(sample):
    assert list(step_files(sample)) == []


def test_a_secret_is_a_text_in_every_variant():
    hidden = Deployment(secrets=(Secret(parameter="token", name="archive", key="token"),))
    sample = replace(operator(parameter("token", required=True), parameter("x", default="")), deployment=hidden)
    assert _step_inputs(sample) == {"token": "string", "x": TEXT, "log_level": "string"}
    assert list(step_files(replace(operator(parameter("token", required=True)), deployment=hidden))) == []


def test_class_is_no_name_for_an_input_or_output():
    tool = _tool(operator(parameter("class", required=True), parameter("class_"), outputs=(output("class__"),)))
    assert [(found["id"], found["inputBinding"]["prefix"]) for found in tool["inputs"]] == [
        ("class___", "--class"),
        ("class_", "--class_"),
        ("log_level", "--log_level"),
    ]
    assert [(found["id"], found["outputBinding"]) for found in tool["outputs"]] == [("class__", {"glob": "class__/*"})]


def test_an_output_called_class_keeps_its_flag_and_folder():
    tool = _tool(operator(outputs=(output("class"),)))
    assert tool["outputs"] == [{"id": "class_", "type": "File", "outputBinding": {"glob": "class/*"}}]
    assert tool["arguments"] == [{"position": 1, "prefix": "--class", "valueFrom": "class/"}]


@settings(deadline=None)
@given(description=TEXTS, default=TEXTS, about=TEXTS, result=TEXTS)
def test_any_text_reads_back_unchanged(description, default, about, result):
    sample = operator(
        parameter("x", default=default, description=about),
        outputs=(output("y", result),),
        description=description,
    )
    tool = _tool(sample)
    assert tool.get("doc", "") == description
    assert tool["inputs"][0].get("doc", "") == about
    assert tool["inputs"][0]["default"] == default
    assert tool["outputs"][0].get("doc", "") == result


@settings(deadline=None, max_examples=15)
@given(description=TEXTS, default=TEXTS)
def test_a_cwl_parser_reads_any_text_unchanged(description, default):
    content = Cwl().render(operator(parameter("x", default=default), description=description)).decode()
    tool = load_document_by_string(content, BASE)
    assert (tool.doc or "", tool.inputs[0].default) == (description, default)


def test_a_cwl_parser_reads_every_nasty_text_unchanged():
    tool = load_document_by_string(Cwl().render(NASTY).decode(), BASE)
    assert [(found.default, found.doc or "") for found in tool.inputs] == [
        (found.default, found.description) for found in NASTY.parameters
    ]
    assert tool.doc == NASTY.description
