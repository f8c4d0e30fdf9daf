"""What pages say of operators, grid wrappers and workflows, in texts for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hatch_claimed.checks.report import broken_lines
from hatch_claimed.model import Broken, Component, GridWrapper, Output, Parameter
from hatch_claimed.model.secrets.parameters import secret_names
from hatch_claimed.model.secrets.texts import shown, shown_lines
from hatch_claimed.model.workflow import Workflow

GRID_WRAPPER = "grid wrapper"
WORKFLOW = "workflow"
BROKEN = "broken"
NO_DESCRIPTION = "No description."


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """One parameter. `secret` says where its value comes from, if it is one."""

    name: str
    type: str
    default: str | None
    required: bool
    description: str
    secret: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One line of the list: `place` is the page, `takes` and `gives` are names, and `words` are what is searched.

    What is broken has no page, and lines that say what is `wrong`.
    """

    name: str
    kind: str
    place: str
    summary: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    words: str
    wrong: tuple[str, ...] = ()


def kind_of(component: Component) -> str:
    """What a component is called in lists."""
    return GRID_WRAPPER if isinstance(component, GridWrapper) else component.language.label


def summary(description: str) -> str:
    """The first line that says something; of a heading in Markdown, its text."""
    lines = (line.strip("# \t=") for line in shown_lines(description).splitlines())
    return next((line for line in lines if line), NO_DESCRIPTION)


def rows(component: Component) -> tuple[ParameterRow, ...]:
    """The parameters of a component."""
    hidden = secret_names(component)
    return tuple(_row(one) if one.name not in hidden else _secret(one, component) for one in component.parameters)


def _row(parameter: Parameter) -> ParameterRow:
    text = parameter.default_text
    return ParameterRow(
        name=parameter.name,
        type=parameter.type,
        default=None if text is None else shown(text),
        required=parameter.required,
        description=shown_lines((parameter.noted_description if parameter.is_list else parameter.description) or ""),
        choices=() if parameter.is_list else tuple(shown(str(one)) for one in parameter.choices),
    )


def _secret(parameter: Parameter, component: Component) -> ParameterRow:
    secret = component.deployment.secret(parameter.name)
    source = f"{secret.key} of the Kubernetes secret {secret.name}" if secret else "the environment"
    return ParameterRow(
        name=parameter.name,
        type=parameter.type,
        default=None,
        required=parameter.required,
        description=shown_lines(parameter.description or ""),
        secret=source,
    )


def requirements(component: Component) -> tuple[str, ...]:
    """What its image installs, as lines of the tools that install it."""
    operator = component.operator if isinstance(component, GridWrapper) else component
    return (
        *(shown(component.language.installed(one)) for one in operator.requirements),
        *(shown(f"{one.manager} {' '.join(one.arguments)}") for one in operator.interface.system_packages),
    )


def component_entry(component: Component) -> IndexEntry:
    """The line of a component."""
    return IndexEntry(
        name=component.name,
        kind=kind_of(component),
        place=f"components/{component.name}.html",
        summary=_component_summary(component),
        takes=_few(one.name for one in component.parameters if one.line is not None or one.required),
        gives=_few(one.name for one in component.outputs),
        words=_words(_component_words(component)),
    )


def _component_summary(component: Component) -> str:
    if isinstance(component, GridWrapper):
        return f"Runs {component.operator.name} for many batches: {summary(component.operator.description)}"
    return summary(component.description)


def workflow_entry(workflow: Workflow) -> IndexEntry:
    """The line of a workflow."""
    return IndexEntry(
        name=workflow.name,
        kind=WORKFLOW,
        place=f"workflows/{workflow.name}.html",
        summary=summary(workflow.description),
        takes=_few(one.name for one in workflow.inputs),
        gives=_few(one.name for one in workflow.outputs),
        words=_words(
            [workflow.name, WORKFLOW, workflow.description, *(f"{one.name} {one.component}" for one in workflow.steps)]
        ),
    )


def broken_entry(broken: Broken) -> IndexEntry:
    """The line of what cannot be built."""
    name = shown(broken.label)
    paths = shown(" and ".join(broken.paths))
    lines = broken_lines(broken)
    return IndexEntry(
        name=name,
        kind=BROKEN,
        place="",
        summary=f"This {broken.kind} cannot be built. It comes from {paths}.",
        takes=(),
        gives=(),
        words=_words([f"{name} {BROKEN} {broken.kind} {paths}", *lines]),
        wrong=tuple(shown_lines(line) for line in lines),
    )


def _few(names: Iterable[str]) -> tuple[str, ...]:
    """Names for a list: the first ones, where there are many."""
    known = tuple(names)
    return known if len(known) <= _NAMES else (*known[: _NAMES - 1], f"and {len(known) - _NAMES + 1} more")


_NAMES = 12
_WORDS = 1000


def _words(texts: Iterable[str]) -> str:
    """What is searched, in as many characters as a list of hundreds can have. The most telling comes first."""
    return " ".join(" ".join(shown_lines(text).split()) for text in texts)[:_WORDS]


def _component_words(component: Component) -> Iterator[str]:
    own: list[Parameter | Output] = [one for one in component.parameters if one.line is not None]
    own += component.outputs
    yield f"{component.name} {kind_of(component)} {component.language.label} {component.path}"
    yield from (one.name for one in own)
    yield from requirements(component)
    yield component.description
    yield from (one.description or "" for one in own)
