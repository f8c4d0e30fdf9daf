"""Generated workflows in the clients that compile, validate and run them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sample_workflows import EVERYTHING, FILES, NASTY_TEXT, SECRETS, SMALL, project

from hatch_claimed.artifacts import cwl
from hatch_claimed.artifacts.cwl import Cwl, step_files
from hatch_claimed.artifacts.deploy.kfp import kfp_settings
from hatch_claimed.artifacts.kfp import Kfp
from hatch_claimed.artifacts.workflows.workflow_files import workflow_files

KFP_1, KFP_2 = "CLAIMED_TEST_KFP1_PYTHON", "CLAIMED_TEST_KFP2_PYTHON"
TEKTON, CWLTOOL = "CLAIMED_TEST_TEKTON_PYTHON", "CLAIMED_TEST_CWLTOOL"

LAUNCHER = """#!{python}
import json, os, pathlib, sys, time

arguments = sys.argv[1:]
values = dict(zip(arguments, arguments[1:]))
read = {{name[2:]: pathlib.Path(value).read_text() for name, value in values.items()
         if name.startswith("--") and value.startswith("/") and pathlib.Path(value).is_file()}}
handle = os.open({record!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
os.write(handle, (json.dumps([arguments, read]) + "\\n").encode())
for flag, value in values.items():
    if flag.startswith("--") and value == flag[2:] + "/":
        pathlib.Path(value).mkdir()
        text = ",".join(read.values()) or values.get("--count") or values.get("--table")
        pathlib.Path(value, "result.txt").write_text(flag + " of " + text)
"""


@pytest.fixture
def artifacts(tmp_path):
    """The artifact folder of a project with several workflows."""
    sample = project(EVERYTHING, FILES, SECRETS, SMALL)
    for file in (*workflow_files(sample), *kfp_settings(sample)):
        _write(tmp_path / file.path, file.content)
    for component in sample.components:
        for artifact in (Kfp(), Cwl()):
            _write(tmp_path / artifact.path(component), artifact.render(component))
        for file in step_files(component):
            _write(tmp_path / file.path, file.content)
    return tmp_path


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def compiled(python, artifacts, workflow, suffix, *arguments):
    source = artifacts / "workflows" / workflow.name / f"{workflow.stem}_pipeline{suffix}.py"
    target = artifacts / "pipeline.yaml"
    command = [python, "-W", "ignore", str(source), *arguments, str(target)]
    environment = {**os.environ, "HOME": str(artifacts), "PYTHONPATH": ""}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(target.read_text()))


def test_kubeflow_2_compiles_it(client, artifacts):
    [document] = compiled(client(KFP_2), artifacts, EVERYTHING, "")
    root = document["root"]
    assert root["inputDefinitions"]["parameters"] == {
        "sources": {"parameterType": "LIST"},
        "needed": {"parameterType": "STRING"},
        "counts": {"parameterType": "LIST", "defaultValue": [1, 2], "isOptional": True},
        "rate": {"parameterType": "NUMBER_DOUBLE", "defaultValue": 0.25, "isOptional": True},
        "flag": {"parameterType": "BOOLEAN", "defaultValue": False, "isOptional": True},
        "label": {"parameterType": "STRING", "defaultValue": NASTY_TEXT, "isOptional": True},
        "size": {"parameterType": "NUMBER_INTEGER", "defaultValue": 2**40, "isOptional": True},
    }
    assert root["outputDefinitions"]["parameters"] == {
        "cleaned": {"parameterType": "LIST"},
        "result": {"parameterType": "STRING"},
    }
    tasks = root["dag"]["tasks"]
    loops = {name: task["parameterIterator"]["items"] for name, task in tasks.items() if "parameterIterator" in task}
    assert list(loops.values()) == [
        {"inputParameter": "pipelinechannel--counts"},
        {"inputParameter": "pipelinechannel--sources"},
        {"raw": "[3, 4]"},
    ]
    assert {name: task["dependentTasks"] for name, task in tasks.items() if "dependentTasks" in task} == {
        "for-loop-1": ["notify"],
        "for-loop-2": ["for-loop-1"],
        "clean-3": ["for-loop-1", "make-tables-3", "notify"],
    }
    assert tasks["notify"]["inputs"]["parameters"] == {"text": {"componentInputParameter": "needed"}}


def test_kubeflow_1_compiles_it_to_argo(client, artifacts):
    [document] = compiled(client(KFP_1), artifacts, EVERYTHING, "_v1", "argo")
    assert (document["apiVersion"], document["kind"]) == ("argoproj.io/v1alpha1", "Workflow")
    parameters = {one["name"]: one.get("value") for one in document["spec"]["arguments"]["parameters"]}
    assert parameters == {
        "sources": None,
        "needed": None,
        "counts": "[1, 2]",
        "rate": "0.25",
        "flag": "False",
        "label": NASTY_TEXT,
        "size": str(2**40),
    }
    main = next(one for one in document["spec"]["templates"] if one["name"] == "all-of-it")
    tasks = {one["name"]: one for one in main["dag"]["tasks"]}
    lists = [one.get("withParam") or one.get("withItems") for one in tasks.values()]
    assert [one for one in lists if one] == [
        "{{workflow.parameters.counts}}",
        "{{workflow.parameters.sources}}",
        [3, 4],
    ]


def test_kubeflow_1_compiles_it_to_tekton(client, artifacts):
    [document] = compiled(client(TEKTON), artifacts, EVERYTHING, "_v1", "tekton")
    assert document["apiVersion"].startswith("tekton.dev/")
    assert document["kind"] == "PipelineRun"
    names = [task["name"] for task in document["spec"]["pipelineSpec"]["tasks"]]
    assert len(names) == 6
    assert "notify" in names


@pytest.mark.parametrize(
    ("variable", "suffix", "arguments"),
    [(KFP_2, "", []), (KFP_1, "_v1", ["argo"]), (TEKTON, "_v1", ["tekton"])],
    ids=["ir", "argo", "tekton"],
)
def test_a_workflow_without_inputs_and_outputs_compiles(client, artifacts, variable, suffix, arguments):
    assert len(compiled(client(variable), artifacts, SMALL, suffix, *arguments)) == 1


def test_secrets_reach_the_steps_of_kubeflow_2(client, artifacts):
    documents = compiled(client(KFP_2), artifacts, SECRETS, "")
    executors = documents[-1]["platforms"]["kubernetes"]["deploymentSpec"]["executors"]
    assert list(executors) == ["exec-fetch", "exec-fetch-2"]
    for executor in executors.values():
        entries = [one["keyToEnv"] for one in executor["secretAsEnv"]]
        assert entries == [
            [{"envVar": "token", "secretKey": "token"}],
            [{"envVar": "port", "secretKey": "port"}],
        ]


def test_secrets_reach_the_steps_of_kubeflow_1(client, artifacts):
    [document] = compiled(client(KFP_1), artifacts, SECRETS, "_v1", "argo")
    containers = {one["name"]: one["container"] for one in document["spec"]["templates"] if "container" in one}
    for name in ("fetch", "fetch-2"):
        assert containers[name]["env"][1:] == [
            {"name": "token", "valueFrom": {"secretKeyRef": {"name": "archive", "key": "token"}}},
            {"name": "port", "valueFrom": {"secretKeyRef": {"name": "archive", "key": "port"}}},
        ]
    assert "env" not in containers["notify"]


def test_kubeflow_2_passes_files_as_artifacts_and_texts_as_parameters(client, artifacts):
    [document] = compiled(client(KFP_2), artifacts, FILES, "")
    outputs = document["root"]["outputDefinitions"]
    assert set(outputs["artifacts"]) == {"tables", "other"}
    assert outputs["parameters"] == {"cleaned": {"parameterType": "LIST"}}
    containers = {name: one["container"] for name, one in document["deploymentSpec"]["executors"].items()}
    clean, make = containers["exec-clean"], containers["exec-make-tables"]
    assert clean["args"][:4] == [
        *("--table", "{{$.inputs.artifacts['table'].path}}"),
        *("--source", "{{$.inputs.parameters['source']}}"),
    ]
    assert clean["env"] == [{"name": "CLAIMED_TEXT_OUTPUTS", "value": "class"}]
    assert make["env"] == [{"name": "CLAIMED_TEXT_OUTPUTS", "value": "report"}]
    assert make["args"][-4:] == [
        *("--Result_Path", "{{$.outputs.artifacts['result_path'].path}}"),
        *("--report", "{{$.outputs.parameters['report'].output_file}}"),
    ]
    [loop] = [one["dag"]["tasks"] for name, one in document["components"].items() if "for-loop" in name]
    assert set(loop["clean"]["inputs"]["artifacts"]) == {"table"}


@pytest.mark.parametrize("place", ["{folder}/meta/data.json", "{{{{$.outputs.output_file}}}}"])
def test_a_step_tells_where_its_files_are_and_becomes_the_launcher(client, artifacts, tmp_path, place):
    [document] = compiled(client(KFP_2), artifacts, FILES, "")
    container = document["deploymentSpec"]["executors"]["exec-make-tables"]["container"]
    launcher = tmp_path / "run"
    launcher.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n")
    launcher.chmod(0o755)
    metadata = place.format(folder=tmp_path)
    uri = 'minio://bucket/it\'s a "table"'
    told = container["args"][1].replace("{{$.outputs.artifacts['result_path'].uri}}", json.dumps(uri)[1:-1])
    command = [*container["command"][:-1], str(launcher), metadata, told, "--count", "a b"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=artifacts)
    assert (done.returncode, done.stdout, done.stderr) == (7, "--count\na b\n", "")
    if metadata.startswith("/"):
        artifact = {"name": "result_path", "uri": uri}
        assert json.loads(Path(metadata).read_text()) == {"artifacts": {"result_path": {"artifacts": [artifact]}}}


def test_kubeflow_1_passes_files_as_artifacts_and_texts_as_parameters(client, artifacts):
    [document] = compiled(client(KFP_1), artifacts, FILES, "_v1", "argo")
    templates = {one["name"]: one for one in document["spec"]["templates"]}
    make, clean = templates["make-tables"], templates["clean"]
    assert [one["path"] for one in clean["inputs"]["artifacts"]] == ["/tmp/inputs/table/data"]
    assert [one["name"] for one in clean["inputs"]["parameters"]] == ["make-tables-report"]
    assert clean["container"]["args"][:2] == ["--table", "/tmp/inputs/table/data"]
    assert [one["name"] for one in make["outputs"]["parameters"]] == ["make-tables-report"]
    assert "make-tables-Result_Path" in [one["name"] for one in make["outputs"]["artifacts"]]
    assert make["container"]["env"] == [{"name": "CLAIMED_TEXT_OUTPUTS", "value": "report"}]


def test_kubeflow_1_passes_files_to_tekton(client, artifacts):
    text = json.dumps(compiled(client(TEKTON), artifacts, FILES, "_v1", "tekton"))
    assert '"--table", "$(workspaces.clean.path)/artifacts/' in text
    assert '"--source", "$(inputs.params.make-tables-report)"' in text


def cwltool(program, *arguments, folder):
    command = [program, "--disable-color", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize("workflow", [EVERYTHING, FILES, SECRETS, SMALL], ids=lambda one: one.name)
def test_cwltool_finds_it_valid(client, artifacts, workflow):
    path = artifacts / "workflows" / workflow.name / f"{workflow.stem}.cwl"
    done = cwltool(client(CWLTOOL), "--validate", "--strict", path, folder=artifacts)
    assert done.stdout.endswith("is valid CWL.\n")
    assert "WARNING" not in done.stderr


@pytest.fixture
def record(tmp_path, monkeypatch):
    """A launcher that writes down what arrives."""
    path, launcher = tmp_path / "record", tmp_path / "launcher"
    launcher.write_text(LAUNCHER.format(python=sys.executable, record=str(path)))
    launcher.chmod(0o755)
    monkeypatch.setattr(cwl, "ENTRY_POINT", str(launcher))
    return path


def test_cwltool_runs_it(client, record, artifacts):
    for path in artifacts.rglob("*.cwl"):
        image = "- class: DockerRequirement\n  dockerPull: registry.example.com/team/claimed-example-script:1.2.0\n"
        path.write_text(
            path.read_text()
            .replace(image, "")
            .replace(image.replace("\n  ", "\n      ").replace("- ", "    - ", 1), "")
        )
    job = artifacts / "job.json"
    job.write_text(json.dumps({"sources": ["x", "y"], "needed": "first"}))
    workflow = artifacts / "workflows/all-of-it/all_of_it.cwl"
    done = cwltool(
        client(CWLTOOL), "--no-container", "--parallel", "--outdir", artifacts / "out", workflow, job, folder=artifacts
    )
    outputs = json.loads(done.stdout)
    assert [Path(one["path"]).read_text() for one in outputs["cleaned"]] == [
        "--class of --Result_Path of 1,--report of 1",
        "--class of --Result_Path of 2,--report of 2",
    ]
    assert Path(outputs["result"]["path"]).read_text() == "--class of --Result_Path of 5"
    runs = [json.loads(line)[0] for line in record.read_text().splitlines()]
    assert len(runs) == 1 + 2 + 2 + 2 + 2 + 1 + 1
    start = next(place for place, one in enumerate(runs) if one[:2] == ["--text", "first"])
    made = [place for place, one in enumerate(runs) if "1.5" in one]
    fetched = [place for place, one in enumerate(runs) if NASTY_TEXT in one and "--table" in one]
    assert sorted(runs[place][:2] for place in made) == [["--count", "1"], ["--count", "2"]]
    assert sorted(runs[place][1] for place in fetched) == ["x", "y"]
    assert start < min(made)
    assert max(made) < min(fetched)
