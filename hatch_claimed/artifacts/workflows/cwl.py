"""A CWL v1.2 workflow over the operators' tools. It needs no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.artifacts.cwl import (
    CWL_VERSION,
    Cwl,
    hidden_inputs,
    identifiers,
    loading_options,
    step_path,
    symbols,
    texts_or_files,
    waited_tool,
)
from hatch_claimed.artifacts.workflows.secrets import SecretInput, secret_inputs
from hatch_claimed.artifacts.yaml import dump
from hatch_claimed.model import Component
from hatch_claimed.model.scalars import ParameterType, Scalar
from hatch_claimed.model.workflow import Binding, Constant, FromInput, FromStep, Origin, Step, Workflow, WorkflowInput

if TYPE_CHECKING:
    from cwl_utils.parser import cwl_v1_2

_UP = PurePosixPath("..", "..")
_TYPES: dict[ParameterType, str] = {"String": "string", "Float": "float", "Boolean": "boolean"}
_INT_LIMIT = 2**31
DONE = "done"
"""The output that a tool gets which has none, where another step waits for it."""


def cwl_workflow(workflow: Workflow, components: Mapping[str, Component]) -> bytes:
    """The workflow as YAML. Tools are found beside its folder, as in the artifact folder."""
    from cwl_utils.parser import save

    saved = save(_workflow(workflow, components), relative_uris=False)
    secrets = secret_inputs(workflow, components)
    hidden = [one.identifier for one in secrets.values() if one.type_ == "string"]
    return dump({key: saved[key] for key in ("cwlVersion", "class")} | hidden_inputs(hidden) | saved)


def _workflow(workflow: Workflow, components: Mapping[str, Component]) -> cwl_v1_2.Workflow:
    from cwl_utils.parser import cwl_v1_2

    scatters = any(step.loop for step in workflow.steps)
    outputs = [
        cwl_v1_2.WorkflowOutputParameter(
            id=one.name,
            type_="File[]" if one.many else "File",
            outputSource=_source(one.origin, workflow, components),
            loadingOptions=loading_options(),
        )
        for one in workflow.outputs
    ]
    return cwl_v1_2.Workflow(
        cwlVersion=CWL_VERSION,
        id=workflow.name,
        label=workflow.name,
        doc=workflow.description or None,
        requirements=[cwl_v1_2.ScatterFeatureRequirement(loadingOptions=loading_options())] if scatters else None,
        inputs=[*map(_input, workflow.inputs), *map(_secret_input, secret_inputs(workflow, components).values())],
        outputs=outputs,
        steps=[_step(step, workflow, components) for step in workflow.steps],
        loadingOptions=loading_options(),
    )


def _input(one: WorkflowInput) -> cwl_v1_2.WorkflowInputParameter:
    from cwl_utils.parser import cwl_v1_2

    default = list(one.default) if isinstance(one.default, tuple) else one.default
    return cwl_v1_2.WorkflowInputParameter(
        id=one.name,
        type_=_type(one) + ("[]" if one.many else ""),
        default=default,
        doc=one.description,
        loadingOptions=loading_options(),
    )


def _secret_input(one: SecretInput) -> cwl_v1_2.WorkflowInputParameter:
    from cwl_utils.parser import cwl_v1_2

    return cwl_v1_2.WorkflowInputParameter(
        id=one.identifier, type_=one.type_, doc=one.description, loadingOptions=loading_options()
    )


def _type(one: WorkflowInput) -> str:
    if one.type != "Integer":
        return _TYPES[one.type]
    values: tuple[Scalar | None, ...] = one.default if isinstance(one.default, tuple) else (one.default,)
    small = all(-_INT_LIMIT <= value < _INT_LIMIT for value in values if isinstance(value, int))
    return "int" if small else "long"


def _step(step: Step, workflow: Workflow, components: Mapping[str, Component]) -> cwl_v1_2.WorkflowStep:
    from cwl_utils.parser import cwl_v1_2

    component = components[step.component]
    names = identifiers(component)
    waited = any(step.name in other.after for other in workflow.steps)
    embedded = waited and not component.outputs
    scattered = [names[one.parameter] for one in step.bindings if one.scattered]
    return cwl_v1_2.WorkflowStep(
        id=step.name,
        run=waited_tool(component, DONE) if embedded else str(_UP / _tool_path(step, component)),
        scatter=scattered or None,
        scatterMethod="dotproduct" if len(scattered) > 1 else None,
        in_=[
            *(_bound(names[one.parameter], one, workflow, components) for one in step.bindings),
            *_secrets(step, workflow, components),
            *_waits(step, names, workflow, components),
        ],
        out=[names[one.name] for one in component.outputs] or ([DONE] if embedded else []),
        loadingOptions=loading_options(),
    )


def _tool_path(step: Step, component: Component) -> PurePosixPath:
    """The tool's own file, or its variant for what other steps write, and for texts where the tool has choices."""
    texts = texts_or_files(component)
    chosen = {one.name for one in component.parameters if symbols(one)}
    takes_others = any(
        (isinstance(one.origin, FromStep) and one.parameter in texts)
        or (isinstance(one.origin, FromInput) and one.parameter in chosen)
        for one in step.bindings
    )
    return step_path(component) if takes_others else Cwl().path(component)


def _bound(
    identifier: str, one: Binding, workflow: Workflow, components: Mapping[str, Component]
) -> cwl_v1_2.WorkflowStepInput:
    from cwl_utils.parser import cwl_v1_2

    if isinstance(one.origin, Constant):
        value = one.origin.value
        default = list(value) if isinstance(value, tuple) else value
        return cwl_v1_2.WorkflowStepInput(id=identifier, default=default, loadingOptions=loading_options())
    source = _source(one.origin, workflow, components)
    return cwl_v1_2.WorkflowStepInput(id=identifier, source=source, loadingOptions=loading_options())


def _secrets(
    step: Step, workflow: Workflow, components: Mapping[str, Component]
) -> Iterator[cwl_v1_2.WorkflowStepInput]:
    """CWL knows no secrets of a cluster: whoever runs the workflow gives each value once."""
    from cwl_utils.parser import cwl_v1_2

    component = components[step.component]
    inputs = secret_inputs(workflow, components)
    for secret in component.deployment.secrets:
        identifier = identifiers(component)[secret.parameter]
        source = inputs[secret.name, secret.key].identifier
        yield cwl_v1_2.WorkflowStepInput(id=identifier, source=source, loadingOptions=loading_options())


def _waits(
    step: Step, names: Mapping[str, str], workflow: Workflow, components: Mapping[str, Component]
) -> Iterator[cwl_v1_2.WorkflowStepInput]:
    """Inputs that the tool does not have: CWL knows no order but by what steps take from each other."""
    from cwl_utils.parser import cwl_v1_2

    taken = set(names.values())
    for name in step.after:
        identifier = f"after_{name}"
        while identifier in taken:
            identifier += "_"
        component = components[next(one.component for one in workflow.steps if one.name == name)]
        output = next((identifiers(component)[one.name] for one in component.outputs), DONE)
        yield cwl_v1_2.WorkflowStepInput(id=identifier, source=f"{name}/{output}", loadingOptions=loading_options())


def _source(origin: Origin, workflow: Workflow, components: Mapping[str, Component]) -> str:
    match origin:
        case FromInput(name):
            return name
        case FromStep(step, output):
            component = components[next(one.component for one in workflow.steps if one.name == step)]
            return f"{step}/{identifiers(component)[output]}"
        case Constant():
            raise TypeError(origin)
