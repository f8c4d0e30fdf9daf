"""The commands of the catalogue, read by the programs that they are for."""

import json
import os
import subprocess

import pytest
from sample_operators import operator, output, parameter

from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.site.tool_commands import commands, open_parameters

ONE = operator(
    parameter("text"),
    parameter("input_path", required=True),
    parameter("class", "Integer", 1),
    parameter("rate", "Float", 0.5),
    parameter("debug", "Boolean", default=True),
    outputs=(output("result_path"),),
    path="dsl.py",
)
TEXT = 'it\'s "$HOME" \\ $(id) `id` é😀; # x'
VALUES = {"text": TEXT, "input_path": "a b", "class": "-007", "rate": ".5", "debug": "false"}


@pytest.fixture
def folder(tmp_path):
    for artifact in ARTIFACTS:
        (tmp_path / artifact.path(ONE).name).write_bytes(artifact.render(ONE))
    return tmp_path


def text(key, values):
    [one] = [one for one in commands(ONE) if one.key == key]
    return one.text(open_parameters(ONE), values)


@pytest.mark.parametrize("values", [VALUES, {"input_path": "x", "rate": "5"}], ids=["all", "few"])
def test_a_pipeline_of_kubeflow(client, folder, values):
    compiled = (
        f"{text('kfp', values)}\n\nfrom kfp import compiler\ncompiler.Compiler().compile(pipeline, 'pipeline.json')\n"
    )
    (folder / "pipeline.py").write_text(compiled)
    subprocess.run([client("CLAIMED_TEST_KFP2_PYTHON"), "pipeline.py"], cwd=folder, check=True)
    tasks = json.loads((folder / "pipeline.json").read_text())["root"]["dag"]["tasks"]
    given = {name: one["runtimeValue"]["constant"] for name, one in tasks["dsl"]["inputs"]["parameters"].items()}
    all_of_it = {"text": TEXT, "input_path": "a b", "class": -7, "rate": 0.5, "debug": False}
    assert given == (all_of_it if values is VALUES else {"input_path": "x", "rate": 5.0})


@pytest.mark.parametrize("values", [VALUES, {"input_path": "x"}], ids=["all", "few"])
def test_cwltool(client, folder, values):
    # the command as it stands, with a `cwltool` that only checks
    programs = folder / "programs"
    programs.mkdir()
    (programs / "cwltool").write_text(f'#!/bin/sh\nexec "{client("CLAIMED_TEST_CWLTOOL")}" --validate "$@"\n')
    (programs / "cwltool").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", text("cwl", values)],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "No errors detected in the inputs" in done.stdout
