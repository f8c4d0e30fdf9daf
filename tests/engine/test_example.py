"""The example project in real clients: Docker, Kubeflow's local runner, cwltool."""

import json
import os
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

MAKE, CLEAN, SUMMARISE = "make-measurements", "clean-measurements", "summarise-measurements"


def tool(variable):
    path = os.environ.get(variable)
    if not path:
        if os.environ.get("CLAIMED_TESTS_MUST_RUN"):
            pytest.fail(f"{variable} is not set")
        pytest.skip(f"{variable} is not set")
    return path


def lines(path):
    return Path(path).read_text().splitlines()


def test_one_bake_built_all_and_the_catalogue_has_the_pushed_digests(example):
    assert example.output.count("+ docker buildx bake") == 1
    for name, operator in example.operators.items():
        digest, manifest = example.manifest(name)
        assert operator["digest"] == digest
        assert manifest["mediaType"] == "application/vnd.oci.image.manifest.v1+json"


def test_all_kinds_run_with_changed_parameters(example, scratch):
    work = ["--volume", f"{scratch}:/data", "--workdir", "/data"]
    example.docker_run(MAKE, "--num_values", "5", options=[*work, "--env", "spikes=no"])
    assert len(lines(scratch / "measurements.csv")) == 1 + 3 * 5
    output = example.docker_run(CLEAN, "measurements=measurements.csv", "--limit=0.5", options=work)
    left = len(lines(scratch / "cleaned.csv")) - 1
    assert 0 < left < 15
    assert f"kept {left} of 15 measurements" in output
    options = [*work, "--env", "measurements=cleaned.csv", "--env", "digits=1", "--env", "grid_lines=0"]
    output = example.docker_run(SUMMARISE, options=options)
    assert output == f"summarised {left} measurements of 3 stations\n"
    summary = json.loads((scratch / "summary.json").read_text())
    assert sorted(summary) == ["Basel", "Kehl", "Rheinfelden"]
    assert all(round(one["mean"], 1) == one["mean"] for one in summary.values())
    assert (scratch / "levels.pdf").read_bytes().startswith(b"%PDF")


def test_the_log_level_reaches_the_script(example, scratch):
    options = ["--volume", f"{scratch}:/data", "--workdir", "/data"]
    assert "made 40 measurements for Basel" in example.docker_run(MAKE, options=options)
    assert example.docker_run(MAKE, "--log_level", "WARNING", options=options) == ""


@pytest.mark.parametrize("name", [MAKE, SUMMARISE])
def test_any_user_of_group_0_on_a_read_only_root(example, name):
    workdir = "/home/docker" if name == SUMMARISE else "/opt/app-root/src"
    options = ["--user", "12345:0", "--read-only", "--tmpfs", f"{workdir}:mode=0775,uid=0,gid=0", "--tmpfs", "/tmp"]
    if name == MAKE:
        output = example.docker_run(name, "--num_values", "2", options=options)
        assert "made 2 measurements for Kehl" in output
    else:
        text = "station,hour,level\\nA,0,1.5\\nA,1,2.5\\n"
        script = f'printf "{text}" > levels.csv && exec /opt/claimed/run --measurements levels.csv'
        assert example.docker_run(name, "sh", "-c", script, options=options).endswith("2 measurements of 1 stations\n")


def test_any_user_of_group_0_in_the_image_s_own_working_directory(example):
    script = "/opt/claimed/run --num_values 3 && wc -l < measurements.csv && id -u"
    output = example.docker_run(MAKE, "sh", "-c", script, options=["--user", "12345:0"])
    assert output.splitlines()[-2:] == ["10", "12345"]


@pytest.mark.parametrize("name", [MAKE, SUMMARISE])
def test_what_is_left_where_nobody_keeps_it_is_told_once(example, scratch, tmp_path, name):
    table = tmp_path / "levels.csv"
    table.write_text("station,hour,level\nA,0,1.5\nA,1,2.5\n")
    workdir, arguments, left = {
        MAKE: ("/opt/app-root/src", ["--num_values", "2", "--log_level", "WARNING"], ["measurements"]),
        SUMMARISE: ("/home/docker", ["--measurements", "levels.csv"], ["plot", "summary"]),
    }[name]
    files = {"measurements": "measurements.csv", "plot": "levels.pdf", "summary": "summary.json"}
    told = ", ".join(f"{files[output]} (--{output} PATH keeps it)" for output in left)
    elsewhere = [text for output in left for text in (f"--{output}", f"/tmp/{output}")]
    ways = {
        "nobody keeps it": ([], [], [f"claimed: left in the working directory, which nobody keeps: {told}"]),
        "somebody asks for all": ([], elsewhere, []),
        "a volume is over the working directory": (["--volume", f"{scratch}:{workdir}"], [], []),
    }
    for options, more, said in ways.values():
        volumes = ["--volume", f"{table}:{workdir}/levels.csv:ro"]
        # the last volume is mounted into the one over the working directory
        command = ["docker", "run", "--rm", *options, *volumes, example.image(name), *arguments, *more]
        completed = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert completed.returncode == 0, completed.stderr
        # Docker may have said that it pulls the image
        assert [line for line in completed.stderr.splitlines() if "left" in line] == said
    assert {files[output] for output in left} <= {path.name for path in scratch.iterdir()}


