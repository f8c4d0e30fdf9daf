import ast
import json
from pathlib import Path

import pytest
from sample_workflows import EVERYTHING, SMALL, project

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.workflows.files import workflow_files

EXPECTED = Path(__file__).parent / "expected"
FILES = {file.path.name: file for file in workflow_files(project(EVERYTHING, SMALL))}


def test_where_the_files_lie():
    assert [str(file.path) for file in FILES.values()] == [
        "workflows/all-of-it/all_of_it_pipeline.py",
        "workflows/all-of-it/all_of_it_pipeline_v1.py",
        "workflows/all-of-it/all_of_it.cwl",
        "workflows/small/small_pipeline.py",
        "workflows/small/small_pipeline_v1.py",
        "workflows/small/small.cwl",
    ]


@pytest.mark.parametrize("name", FILES)
def test_the_whole_file(name):
    assert FILES[name].content == (EXPECTED / name).read_bytes()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".py")])
def test_pipelines_are_python(name):
    ast.parse(FILES[name].content)


def test_the_catalogue_tells_interface_steps_and_files():
    [entry, small] = json.loads(catalog_file(project(EVERYTHING, SMALL)).content)["workflows"]
    assert entry["inputs"][:2] == [
        {
            "name": "sources",
            "type": "String",
            "list": True,
            "default": None,
            "required": True,
            "description": "Where from.",
        },
        {"name": "counts", "type": "Integer", "list": True, "default": [1, 2], "required": False, "description": None},
    ]
    assert entry["outputs"] == [
        {"name": "cleaned", "list": True, "step": "clean", "output": "class"},
        {"name": "result", "list": False, "step": "last", "output": "class"},
    ]
    assert small == {
        "name": "small",
        "description": "",
        "inputs": [],
        "outputs": [],
        "steps": [{"name": "notify", "operator": "notify", "scattered": False}],
        "artifacts": {
            "kfp": "workflows/small/small_pipeline.py",
            "kfp_v1": "workflows/small/small_pipeline_v1.py",
            "cwl": "workflows/small/small.cwl",
        },
    }
