"""Whether what is bound fits: nothing required is left out (CLM103), and types agree (CLM104)."""

from __future__ import annotations

from hatch_claimed.model.scalars import ParameterType
from hatch_claimed.model.workflow import Constant, FromInput, FromStep, Value
from hatch_claimed.sources.workflows.draft import Draft, StepBinding
from hatch_claimed.sources.workflows.inputs import kind_of
from hatch_claimed.sources.workflows.types import fits, type_of

_EXAMPLES = {"String": '"text"', "Integer": "5", "Float": "0.5", "Boolean": "true"}


def unbound_parameters(draft: Draft) -> None:
    """Find required parameters that a step's table leaves out (CLM103)."""
    for step, component in draft.components.items():
        table = draft.table.steps[step]
        given = {*table.parameters, *table.scatter}
        if component is None:
            continue
        # what comes from a secret is given by the engine
        missing = [
            one.name for one in component.parameters if one.required and not component.deployment.secret(one.name)
        ]
        left = [name for name in missing if name not in given]
        if left:
            message = f"gives no value to {_listed(left)}, which {component.name!r} requires"
            remedy = f'Write `{left[0]} = "{{inputs.{left[0]}}}"` below `parameters`, an output of a step, or a value.'
            draft.findings.append(draft.place.at("steps", step).finding("CLM103", message, remedy))


def wrong_types(draft: Draft) -> None:
    """Find values whose type is not that of their parameter (CLM104)."""
    for bound in draft.bound:
        match bound.origin:
            case Constant(value):
                kind = kind_of(value, bound.place, draft)
                if kind and not fits(kind, bound.parameter.type):
                    _say(bound, kind, f"Write a value such as `{_EXAMPLES[bound.parameter.type]}`.", draft)
            case FromInput(name):
                given = draft.inputs.get(name)
                if given and given.type != bound.parameter.type:
                    _say(bound, given.type, _other_input(name, bound, draft), draft)
            case FromStep():
                if bound.parameter.type != "String":
                    remedy = "Outputs are files: only a String parameter takes their path, or in Kubeflow their text."
                    _say(bound, "String", remedy, draft)


def wrong_choices(draft: Draft) -> None:
    """Find values that are not among their parameter's choices (CLM104); elements of a list are the launcher's."""
    for bound in draft.bound:
        one, value = bound.parameter, _given(bound, draft)
        values = value if isinstance(value, tuple) else (value,)
        wrong = [text for text in values if text is not None and text not in (*one.choices, one.default)]
        if one.choices and not one.is_list and wrong and fits(type_of([wrong[0]]), one.type):
            message = f"is {wrong[0]!r}, which the parameter {one.name!r} does not take"
            remedy = f"It is one of {', '.join(map(str, one.choices))}."
            draft.findings.append(bound.place.finding("CLM104", message, remedy))


def _given(bound: StepBinding, draft: Draft) -> Value | None:
    """The value that is known for a parameter: a constant, or the default of an input."""
    match bound.origin:
        case Constant(value):
            return value
        case FromInput(name) if name in draft.inputs:
            return draft.inputs[name].default
    return None


def _say(bound: StepBinding, given: ParameterType, remedy: str, draft: Draft) -> None:
    message = f"is a value of type {given}, and the parameter is of type {bound.parameter.type}"
    draft.findings.append(bound.place.finding("CLM104", message, remedy))


def _other_input(name: str, bound: StepBinding, draft: Draft) -> str:
    wanted = bound.parameter.type
    if name in draft.table.required:
        return f'Write `{name} = "{wanted}{"[]" if bound.scattered else ""}"` below `required`.'
    return f"Write a default such as `{_EXAMPLES[wanted]}` below `inputs`, or take another input."


def _listed(names: list[str]) -> str:
    return " and ".join(repr(name) for name in names)
