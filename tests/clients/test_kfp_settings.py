"""The module that applies deployment settings to tasks, in a pipeline that Kubeflow's own SDK compiles."""

import json
import subprocess
from pathlib import Path, PurePosixPath

import pytest
import yaml
from sample_operators import DEPLOYED, DEPLOYED_WRAPPER

from hatch_claimed.artifacts.deploy.kfp import kfp_settings
from hatch_claimed.artifacts.grid.parallel import parallel_files
from hatch_claimed.artifacts.kfp import Kfp
from hatch_claimed.model import Project

PIPELINE = """
from kfp import compiler, components, dsl
import kfp_settings

deployed = components.load_component_from_file("deployed.yaml")

@dsl.pipeline(name="one")
def pipeline():
    kfp_settings.deployed(deployed(input_path="x"))

compiler.Compiler().compile(pipeline, "pipeline.yaml")
"""
PARALLEL = """
from kfp import compiler, dsl
from gw_deployed_parallel import parallel

workers = parallel(2)

@dsl.pipeline(name="many")
def pipeline():
    workers(input_path="x")

compiler.Compiler().compile(pipeline, "pipeline.yaml")
"""
EXPECTED = Path(__file__).parent / "expected" / "kfp_settings.json"


@pytest.fixture
def compiled(client, tmp_path):
    """The documents of a pipeline that a script makes of the components."""

    def run(script):
        project = Project(
            name="x",
            version="1",
            operators=(DEPLOYED,),
            output=PurePosixPath("dist"),
            grid_wrappers=(DEPLOYED_WRAPPER,),
        )
        for component in project.components:
            (tmp_path / Kfp().path(component).name).write_bytes(Kfp().render(component))
        for file in (*kfp_settings(project), *parallel_files(DEPLOYED_WRAPPER)):
            (tmp_path / file.path.name).write_bytes(file.content)
        python = client("CLAIMED_TEST_KFP2_PYTHON")
        done = subprocess.run(
            [python, "-W", "ignore", "-c", script],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return list(yaml.safe_load_all((tmp_path / "pipeline.yaml").read_text()))

    return run


def settings_of(platform):
    return platform["platforms"]["kubernetes"]["deploymentSpec"]["executors"]


def test_a_pipeline_holds_all_settings(compiled, whole_file):
    pipeline, platform = compiled(PIPELINE)
    [(name, settings)] = settings_of(platform).items()
    assert name == "exec-deployed"
    whole_file(EXPECTED, json.dumps(settings, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    container = pipeline["deploymentSpec"]["executors"]["exec-deployed"]["container"]
    assert container["args"] == [
        *("--input_path", "{{$.inputs.parameters['input_path']}}"),
        *("--rate", "{{$.inputs.parameters['rate']}}"),
        *("--log_level", "{{$.inputs.parameters['log_level']}}"),
    ]
    resources = {key: value for key, value in container["resources"].items() if key.startswith("resource")}
    assert resources == {
        "resourceCpuRequest": "0.1",
        "resourceCpuLimit": "2",
        "resourceMemoryRequest": "1610612736",
        "resourceMemoryLimit": "4Gi",
    }
    accelerator = container["resources"]["accelerator"]
    assert (accelerator["resourceType"], accelerator["resourceCount"]) == ("nvidia.com/gpu", "1")
    assert "retryPolicy" in pipeline["root"]["dag"]["tasks"]["deployed"]


def test_each_of_many_workers_holds_them(compiled):
    _, platform = compiled(PARALLEL)
    coordinator = {
        "secretName": "c",
        "secretNameParameter": {"runtimeValue": {"constant": "c"}},
        "keyToEnv": [{"secretKey": "k", "envVar": "gw_coordinator_path"}],
        "optional": False,
    }
    expected = json.loads(EXPECTED.read_text())
    expected["secretAsEnv"] = [coordinator, expected["secretAsEnv"][0]]
    assert settings_of(platform) == {"exec-gw-deployed": expected}
