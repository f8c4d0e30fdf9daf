"""The example's workflow of three steps and a scatter, run by three engines: the same result files."""

import hashlib
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

# files of more than 131,071 bytes, which no argument could be
VALUES = {"seeds": [1, 2], "num_values": 5000}
LONGEST_VALUE = 131_071
KUBEFLOW = """
import json, sys
sys.path.insert(0, {sources!r})
from kfp import local
from river_study_pipeline import river_study
local.init(runner=local.DockerRunner(), pipeline_root={root!r})
outputs = river_study(**{values!r}).outputs
texts = {{name: [one if isinstance(one, str) else open(one.path).read() for one in outputs[name]] for name in outputs}}
json.dump(texts, open({result!r}, "w"))
"""


@pytest.fixture(scope="module")
def results(example, client, tmp_path_factory):
    """The hashes of all result files, by engine and output. The engines run at the same time."""
    folder = tmp_path_factory.mktemp("results")
    # three engines would fetch them at the same time, and Kubeflow's waits for no more than a minute
    for name in ("make-measurements", "clean-measurements"):
        subprocess.run(["docker", "pull", "--quiet", example.image(name)], check=True, capture_output=True)
    sources = example.root / "dist" / "claimed" / "workflows" / "river-study"
    runs = {"kubeflow": kubeflow, "cwltool": cwltool, "toil": toil}
    with ThreadPoolExecutor() as pool:
        started = {name: pool.submit(run, client, sources, folder / name) for name, run in runs.items()}
        return {name: future.result() for name, future in started.items()}


def kubeflow(client, sources, folder):
    # else Docker makes it, and then root alone may write there
    (folder / "outputs").mkdir(parents=True)
    (folder / "outputs").chmod(0o777)
    result = folder / "result.json"
    script = KUBEFLOW.format(sources=str(sources), root=str(folder / "outputs"), values=VALUES, result=str(result))
    called([client("CLAIMED_TEST_KFP2_PYTHON"), "-W", "ignore", "-c", script], folder)
    outputs = json.loads(result.read_text())
    assert all(len(text) > LONGEST_VALUE for text in outputs["measurements"])
    return {name: [digest(text.encode()) for text in texts] for name, texts in outputs.items()}


def cwltool(client, sources, folder):
    return cwl([client("CLAIMED_TEST_CWLTOOL"), "--parallel"], sources, folder)


def toil(client, sources, folder):
    program = client("CLAIMED_TEST_TOIL")
    return cwl([program, "--batchSystem", "single_machine", "--jobStore", str(folder / "jobs")], sources, folder)


def cwl(command, sources, folder):
    folder.mkdir()
    (folder / "job.json").write_text(json.dumps(VALUES))
    arguments = ["--outdir", str(folder / "out"), str(sources / "river_study.cwl"), str(folder / "job.json")]
    outputs = json.loads(called([*command, *arguments], folder))
    return {name: [digest(Path(one["path"]).read_bytes()) for one in files] for name, files in outputs.items()}


def called(command, folder):
    # toil calls other programs of its own environment
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def digest(content):
    return hashlib.sha256(content).hexdigest()


def test_each_engine_gives_a_file_for_each_element_of_each_output(results):
    for outputs in results.values():
        assert {name: len(set(files)) for name, files in outputs.items()} == {
            "measurements": 2,
            "cleaned": 2,
            "strictly_cleaned": 2,
        }


def test_all_engines_give_the_same_result_files(results):
    assert results["cwltool"] == results["kubeflow"]
    assert results["toil"] == results["kubeflow"]
