"""The inputs of a workflow: their types, from their defaults and from what they are used for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hatch_claimed.model.scalars import ParameterType
from hatch_claimed.model.similar import meant
from hatch_claimed.model.workflow import FromInput, Value, WorkflowInput
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.sources.workflows.draft import Draft, StepBinding
from hatch_claimed.sources.workflows.types import TYPES, as_type, too_large, type_of

_LIST = "[]"


def read_inputs(draft: Draft) -> dict[str, WorkflowInput]:
    """All inputs by name, required ones first. What is wrong is found as CLM104, unused ones as CLM107."""
    inputs = {one.name: one for one in (*_required(draft), *_with_defaults(draft))}
    return {name: _as_used(one, draft) for name, one in inputs.items()}


def _required(draft: Draft) -> Iterator[WorkflowInput]:
    for name, text in draft.table.required.items():
        place = draft.place.at("required", name)
        kind = text.removesuffix(_LIST)
        if name in draft.table.inputs:
            remedy = "Keep the one below `inputs` if there is a default."
            draft.findings.append(place.finding("CLM104", "stands below `inputs` as well", remedy))
        elif kind in TYPES:
            many = text.endswith(_LIST)
            yield WorkflowInput(name=name, type=kind, many=many, default=None)
        else:
            known = [*TYPES, *(f"{one}{_LIST}" for one in TYPES)]
            draft.findings.append(
                place.finding("CLM104", f"is {text!r}, which is no type", meant(text, known, "Types are"))
            )


def _with_defaults(draft: Draft) -> Iterator[WorkflowInput]:
    for name, value in draft.table.inputs.items():
        place = draft.place.at("inputs", name)
        kind = kind_of(value, place, draft)
        if any("\n" in one or "\r" in one for one in _texts(value)):
            # KFP 2 writes defaults into a comment of the compiled file, and a second line is no comment any more
            remedy = "Write it on one line, or as a constant below `parameters` of a step."
            draft.findings.append(place.finding("CLM104", "holds a line break, which KFP 2 does not compile", remedy))
        if kind:
            yield WorkflowInput(name=name, type=kind, many=isinstance(value, tuple), default=converted(value, kind))


def _texts(value: Value) -> list[str]:
    return [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, str)]


def kind_of(value: Value, place: SettingLocation, draft: Draft) -> ParameterType | None:
    """The type of a constant or of its elements, or None with a finding (CLM104)."""
    values = value if isinstance(value, tuple) else (value,)
    kind = type_of(values)
    if not values:
        draft.findings.append(
            place.finding("CLM104", "is an empty list", "Write the values that there are by default.")
        )
    elif kind is None:
        draft.findings.append(place.finding("CLM104", "mixes types", "Write values of one type."))
    elif too_large(values):
        message = "holds a number that Kubeflow does not carry exactly"
        draft.findings.append(place.finding("CLM104", message, "Write a finite number below 2**53, or make it a text."))
        return None
    return kind


def converted(value: Value, kind: ParameterType) -> Value:
    """A constant as a value of the type, or a list of these."""
    return tuple(as_type(one, kind) for one in value) if isinstance(value, tuple) else as_type(value, kind)


def _as_used(one: WorkflowInput, draft: Draft) -> WorkflowInput:
    """The input with the description of a parameter that it sets; a whole number that is used as Float is one."""
    uses = [bound.parameter for bound in _uses(one.name, draft)]
    described = replace(one, description=next((use.description for use in uses if use.description), None))
    if described.default is not None and one.type == "Integer" and uses and all(use.type == "Float" for use in uses):
        return replace(described, type="Float", default=converted(described.default, "Float"))
    return described


def _uses(name: str, draft: Draft) -> list[StepBinding]:
    return [bound for bound in draft.bound if bound.origin == FromInput(name)]


def unused_inputs(draft: Draft) -> None:
    """Find inputs that no step takes (CLM107, a warning)."""
    for key, names in (("inputs", draft.table.inputs), ("required", draft.table.required)):
        for name in names:
            if not _uses(name, draft):
                remedy = f'Write `"{{inputs.{name}}}"` below `parameters` of a step, or take the input out.'
                found = draft.place.at(key, name).finding("CLM107", "is taken by no step", remedy)
                draft.findings.append(replace(found, severity="warning"))
