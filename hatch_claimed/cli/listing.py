"""How `hatch-claimed list` prints a project."""

from __future__ import annotations

from dataclasses import dataclass

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.checks.report import broken_lines
from hatch_claimed.model import Broken, Component, GridWrapper, Parameter, Project
from hatch_claimed.model.deployment import Secret
from hatch_claimed.model.secrets.defaults import HIDDEN, is_hidden_default
from hatch_claimed.model.secrets.texts import shown
from hatch_claimed.model.workflow import Workflow, WorkflowInput


def as_json(project: Project) -> str:
    """The catalogue, as a build would write it."""
    return catalog_file(project).content.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """What is told of an operator, a grid wrapper or a workflow: its parameters with type and default, its outputs.

    `modules` are those of the project that come along by themselves; `wrong` are lines that say why it is broken.
    """

    name: str
    kind: str
    description: str
    parameters: tuple[tuple[str, str], ...]
    outputs: tuple[str, ...]
    modules: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def entries(project: Project) -> tuple[ListEntry, ...]:
    """Everything that a project has, operators first, what is broken last."""
    return (
        *map(_component, project.components),
        *map(_workflow, project.workflows),
        *map(_broken, project.broken),
    )


def as_table(project: Project) -> str:
    """For each operator, grid wrapper and workflow its name, kind, its description's first line, and its interface."""
    return "\n".join(map(_paragraph, entries(project)))


def _paragraph(entry: ListEntry) -> str:
    lines = [f"{entry.name}  ({entry.kind})"]
    if entry.description:
        lines.append(f"  {entry.description}")
    width = max((len(name) for name, _ in entry.parameters), default=0)
    lines += [f"    --{name:{width}}  {text}" for name, text in entry.parameters]
    lines += [f"    writes {output}" for output in entry.outputs]
    lines += [f"    includes {module}" for module in entry.modules]
    lines += [f"  {line}" for line in entry.wrong]
    return "\n".join(lines) + "\n"


def _component(component: Component) -> ListEntry:
    label = component.language.label
    kind = f"grid wrapper, {label}" if isinstance(component, GridWrapper) else label
    text = component.description
    return ListEntry(
        name=component.name,
        kind=f"{kind}, {component.path}",
        # of a markdown heading, the text
        description=_harmless(shown(text.splitlines()[0].lstrip("# "))) if text else "",
        parameters=tuple(
            (one.name, _parameter(one, component.deployment.secret(one.name))) for one in component.parameters
        ),
        outputs=tuple(output.name for output in component.outputs),
        modules=tuple(_harmless(str(file.path)) for file in component.modules),
    )


def _broken(broken: Broken) -> ListEntry:
    return ListEntry(
        name=_harmless(broken.label),
        kind=_harmless(f"broken {broken.kind}, {' and '.join(broken.paths)}"),
        description="",
        parameters=(),
        outputs=(),
        wrong=tuple(map(_harmless, broken_lines(broken))),
    )


def _workflow(workflow: Workflow) -> ListEntry:
    text = workflow.description
    return ListEntry(
        name=workflow.name,
        kind=f"workflow of {', '.join(step.name for step in workflow.steps)}",
        description=_harmless(shown(text.splitlines()[0])) if text else "",
        parameters=tuple((one.name, _input(one)) for one in workflow.inputs),
        outputs=tuple(f"{one.name}{' (a list)' if one.many else ''}" for one in workflow.outputs),
    )


def _input(one: WorkflowInput) -> str:
    kind = f"list of {one.type}" if one.many else one.type
    if is_hidden_default(one.name, one.default):
        return f"{kind}, {HIDDEN}"
    value = list(one.default) if isinstance(one.default, tuple) else one.default
    return f"{kind}, required" if one.default is None else f"{kind} = {value!r}"


def _parameter(parameter: Parameter, secret: Secret | None) -> str:
    told = _kind_and_default(parameter, secret)
    return f"{told}; one of {_harmless(', '.join(map(str, parameter.choices)))}" if parameter.choices else told


def _kind_and_default(parameter: Parameter, secret: Secret | None) -> str:
    if secret:
        return f"{parameter.type}, {secret.key} of the secret {secret.name}"
    if parameter.required:
        return f"{parameter.type}, required"
    if is_hidden_default(parameter.name, parameter.default):
        return f"{parameter.type}, {HIDDEN}"
    return f"{parameter.type}" if parameter.default is None else f"{parameter.type} = {parameter.default!r}"


def _harmless(text: str) -> str:
    """Text without what would steer a terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
