"""The page of a workflow, with its drawing."""

from __future__ import annotations

import json
import shlex
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from markupsafe import Markup

from hatch_claimed.artifacts.workflows.graph.edges import each
from hatch_claimed.artifacts.workflows.graph.svg import drawing
from hatch_claimed.artifacts.workflows.kfp import KFP_2
from hatch_claimed.artifacts.workflows.workflow_files import cwl_path, pipeline_path
from hatch_claimed.model import File
from hatch_claimed.model.secrets.defaults import HIDDEN, is_hidden_default
from hatch_claimed.model.secrets.texts import shown_lines
from hatch_claimed.model.workflow import Binding, Constant, FromInput, FromStep, Workflow, WorkflowInput
from hatch_claimed.site.commands import CommandTemplate
from hatch_claimed.site.component import SiteContext
from hatch_claimed.site.html import page
from hatch_claimed.site.views import ParameterRow

_BUILT = "In the repository, after a build: the file names those of the operators."
SCRIPTS = ("theme.js", "tabs.js", "copy.js")


def workflow_page(workflow: Workflow, context: SiteContext) -> File:
    """The page of a workflow."""
    content = page(
        "workflow.html.j2",
        SCRIPTS,
        project=context.project,
        workflow=workflow,
        description=shown_lines(workflow.description),
        drawing=_drawing(workflow),
        rows=[_row(one) for one in workflow.inputs],
        steps=[(one, each(one), [_binding(it) for it in one.bindings]) for one in workflow.steps],
        outputs=[
            (one.name, f"`{one.origin.output}` of the step `{one.origin.step}`", one.many) for one in workflow.outputs
        ],
        commands=[
            (one, one.bare, [it for it in one.files if it in context.files])
            for one in _commands(workflow, context.project.output)
        ],
        files=sorted(one for one in context.files if PurePosixPath(one).parts[:2] == ("workflows", workflow.name)),
    )
    return File(path=PurePosixPath("workflows", f"{workflow.name}.html"), content=content)


def _drawing(workflow: Workflow) -> Markup:
    root = drawing(workflow)
    # the table of steps says the same in words
    root.attrib |= {"role": "img", "aria-label": f"Drawing of {workflow.name}: the steps are listed below."}
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - ElementTree has escaped all texts


def _row(one: WorkflowInput) -> ParameterRow:
    return ParameterRow(
        name=one.name,
        type=f"list of {one.type}" if one.many else one.type,
        default=None if one.default is None else _value(one.name, one.default),
        required=one.default is None,
        description=shown_lines(one.description or ""),
    )


def _binding(binding: Binding) -> str:
    match binding.origin:
        case Constant(value):
            source = _value(binding.parameter, value)
        case FromInput(name):
            source = f"the input {name}"
        case FromStep(step, output):
            source = f"{output} of {step}"
    return f"{binding.parameter}: {'each of ' if binding.scattered else ''}{source}"


def _value(name: str, value: object) -> str:
    return HIDDEN if is_hidden_default(name, value) else json.dumps(value, ensure_ascii=False)


def _source(origin: FromStep) -> str:
    return f"`{origin.output}` of the step `{origin.step}`"


def _commands(workflow: Workflow, output: PurePosixPath) -> tuple[CommandTemplate, ...]:
    pipeline, tool = pipeline_path(workflow, KFP_2), cwl_path(workflow)
    missing = {one.name: one.name.upper() for one in workflow.inputs if one.default is None}
    values = f"printf %s {shlex.quote(json.dumps(missing))} \\\n    | " if missing else ""
    return (
        CommandTemplate(
            key="cwl",
            title="CWL",
            bare=f"{values}cwltool {shlex.quote(str(output / tool))}{' -' if missing else ''}",
            note=_BUILT,
            files=(str(tool),),
        ),
        CommandTemplate(
            key="kfp",
            title="Kubeflow",
            bare=f"python {shlex.quote(str(output / pipeline))} pipeline.yaml",
            note=f"{_BUILT} It compiles the pipeline.",
            files=(str(pipeline),),
        ),
        CommandTemplate(
            key="run",
            title="hatch-claimed",
            bare=f"hatch-claimed compile {shlex.quote(workflow.name)}",
            note="In the repository. It compiles the pipeline, without a build, for the Kubeflow that `--to` names.",
        ),
    )
