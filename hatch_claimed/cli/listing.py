"""How `hatch-claimed list` prints a project."""

from __future__ import annotations

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.deployment import Secret
from hatch_claimed.model import Component, GridWrapper, Parameter, Project
from hatch_claimed.workflow import Workflow, WorkflowInput

_NAMES = {"python": "Python", "notebook": "notebook", "r": "R"}


def as_json(project: Project) -> str:
    """The catalogue, as a build would write it."""
    return catalog_file(project).content.decode()


def as_table(project: Project) -> str:
    """For each operator, grid wrapper and workflow its name, kind, its description's first line, and its interface."""
    return "\n".join([*map(_component, project.components), *map(_workflow, project.workflows)])


def _component(component: Component) -> str:
    kind = f"grid wrapper, {_NAMES[component.kind]}" if isinstance(component, GridWrapper) else _NAMES[component.kind]
    lines = [f"{component.name}  ({kind}, {component.path})"]
    if component.description:
        # of a markdown heading, the text
        lines.append(f"  {_harmless(component.description.splitlines()[0].lstrip('# '))}")
    width = max(len(parameter.name) for parameter in component.parameters)
    lines += [
        f"    --{parameter.name:{width}}  {_parameter(parameter, component.deployment.secret(parameter.name))}"
        for parameter in component.parameters
    ]
    lines += [f"    writes {output.name}" for output in component.outputs]
    return "\n".join(lines) + "\n"


def _workflow(workflow: Workflow) -> str:
    lines = [f"{workflow.name}  (workflow of {', '.join(step.name for step in workflow.steps)})"]
    if workflow.description:
        lines.append(f"  {_harmless(workflow.description.splitlines()[0])}")
    width = max((len(one.name) for one in workflow.inputs), default=0)
    lines += [f"    --{one.name:{width}}  {_input(one)}" for one in workflow.inputs]
    lines += [f"    writes {one.name}{' (a list)' if one.many else ''}" for one in workflow.outputs]
    return "\n".join(lines) + "\n"


def _input(one: WorkflowInput) -> str:
    kind = f"list of {one.type}" if one.many else one.type
    shown = list(one.default) if isinstance(one.default, tuple) else one.default
    return f"{kind}, required" if one.default is None else f"{kind} = {shown!r}"


def _parameter(parameter: Parameter, secret: Secret | None) -> str:
    if secret:
        return f"{parameter.type}, {secret.key} of the secret {secret.name}"
    if parameter.required:
        return f"{parameter.type}, required"
    return f"{parameter.type}" if parameter.default is None else f"{parameter.type} = {parameter.default!r}"


def _harmless(text: str) -> str:
    """Text without what would steer a terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
