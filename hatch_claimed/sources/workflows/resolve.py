"""From the tables below `[tool.claimed.workflows]` to workflows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from hatch_claimed.model import Component, Finding, grid_wrapper_name
from hatch_claimed.model.similar import meant
from hatch_claimed.model.workflow import Binding, Constant, FromStep, Step, Workflow, WorkflowOutput
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.sources.workflows.draft import Draft, after_problems, bind, component_of, read
from hatch_claimed.sources.workflows.fitting import unbound_parameters, wrong_choices, wrong_types
from hatch_claimed.sources.workflows.inputs import converted, read_inputs, unused_inputs
from hatch_claimed.sources.workflows.lists import loops
from hatch_claimed.sources.workflows.names import name_problems
from hatch_claimed.sources.workflows.order import in_loops, ordered
from hatch_claimed.sources.workflows.step_outputs import large_results, unknown_files


def workflows(
    settings: ProjectSettings, components: Iterable[Component], unread: frozenset[str], excluded: Collection[str] = ()
) -> tuple[tuple[Workflow, ...], tuple[Finding, ...]]:
    """The workflows of a project, sorted by name, and everything that is wrong with their tables.

    `unread` are names of operators whose scripts have errors: that is said of the scripts. A workflow with errors, or
    with a step that runs one of these, is left out. `excluded` are names of operators that `exclude` leaves out.
    """
    known = {component.name: component for component in components}
    found: list[Workflow] = []
    findings: list[Finding] = []
    for name in sorted(settings.table.workflows):
        draft = _draft(name, settings, known)
        _unknown_components(draft, known, unread, excluded)
        draft.bound = bind(draft)
        draft.inputs = read_inputs(draft)
        workflow = _workflow(draft)
        findings.extend(draft.findings)
        if workflow:
            found.append(workflow)
    return tuple(found), tuple(findings)


def _draft(name: str, settings: ProjectSettings, known: Mapping[str, Component]) -> Draft:
    table = settings.table.workflows[name]
    names = {step: component_of(step, one) for step, one in table.steps.items()}
    place = settings.place.at("workflows", name)
    draft = Draft(name, table, place, {step: known.get(component) for step, component in names.items()})
    draft.findings.extend(name_problems(name, table, draft.place))
    return draft


def _unknown_components(
    draft: Draft, known: Mapping[str, Component], unread: frozenset[str], excluded: Collection[str]
) -> None:
    left_out = {*excluded, *map(grid_wrapper_name, excluded)}
    for step, table in draft.table.steps.items():
        component = component_of(step, table)
        if component in known or component in unread:
            continue
        place = draft.place.at("steps", step, *(["operator"] if table.operator else []))
        if component in left_out:
            message = f"runs {component!r}, which `exclude` leaves out"
            draft.findings.append(
                place.finding("CLM100", message, "Take the step out, or the script out of `exclude`.")
            )
        else:
            message = f"runs {component!r}, which is no operator"
            draft.findings.append(place.finding("CLM100", message, meant(component, sorted(known), "Operators are")))


def _workflow(draft: Draft) -> Workflow | None:
    after_problems(draft)
    unknown_files(draft)
    unbound_parameters(draft)
    wrong_types(draft)
    wrong_choices(draft)
    order = ordered(draft)
    if order is None:
        return None
    of_steps = loops(draft, order)
    order = in_loops(draft, order, of_steps)
    outputs = _outputs(draft, of_steps)
    if None in draft.components.values() or any(one.severity == "error" for one in draft.findings):
        return None
    unused_inputs(draft)
    large_results(draft)
    return Workflow(
        name=draft.name,
        description=draft.table.description or "",
        inputs=tuple(draft.inputs.values()),
        steps=tuple(_step(name, draft, of_steps) for name in order),
        outputs=outputs,
    )


def _step(name: str, draft: Draft, of_steps: Mapping[str, str]) -> Step:
    bindings = draft.of_step(name)
    taken = {one.origin.step for one in bindings if isinstance(one.origin, FromStep)}
    return Step(
        name=name,
        component=component_of(name, draft.table.steps[name]),
        bindings=tuple(
            Binding(
                parameter=one.parameter.name,
                origin=Constant(converted(one.origin.value, one.parameter.type))
                if isinstance(one.origin, Constant)
                else one.origin,
                scattered=one.scattered,
            )
            for one in bindings
        ),
        after=tuple(one for one in draft.steps_before(name) if one not in taken),
        loop=of_steps.get(name),
        files=draft.table.steps[name].files or (),
    )


def _outputs(draft: Draft, of_steps: Mapping[str, str]) -> tuple[WorkflowOutput, ...]:
    outputs = _named(draft) if draft.table.outputs else _unused(draft)
    return tuple(
        WorkflowOutput(name=name, origin=origin, many=origin.step in of_steps) for name, origin in outputs.items()
    )


def _named(draft: Draft) -> dict[str, FromStep]:
    found = {}
    for name, text in draft.table.outputs.items():
        place = draft.place.at("outputs", name)
        origin = read(text, place, draft)
        if isinstance(origin, FromStep):
            found[name] = origin
        elif origin:
            message = f"is {text!r}, which no step writes"
            draft.findings.append(place.finding("CLM101", message, "Write an output of a step as `{step.output}`."))
    return found


def _unused(draft: Draft) -> dict[str, FromStep]:
    """All outputs that no step takes."""
    taken = {one.origin for one in draft.bound}
    every = [
        FromStep(step, output.name) for step, one in draft.components.items() for output in (one.outputs if one else ())
    ]
    names = {*draft.table.steps, *draft.table.inputs, *draft.table.required}
    found: dict[str, FromStep] = {}
    for one in every:
        if one not in taken:
            name = f"{one.step}_{one.output}".replace("-", "_").lower()
            while name in names or name in found:
                name += "_"
            found[name] = one
    return found