def test_required_parameters_are_asked_for(example):
    completed = subprocess.run(
        ["docker", "run", "--rm", example.image(CLEAN)], capture_output=True, text=True, timeout=60
    )
    assert completed.returncode == 2
    assert completed.stderr.startswith("claimed: ")
    assert "measurements" in completed.stderr
    assert "Traceback" not in completed.stderr


def test_kubeflow_s_local_runner_passes_an_output_on(example, tmp_path):
    python = tool("CLAIMED_TEST_KFP2_PYTHON")
    # else Docker makes it, and then root alone may write there
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs").chmod(0o777)
    script = f"""
import sys
sys.path.insert(0, {str(example.root / "workflows")!r})
from kfp import local
import pipeline
local.init(runner=local.DockerRunner(), pipeline_root={str(tmp_path / "outputs")!r})
task = pipeline.river_levels(num_values=20, limit=0.5)
import json; json.dump(task.output, open({str(tmp_path / "result.json")!r}, "w"))
"""
    completed = subprocess.run([python, "-c", script], cwd=example.root, capture_output=True, text=True, timeout=300)
    assert completed.returncode == 0, completed.stdout + completed.stderr
    table = json.loads((tmp_path / "result.json").read_text()).splitlines()
    assert table[0] == "station,hour,level"
    assert 5 < len(table) < 61


def test_kubeflow_1_compiles_the_same_components(example, tmp_path):
    python = tool("CLAIMED_TEST_KFP1_PYTHON")
    script = f"""
import kfp
from kfp import components, dsl
make = components.load_component_from_file({str(example.artifact(MAKE, "kfp"))!r})
clean = components.load_component_from_file({str(example.artifact(CLEAN, "kfp"))!r})
@dsl.pipeline(name="rivers")
def rivers(num_values: int = 40):
    made = make(num_values=num_values)
    clean(measurements=made.outputs["measurements"])
kfp.compiler.Compiler().compile(rivers, {str(tmp_path / "rivers.yaml")!r})
"""
    completed = subprocess.run([python, "-c", script], capture_output=True, text=True, timeout=120)
    assert completed.returncode == 0, completed.stdout + completed.stderr
    assert example.image(MAKE) in (tmp_path / "rivers.yaml").read_text()


def cwltool(*arguments, folder):
    command = [tool("CLAIMED_TEST_CWLTOOL"), "--outdir", str(folder), *map(str, arguments)]
    completed = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert completed.returncode == 0, completed.stderr
    return json.loads(completed.stdout)


def test_cwltool_runs_a_tool(example, tmp_path):
    job = tmp_path / "job.json"
    job.write_text(json.dumps({"num_values": 4, "spikes": False}))
    outputs = cwltool(example.artifact(MAKE, "cwl"), job, folder=tmp_path / "out")
    assert Path(outputs["measurements"]["path"]).name == "measurements.csv"
    assert len(lines(outputs["measurements"]["path"])) == 1 + 3 * 4


def test_cwltool_takes_values_as_options(example, tmp_path):
    options = ["--num_values", "2", "--noise", "0.5", "--log_level", "DEBUG"]
    outputs = cwltool(example.artifact(MAKE, "cwl"), *options, folder=tmp_path / "out")
    assert len(lines(outputs["measurements"]["path"])) == 1 + 3 * 2


def test_cwltool_runs_the_workflow(example, tmp_path):
    workflow = example.root / "workflows" / "river_levels.cwl"
    outputs = cwltool(workflow, "--num_values", "10", "--limit", "0.5", folder=tmp_path / "out")
    made, cleaned = (lines(outputs[name]["path"]) for name in ("measurements", "cleaned"))
    assert len(made) == 31
    assert 1 < len(cleaned) < 31
    assert set(cleaned) < set(made)


def test_cwltool_runs_r(example, tmp_path):
    table = tmp_path / "levels.csv"
    table.write_text("station,hour,level\nA,0,1.5\nA,1,2.5\n")
    job = tmp_path / "job.json"
    job.write_text(json.dumps({"measurements": {"class": "File", "path": str(table)}, "grid_lines": False}))
    tool = example.artifact(SUMMARISE, "cwl").with_suffix(".step.cwl")
    outputs = cwltool(tool, job, folder=tmp_path / "out")
    assert json.loads(Path(outputs["summary"]["path"]).read_text()) == {"A": {"mean": 2, "lowest": 1.5, "highest": 2.5}}
    assert Path(outputs["plot"]["path"]).name == "levels.pdf"


def test_jobs_are_valid_for_kubernetes(example):
    import kubernetes_validate
    import yaml

    for name in example.operators:
        job = yaml.safe_load(example.artifact(name, "job").read_text())
        kubernetes_validate.validate(job, "1.37", strict=True)
