import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from sample_operators import EXAMPLE, NASTY, NASTY_TEXTS, operator, output, parameter

from hatch_claimed.artifacts.kfp import EXACT_INTEGER, Kfp
from hatch_claimed.model import Operator

OLD, NEW = "CLAIMED_TEST_KFP1_PYTHON", "CLAIMED_TEST_KFP2_PYTHON"
PROBE = Path(__file__).with_name("kfp_probe.py")

SMALL = operator(
    parameter("input_path", required=True, description="A folder."),
    parameter("num_values", "Integer", required=True),
    parameter("pattern", default="*.tif"),
    parameter("Rate_Limit", "Float", 1e-05, description="Per second."),
    parameter("endless", "Float", float("inf")),
    parameter("offset", "Integer", -1),
    parameter("exact", "Integer", EXACT_INTEGER),
    parameter("inexact", "Integer", EXACT_INTEGER + 1),
    parameter("dry_run", "Boolean", default=False),
    parameter("token"),
    outputs=(output("Result_Path", "A table."), output("report")),
    description="Counts.\n\nAll of them.",
)
ARGUMENTS = {"input_path": "/data", "num_values": 5}


@pytest.fixture
def probe(client, tmp_path):
    def ask(variable: str, sample: Operator, arguments: dict[str, object], chain: list[str] | None = None):
        python = client(variable)
        path = tmp_path / "component.yaml"
        path.write_bytes(Kfp().render(sample))
        done = subprocess.run(
            [python, "-W", "ignore", PROBE],
            input=json.dumps({"component": str(path), "arguments": arguments, "chain": chain}),
            capture_output=True,
            text=True,
            env={**os.environ, "HOME": str(tmp_path), "PYTHONPATH": ""},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


def test_version_1_understands_the_component(probe):
    answer = probe(OLD, SMALL, ARGUMENTS)
    assert answer["version"].startswith("1.8.")
    assert answer["component"] == {
        "name": "example-script",
        "description": "Counts.\n\nAll of them.",
        "inputs": {
            "input_path": ["String", None, False, "A folder."],
            "num_values": ["Integer", None, False, None],
            "pattern": ["String", "*.tif", False, None],
            "Rate_Limit": ["Float", "1e-05", False, "Per second."],
            "endless": ["Float", None, True, None],
            "offset": ["Integer", "-1", False, None],
            "exact": ["Integer", "9007199254740992", False, None],
            "inexact": ["Integer", None, True, None],
            "dry_run": ["Boolean", "False", False, None],
            "token": ["String", None, True, None],
            "log_level": ["String", "INFO", False, "Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL."],
        },
        "outputs": {"Result_Path": "String", "report": "String"},
    }


def test_version_1_passes_defaults_and_leaves_absent_values_out(probe):
    answer = probe(OLD, SMALL, ARGUMENTS | {"rate_limit": 2.5}, ["input_path", "Result_Path"])
    containers = {
        template["name"]: template["container"]
        for template in answer["pipeline"]["spec"]["templates"]
        if "container" in template
    }
    rest = [
        *("--num_values", "5", "--pattern", "*.tif", "--Rate_Limit", "2.5", "--offset", "-1"),
        *("--exact", "9007199254740992", "--dry_run", "False", "--log_level", "INFO"),
        *("--Result_Path", "/tmp/outputs/Result_Path/data", "--report", "/tmp/outputs/report/data"),
    ]
    chained = "{{inputs.parameters.example-script-Result_Path}}"
    texts = [{"name": "CLAIMED_TEXT_OUTPUTS", "value": "Result_Path report"}]
    launcher = {"image": SMALL.image.reference, "command": ["/opt/claimed/run"], "env": texts}
    assert containers == {
        "example-script": {**launcher, "args": ["--input_path", "/data", *rest]},
        "example-script-2": {**launcher, "args": ["--input_path", chained, *rest]},
    }


def test_version_1_passes_optional_values_that_are_given(probe):
    answer = probe(OLD, SMALL, ARGUMENTS | {"token": "", "endless": "inf"})
    assert answer["pipeline"]["spec"]["templates"][0]["container"]["args"] == [
        *("--input_path", "/data", "--num_values", "5", "--pattern", "*.tif", "--Rate_Limit", "1e-05"),
        *("--endless", "inf", "--offset", "-1", "--exact", "9007199254740992", "--dry_run", "False", "--token", ""),
        *("--log_level", "INFO", "--Result_Path", "/tmp/outputs/Result_Path/data"),
        *("--report", "/tmp/outputs/report/data"),
    ]


def test_version_2_understands_the_component(probe):
    answer = probe(NEW, SMALL, ARGUMENTS)
    assert answer["version"].startswith("2.")
    assert answer["component"] == {
        "name": "example-script",
        "description": "Counts.\n\nAll of them.",
        "inputs": {
            "input_path": ["String", None, False],
            "num_values": ["Integer", None, False],
            "pattern": ["String", "*.tif", True],
            "rate_limit": ["Float", 1e-05, True],
            "endless": ["Float", None, True],
            "offset": ["Integer", -1, True],
            "exact": ["Integer", EXACT_INTEGER, True],
            "inexact": ["Integer", None, True],
            "dry_run": ["Boolean", False, True],
            "token": ["String", None, True],
            "log_level": ["String", "INFO", True],
        },
        "outputs": {"result_path": "String", "report": "String"},
    }


def test_version_2_compiles_a_chain(probe):
    pipeline = probe(NEW, SMALL, ARGUMENTS | {"rate_limit": 2.5}, ["input_path", "result_path"])["pipeline"]
    tasks = pipeline["root"]["dag"]["tasks"]
    given = {
        "num_values": {"runtimeValue": {"constant": 5}},
        "rate_limit": {"runtimeValue": {"constant": 2.5}},
    }
    chained = {"taskOutputParameter": {"producerTask": "example-script", "outputParameterKey": "result_path"}}
    assert {name: task["inputs"]["parameters"] for name, task in tasks.items()} == {
        "example-script": {"input_path": {"runtimeValue": {"constant": "/data"}}, **given},
        "example-script-2": {"input_path": chained, **given},
    }
    assert pipeline["deploymentSpec"]["executors"]["exec-example-script"]["container"] == {
        "image": SMALL.image.reference,
        "command": ["/opt/claimed/run"],
        "env": [{"name": "CLAIMED_TEXT_OUTPUTS", "value": "Result_Path report"}],
        "args": [
            *("--input_path", "{{$.inputs.parameters['input_path']}}"),
            *("--num_values", "{{$.inputs.parameters['num_values']}}"),
            *("--pattern", "{{$.inputs.parameters['pattern']}}"),
            *("--Rate_Limit", "{{$.inputs.parameters['rate_limit']}}"),
            _if_present("endless"),
            *("--offset", "{{$.inputs.parameters['offset']}}"),
            *("--exact", "{{$.inputs.parameters['exact']}}"),
            _if_present("inexact"),
            *("--dry_run", "{{$.inputs.parameters['dry_run']}}"),
            _if_present("token"),
            *("--log_level", "{{$.inputs.parameters['log_level']}}"),
            *("--Result_Path", "{{$.outputs.parameters['result_path'].output_file}}"),
            *("--report", "{{$.outputs.parameters['report'].output_file}}"),
        ],
    }


def _if_present(name: str) -> str:
    then = [f"--{name}", f"{{{{$.inputs.parameters['{name}']}}}}"]
    return json.dumps({"IfPresent": {"InputName": name, "Then": then}})


def test_version_2_keeps_defaults_when_it_compiles(probe):
    pipeline = probe(NEW, SMALL, ARGUMENTS)["pipeline"]
    inputs = pipeline["components"]["comp-example-script"]["inputDefinitions"]["parameters"]
    assert {name: value["defaultValue"] for name, value in inputs.items() if "defaultValue" in value} == {
        "pattern": "*.tif",
        "rate_limit": 1e-05,
        "offset": -1,
        "exact": EXACT_INTEGER,
        "dry_run": False,
        "log_level": "INFO",
    }


def test_version_1_keeps_nasty_texts(probe):
    answer = probe(OLD, NASTY, {})
    assert answer["component"]["description"] == NASTY.description
    texts = {f"text_{place}": ["String", text, False, text or None] for place, text in enumerate(NASTY_TEXTS)}
    log_level = {"log_level": ["String", "INFO", False, "Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL."]}
    assert answer["component"]["inputs"] == texts | log_level
    assert answer["pipeline"]["spec"]["templates"][0]["container"]["args"] == [
        *(word for place, text in enumerate(NASTY_TEXTS) for word in (f"--text_{place}", text)),
        *("--log_level", "INFO"),
    ]


def test_version_2_keeps_nasty_texts(probe):
    answer = probe(NEW, NASTY, {})
    assert answer["component"]["description"] == NASTY.description
    inputs = answer["pipeline"]["components"]["comp-nasty"]["inputDefinitions"]["parameters"]
    assert {name: value["defaultValue"] for name, value in inputs.items()} == {
        **{f"text_{place}": text for place, text in enumerate(NASTY_TEXTS)},
        "log_level": "INFO",
    }


@pytest.mark.parametrize("variable", [OLD, NEW])
def test_every_kind_of_parameter_compiles(probe, variable):
    required = {"input_path": "x", "num_values": 1, "threshold": 0.5, "debug": True}
    inputs = probe(variable, EXAMPLE, required)["component"]["inputs"]
    assert [name.lower() for name in inputs] == [parameter.name.lower() for parameter in EXAMPLE.parameters]


@pytest.mark.parametrize("variable", [OLD, NEW])
def test_choices_stand_in_the_description(probe, variable):
    mode = replace(parameter("mode", default="fast", description="Which way."), choices=("fast", "slow"))
    answer = probe(variable, operator(mode), {})
    # KFP 2 leaves descriptions of inputs out
    old, new = ["String", "fast", False, "Which way.\nOne of fast, slow."], ["String", "fast", True]
    assert answer["component"]["inputs"]["mode"] == (old if variable == OLD else new)
