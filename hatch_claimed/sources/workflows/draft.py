"""A workflow as its table has it: each binding with its place, before anybody knows whether it all fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hatch_claimed.model import Component, Finding, Parameter
from hatch_claimed.model.similar import meant
from hatch_claimed.model.workflow import Constant, FromInput, FromStep, Origin, Value, WorkflowInput
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.settings.tables.workflows import StepTable, WorkflowTable
from hatch_claimed.sources.workflows.references import origin


@dataclass(frozen=True, slots=True)
class StepBinding:
    """A parameter of a step and what it is taken from."""

    step: str
    parameter: Parameter
    origin: Origin
    scattered: bool
    place: SettingLocation


@dataclass
class Draft:
    """A workflow's table, what its steps run, and what was found wrong so far.

    A step without a component names an operator that does not exist or could not be read; that is said elsewhere.
    """

    name: str
    table: WorkflowTable
    place: SettingLocation
    components: Mapping[str, Component | None]
    bound: tuple[StepBinding, ...] = ()
    inputs: Mapping[str, WorkflowInput] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def of_step(self, step: str) -> tuple[StepBinding, ...]:
        """The bindings of a step."""
        return tuple(one for one in self.bound if one.step == step)

    def steps_before(self, step: str) -> tuple[str, ...]:
        """The existing steps that a step waits for: those it takes something of, then those that it comes `after`."""
        taken = [one.origin.step for one in self.of_step(step) if isinstance(one.origin, FromStep)]
        return tuple(dict.fromkeys(name for name in (*taken, *self.table.steps[step].after) if name in self.components))


def bind(draft: Draft) -> tuple[StepBinding, ...]:
    """What each step's table binds. Unknown parameters (CLM102) and unreadable references (CLM101) are left out."""
    return tuple(
        bound
        for step, table in draft.table.steps.items()
        for scattered, values in ((False, table.parameters), (True, table.scatter))
        for name, value in values.items()
        if (bound := _bind(draft, step, name, value, scattered=scattered))
    )


def _bind(draft: Draft, step: str, name: str, value: Value, *, scattered: bool) -> StepBinding | None:
    place = draft.place.at("steps", step, "scatter" if scattered else "parameters", name)
    component = draft.components[step]
    if component is None:
        return None
    known = {parameter.name: parameter for parameter in component.parameters}
    if name not in known:
        message = f"is no parameter of {component.name!r}"
        draft.findings.append(place.finding("CLM102", message, meant(name, known, "Its parameters are")))
        return None
    secret = component.deployment.secret(name)
    if secret:
        message = f"comes from the secret {secret.name!r} already"
        draft.findings.append(place.finding("CLM102", message, "Take it out: engines give it to the step themselves."))
        return None
    if scattered and name in draft.table.steps[step].parameters:
        remedy = "Keep the one below `scatter` for a list, the one below `parameters` for one value."
        draft.findings.append(place.finding("CLM102", "stands below `parameters` as well", remedy))
        return None
    source = read(value, place, draft)
    return StepBinding(step, known[name], source, scattered, place) if source else None


def read(value: Value, place: SettingLocation, draft: Draft) -> Origin | None:
    """Where a value comes from, or None with a finding (CLM101) for a reference to what is not there."""
    try:
        found = origin(value)
    except ValueError as error:
        remedy = "Write `{inputs.name}` or `{step.output}` and nothing else, and `{{` and `}}` for braces themselves."
        draft.findings.append(place.finding("CLM101", f"is a text {error}", remedy))
        return None
    problem = _problem(found, draft)
    if problem:
        draft.findings.append(place.finding("CLM101", *problem))
    return None if problem else found


def _problem(found: Origin, draft: Draft) -> tuple[str, str] | None:
    """What a reference names that does not exist, and what does."""
    match found:
        case Constant():
            return None
        case FromInput(name):
            known = [*draft.table.inputs, *draft.table.required]
            if name in known:
                return None
            return f"takes {name!r}, which is no input of the workflow", meant(name, known, "Its inputs are")
        case FromStep(step, output):
            return _problem_of_step(step, output, draft)


def _problem_of_step(step: str, output: str, draft: Draft) -> tuple[str, str] | None:
    if step not in draft.components:
        return f"takes from {step!r}, which is no step", meant(step, draft.components, "Steps are")
    component = draft.components[step]
    known = [one.name for one in component.outputs] if component else [output]
    if output in known:
        return None
    return f"takes {output!r}, which step {step!r} does not write", meant(output, known, "It writes")


def after_problems(draft: Draft) -> None:
    """Find steps to wait for that do not exist (CLM101)."""
    for step, table in draft.table.steps.items():
        for name in table.after:
            if name not in draft.components:
                place = draft.place.at("steps", step, "after")
                remedy = meant(name, draft.components, "Steps are")
                draft.findings.append(place.finding("CLM101", f"names {name!r}, which is no step", remedy))


def component_of(step: str, table: StepTable) -> str:
    """The name of the operator or grid wrapper that a step runs."""
    return table.operator or step
