import json
from pathlib import Path, PurePosixPath

import pytest
from sample_operators import EXAMPLE, SHARES, WRAPPER, operator, parameter, wrapper

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.grid.parallel import parallel_files
from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.model import Project, Published

PUBLISHED = Published(digest="sha256:12", platforms={"linux/amd64": "sha256:12"})
EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize("sample", [WRAPPER, SHARES], ids=["wrapper", "shares"])
@pytest.mark.parametrize("artifact", ARTIFACTS, ids=lambda one: one.name)
def test_the_whole_file(artifact, sample, whole_file):
    whole_file(EXPECTED / artifact.path(sample).name, artifact.render(sample))


@pytest.mark.parametrize("sample", [WRAPPER, SHARES], ids=["wrapper", "shares"])
def test_the_whole_helpers(sample, whole_file):
    for file in parallel_files(sample):
        whole_file(EXPECTED / file.path.name, file.content)


def test_where_the_files_lie():
    assert {artifact.name: str(artifact.path(WRAPPER)) for artifact in ARTIFACTS}.items() >= {
        "kfp": "gw-example-script/gw_example_script.yaml",
        "job": "gw-example-script/gw_example_script.job.yaml",
        "cwl": "gw-example-script/gw_example_script.cwl",
    }.items()
    assert [str(file.path) for file in parallel_files(WRAPPER)] == ["gw-example-script/gw_example_script_parallel.py"]
    assert [str(file.path) for file in parallel_files(SHARES)] == [
        "gw-takes-shares/gw_takes_shares_parallel.py",
        "gw-takes-shares/gw_takes_shares.scatter.cwl",
    ]


def test_bound_parameters_are_none_of_the_wrapper():
    assert [one.name for one in SHARES.parameters] == ["gw_batch_file", "gw_shares", "gw_share", "lambda", "log_level"]


def test_the_module_is_python_whatever_parameters_are_called():
    [module, *_] = parallel_files(wrapper(operator(parameter("class"), parameter("None", required=True))))
    compile(module.content, "module", "exec")


def test_the_module_can_be_imported_whatever_the_script_is_called():
    [module, *_] = parallel_files(wrapper(operator(path="My 'odd' $(name) é.py")))
    assert module.path.name == "gw_My__odd____name____parallel.py"
    compile(module.content, "module", "exec")


def test_the_catalogue_tells_what_it_wraps():
    project = Project(
        name="x", version="1", operators=(EXAMPLE,), output=PurePosixPath("dist/claimed"), grid_wrappers=(WRAPPER,)
    )
    catalog = json.loads(catalog_file(project, {"gw-example-script": PUBLISHED}).content)
    assert [one["name"] for one in catalog["operators"]] == ["example-script"]
    [entry] = catalog["grid_wrappers"]
    assert entry["image"] == "registry.example.com/team/claimed-gw-example-script:1.2.0"
    assert entry["artifacts"]["job"] == "gw-example-script/gw_example_script.job.yaml"
    assert entry["platforms"] == {"linux/amd64": "sha256:12"}
    told = ("name", "operator", "backend", "process", "bindings", "parallelism", "digest", "outputs")
    assert {key: entry[key] for key in told} == {
        "name": "gw-example-script",
        "operator": "example-script",
        "backend": "local",
        "process": "grid_process",
        "bindings": {},
        "parallelism": 10,
        "digest": "sha256:12",
        "outputs": [],
    }
