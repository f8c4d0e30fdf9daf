import ast
import json
from pathlib import Path

import pytest
from sample_operators import operator, parameter
from sample_workflows import EVERYTHING, FILES, MAKE, SECRETS, SMALL, project

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.workflows.kfp import KFP_2, pipeline_module
from hatch_claimed.artifacts.workflows.workflow_files import workflow_files
from hatch_claimed.cache.memory import Memory
from hatch_claimed.model.workflow import Binding, Constant, FromInput, Step, Workflow, WorkflowInput

EXPECTED = Path(__file__).parent / "expected"
RENDERED = {file.path.name: file for file in workflow_files(project(EVERYTHING, FILES, SECRETS, SMALL))}


def test_where_the_files_lie():
    assert [str(file.path) for file in RENDERED.values()] == [
        "workflows/all-of-it/all_of_it_pipeline.py",
        "workflows/all-of-it/all_of_it_pipeline_v1.py",
        "workflows/all-of-it/all_of_it.cwl",
        "workflows/with-files/with_files_pipeline.py",
        "workflows/with-files/make.yaml",
        "workflows/with-files/clean.yaml",
        "workflows/with-files/two-2.yaml",
        "workflows/with-files/with_files_pipeline_v1.py",
        "workflows/with-files/make_v1.yaml",
        "workflows/with-files/clean_v1.yaml",
        "workflows/with-files/two-2_v1.yaml",
        "workflows/with-files/with_files.cwl",
        "workflows/from-the-archive/from_the_archive_pipeline.py",
        "workflows/from-the-archive/from_the_archive_pipeline_v1.py",
        "workflows/from-the-archive/from_the_archive.cwl",
        "workflows/small/small_pipeline.py",
        "workflows/small/small_pipeline_v1.py",
        "workflows/small/small.cwl",
    ]


@pytest.mark.parametrize("name", RENDERED)
def test_the_whole_file(name, whole_file):
    folder = EXPECTED / "steps" if name.endswith(".yaml") else EXPECTED
    whole_file(folder / name, RENDERED[name].content)


@pytest.mark.parametrize("name", [name for name in RENDERED if name.endswith(".py")])
def test_pipelines_are_python(name):
    ast.parse(RENDERED[name].content)


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


def test_what_a_memory_knows_is_not_rendered_again(monkeypatch):
    memory = Memory()
    first = list(workflow_files(project(EVERYTHING), memory))
    monkeypatch.setattr(
        "hatch_claimed.artifacts.workflows.workflow_files.cwl_workflow", lambda *_: pytest.fail("it is rendered again")
    )
    assert list(workflow_files(project(EVERYTHING), Memory(memory.entries()))) == first


def test_keywords_of_python_are_given_in_a_table():
    step = Step(
        name="count",
        component="count",
        bindings=(
            Binding(parameter="lambda", origin=Constant(0.5)),
            Binding(parameter="Level", origin=Constant("a")),
        ),
    )
    workflow = Workflow(name="words", description="", inputs=(), steps=(step,), outputs=())
    count = operator(parameter("lambda", "Float", 1.0), parameter("Level", default=""), path="count.py")
    module = pipeline_module(workflow, {"count": count}, KFP_2).decode()
    assert "COUNT(\n        level='a',\n        **{'lambda': 0.5},\n    )" in module


def test_variables_of_a_pipeline_are_none_of_its_inputs():
    inputs = tuple(
        WorkflowInput(name=name, type="String", many=name == "make_item", default=None)
        for name in ("make_item", "make_task", "make")
    )
    bindings = (
        Binding(parameter="kind", origin=FromInput("make_item"), scattered=True),
        Binding(parameter="log_level", origin=FromInput("make_task")),
    )
    step = Step(name="make", component="make-tables", bindings=bindings, loop="make")
    workflow = Workflow(name="make", description="", inputs=inputs, steps=(step,), outputs=())
    module = pipeline_module(workflow, {"make-tables": MAKE}, KFP_2).decode()
    body = module.partition("def ")[2].partition("\n\n")[0]
    assert body == (
        "make_(\n    make_item: List[str],\n    make_task: str,\n    make: str,\n):\n"
        "    with dsl.ParallelFor(make_item) as make_item_:\n"
        "        make_task_ = MAKE_TABLES(\n            kind=make_item_,\n            log_level=make_task,\n        )\n"
        "        make_task_.set_display_name('make')"
    )
