"""What starts several workers of a grid wrapper, in the clients that do it."""

import json
import subprocess

import pytest
import yaml
from kubernetes_validate import validate
from sample_operators import SHARES, WRAPPER

from hatch_claimed.artifacts.cwl import Cwl, step_files
from hatch_claimed.artifacts.grid.parallel import parallel_files
from hatch_claimed.artifacts.job import KubernetesJob
from hatch_claimed.artifacts.kfp import Kfp

PIPELINE = """
import json, sys
from kfp import compiler, components, dsl
import {module}

workers = {module}.parallel(workers=4)
single = components.load_component_from_file({component!r})

@dsl.pipeline(name="pipeline")
def pipeline(batches: str = "batches.txt"):
    step = workers(gw_batch_file=batches, **{arguments!r})
    single(gw_batch_file=batches, **{arguments!r}).after(step)

compiler.Compiler().compile(pipeline, {target!r})
"""


def compiled(client, tmp_path, wrapper, arguments):
    component = tmp_path / Kfp().path(wrapper).name
    component.write_bytes(Kfp().render(wrapper))
    module, *_ = parallel_files(wrapper)
    (tmp_path / module.path.name).write_bytes(module.content)
    target = tmp_path / "pipeline.yaml"
    script = PIPELINE.format(module=module.path.stem, component=str(component), arguments=arguments, target=str(target))
    python = client("CLAIMED_TEST_KFP2_PYTHON")
    completed = subprocess.run([python, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert completed.returncode == 0, completed.stderr
    return yaml.safe_load(target.read_text())


def loop_of(document, name):
    tasks = document["components"][f"comp-{name}-parallel"]["dag"]["tasks"]
    [loop] = tasks.values()
    [inner] = document["components"][loop["componentRef"]["name"]]["dag"]["tasks"].values()
    return loop, inner


def test_kubeflow_starts_workers_that_share_a_coordinator(client, tmp_path):
    required = {"gw_coordinator_path": "/c", "input_path": "/i", "num_values": 1, "threshold": 0.5, "debug": True}
    document = compiled(client, tmp_path, WRAPPER, required)
    loop, inner = loop_of(document, "gw-example-script")
    assert json.loads(loop["parameterIterator"]["items"]["raw"]) == [0, 1, 2, 3]
    assert "gw_share" not in inner["inputs"]["parameters"]
    [after] = [task for name, task in document["root"]["dag"]["tasks"].items() if "parallel" not in name]
    assert after["dependentTasks"] == ["gw-example-script-parallel"]


def test_kubeflow_gives_each_worker_its_share(client, tmp_path):
    _, inner = loop_of(compiled(client, tmp_path, SHARES, {}), "gw-takes-shares")
    given = inner["inputs"]["parameters"]
    assert given["gw_share"] == {"componentInputParameter": "pipelinechannel--loop-item-param-1"}
    assert given["gw_shares"] == {"runtimeValue": {"constant": 4.0}}
    assert "lambda" in given


@pytest.mark.parametrize("sample", [WRAPPER, SHARES], ids=["wrapper", "shares"])
@pytest.mark.parametrize("version", ["1.25", "1.31", "1.37"])
def test_the_schema_of_kubernetes_accepts_the_job(sample, version):
    assert validate(yaml.safe_load(KubernetesJob().render(sample)), version, strict=True) == version


@pytest.mark.parametrize("sample", [WRAPPER, SHARES], ids=["wrapper", "shares"])
def test_cwltool_accepts_tool_and_workflow(client, tmp_path, sample):
    tool = tmp_path / Cwl().path(sample).name
    tool.write_bytes(Cwl().render(sample))
    # the workflow starts the variant for steps
    for file in (*step_files(sample), *parallel_files(sample)):
        (tmp_path / file.path.name).write_bytes(file.content)
    files = sorted(tmp_path.glob("*.cwl"))
    assert len(files) == (3 if sample.indexed else 2)
    for file in files:
        subprocess.run([client("CLAIMED_TEST_CWLTOOL"), "--validate", file], check=True, capture_output=True)
