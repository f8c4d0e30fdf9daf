"""What the catalogue says of a workflow."""

from __future__ import annotations

from typing import Any

from hatch_claimed.artifacts.workflows.kfp import KFP_1, KFP_2
from hatch_claimed.artifacts.workflows.workflow_files import cwl_path, pipeline_path
from hatch_claimed.model.secrets.defaults import is_hidden_default
from hatch_claimed.model.workflow import Step, Workflow, WorkflowInput


def described(workflow: Workflow) -> dict[str, Any]:
    """The entry of a workflow: its interface, its steps in the order in which they can run, and its files."""
    return {
        "name": workflow.name,
        "description": workflow.description,
        "inputs": [_input(one) for one in workflow.inputs],
        "outputs": [
            {"name": one.name, "list": one.many, "step": one.origin.step, "output": one.origin.output}
            for one in workflow.outputs
        ],
        "steps": [_step(step) for step in workflow.steps],
        "artifacts": {
            "kfp": str(pipeline_path(workflow, KFP_2)),
            "kfp_v1": str(pipeline_path(workflow, KFP_1)),
            "cwl": str(cwl_path(workflow)),
        },
    }


def _input(one: WorkflowInput) -> dict[str, Any]:
    default = None if is_hidden_default(one.name, one.default) else one.default
    return {
        "name": one.name,
        "type": one.type,
        "list": one.many,
        "default": list(default) if isinstance(default, tuple) else default,
        "required": one.default is None,
        "description": one.description,
    }


def _step(step: Step) -> dict[str, Any]:
    return {"name": step.name, "operator": step.component, "scattered": step.loop is not None}
