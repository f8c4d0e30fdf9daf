"""The files of a workflow in the artifact folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from hatch_claimed.artifacts.workflows.cwl import cwl_workflow
from hatch_claimed.artifacts.workflows.kfp import FOLDER, KFP_1, KFP_2, Sdk, pipeline_module, step_components
from hatch_claimed.cache.keys import brief, fingerprint
from hatch_claimed.cache.memory import Memory
from hatch_claimed.cache.values import of_files, to_files
from hatch_claimed.model import Component, File, Project
from hatch_claimed.model.workflow import Workflow


def cwl_path(workflow: Workflow) -> PurePosixPath:
    """Where the CWL workflow lies."""
    return FOLDER / workflow.name / f"{workflow.stem}.cwl"


def pipeline_path(workflow: Workflow, sdk: Sdk) -> PurePosixPath:
    """Where the Python source of the pipeline lies."""
    return FOLDER / workflow.name / f"{workflow.stem}_pipeline{sdk.suffix}.py"


def workflow_files(project: Project, memory: Memory | None = None) -> Iterator[File]:
    """For each workflow a pipeline for KFP 2, one for KFP 1.8, and a CWL workflow, unless the memory knows them.

    Beside the pipelines lie the components of steps that pass files.
    """
    components = {component.name: component for component in project.components}
    memory = memory or Memory()
    for workflow in project.workflows:
        used = {step.component for step in workflow.steps}
        key = fingerprint("workflow", workflow, [brief(components[name]) for name in sorted(used)])
        files = memory.recall(key, to_files)
        if files is None:
            files = tuple(_files(workflow, components))
            memory.keep(key, of_files(files))
        yield from files


def _files(workflow: Workflow, components: Mapping[str, Component]) -> Iterator[File]:
    for sdk in (KFP_2, KFP_1):
        yield File(path=pipeline_path(workflow, sdk), content=pipeline_module(workflow, components, sdk))
        for path, content in step_components(workflow, components, sdk):
            yield File(path=path, content=content)
    yield File(path=cwl_path(workflow), content=cwl_workflow(workflow, components))
