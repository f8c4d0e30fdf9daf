"""What deployment settings do to the artifacts of a component."""

import ast
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
import yaml
from hypothesis import given
from sample_operators import DEPLOYED, DEPLOYED_WRAPPER, DEPLOYMENT, EXAMPLE, LOOSE, MINIMAL, TEXTS

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.cwl import Cwl
from hatch_claimed.artifacts.deploy.kfp import kfp_settings
from hatch_claimed.artifacts.grid.parallel import kfp_module
from hatch_claimed.artifacts.job import KubernetesJob
from hatch_claimed.artifacts.kfp import Kfp
from hatch_claimed.deployment import Deployment
from hatch_claimed.model import Project

EXPECTED = Path(__file__).parent / "expected"
ARTIFACTS = pytest.mark.parametrize("artifact", [Kfp(), KubernetesJob(), Cwl()], ids=["kfp", "job", "cwl"])


def project(*operators, wrappers=()):
    return Project(
        name="x", version="1", operators=operators, output=PurePosixPath("dist/claimed"), grid_wrappers=wrappers
    )


@ARTIFACTS
@pytest.mark.parametrize("sample", [DEPLOYED, DEPLOYED_WRAPPER], ids=["operator", "wrapper"])
def test_the_whole_file(artifact, sample):
    assert artifact.render(sample) == (EXPECTED / artifact.path(sample).name).read_bytes()


def test_the_whole_module_for_pipelines():
    [file] = kfp_settings(project(DEPLOYED, EXAMPLE, LOOSE, wrappers=(DEPLOYED_WRAPPER,)))
    assert str(file.path) == "kfp_settings.py"
    assert file.content == (EXPECTED / "kfp_settings.py").read_bytes()


def test_the_whole_module_of_parallel_workers():
    assert kfp_module(DEPLOYED_WRAPPER) == (EXPECTED / "gw_deployed_parallel.py").read_bytes()


def test_without_anything_to_apply_there_is_no_module():
    assert kfp_settings(project(EXAMPLE, MINIMAL, LOOSE)) == ()


@pytest.mark.parametrize(
    ("name", "function"), [("2d-plot", "_2d_plot"), ("lambda", "lambda_"), ("a-b", "a_b"), ("import", "import_")]
)
def test_functions_have_names_of_python(name, function):
    [file] = kfp_settings(project(replace(DEPLOYED, name=name)))
    names = [one.name for one in ast.parse(file.content).body if isinstance(one, ast.FunctionDef)]
    assert names == [function]


@ARTIFACTS
@pytest.mark.parametrize("sample", [DEPLOYED, DEPLOYED_WRAPPER], ids=["operator", "wrapper"])
def test_no_artifact_holds_the_default_of_a_secret(artifact, sample):
    plain = replace(sample, deployment=Deployment())
    assert b"planted" in artifact.render(plain)
    assert b"planted" not in artifact.render(sample)


def test_neither_do_the_catalogue_and_what_the_launcher_shows():
    assert b"planted" in catalog_file(project(replace(DEPLOYED, deployment=Deployment()))).content
    catalog = catalog_file(project(DEPLOYED, wrappers=(DEPLOYED_WRAPPER,))).content
    assert b"planted" not in catalog
    [entry] = [one for one in yaml.safe_load(catalog)["operators"][0]["inputs"] if one["name"] == "api_key"]
    assert entry == {
        "name": "api_key",
        "type": "String",
        "default": None,
        "required": False,
        "description": "A key.",
        "line": 1,
        "cell": None,
        "secret": {"name": "cos-credentials", "key": "api.key"},
    }


def test_defaults_of_a_job_stay_where_nothing_is_said():
    spec = yaml.safe_load(KubernetesJob().render(MINIMAL))["spec"]
    assert {key: value for key, value in spec.items() if key != "template"} == {"backoffLimit": 5}
    assert set(spec["template"]["spec"]) == {"restartPolicy", "containers"}
    assert spec["template"]["spec"]["restartPolicy"] == "OnFailure"


def test_a_fixed_name_is_for_apply_and_a_generated_one_for_create():
    metadata = yaml.safe_load(KubernetesJob().render(LOOSE))["metadata"]
    assert (metadata["name"], "generateName" in metadata) == ("minimal", False)
    metadata = yaml.safe_load(KubernetesJob().render(DEPLOYED))["metadata"]
    assert (metadata["generateName"], "name" in metadata) == ("deployed-", False)


@given(TEXTS)
def test_any_text_reaches_the_pipeline_unchanged(text):
    sample = replace(DEPLOYED, deployment=replace(DEPLOYMENT, annotations=(("x", text),)))
    [file] = kfp_settings(project(sample))
    calls = [node for node in ast.walk(ast.parse(file.content)) if isinstance(node, ast.Call)]
    [call] = [one for one in calls if one.func.attr == "add_pod_annotation"]
    assert ast.literal_eval(call.keywords[1].value) == text
