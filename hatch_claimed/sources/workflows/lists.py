"""Where lists are: which steps run once for each element of one, and which of these belong to one loop (CLM106)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hatch_claimed.model.workflow import Constant, FromInput, FromStep, Origin
from hatch_claimed.sources.workflows.draft import Draft, StepBinding
from hatch_claimed.sources.workflows.references import written


def loops(draft: Draft, order: Iterable[str]) -> dict[str, str]:
    """The loop of each scattered step: the name of the first step that elements come through.

    Finds lists where one value is wanted, and the other way round, and steps whose lists differ in length or may do so.
    """
    roots: dict[str, Origin] = {}
    names: dict[str, str] = {}
    for step in order:
        bindings = draft.of_step(step)
        for bound in bindings:
            _shape(bound, roots, draft)
        scattered = [bound for bound in bindings if bound.scattered]
        found = dict.fromkeys(_root(bound.origin, roots) for bound in scattered)
        if len(found) > 1:
            message = "takes elements of several lists, whose lengths may differ"
            remedy = "Scatter over one list: an array, an input, or outputs of steps that run over the same list."
            draft.findings.append(draft.place.at("steps", step, "scatter").finding("CLM106", message, remedy))
        if found:
            roots[step] = next(iter(found))
            _join(step, scattered, names)
    return names


def _join(step: str, scattered: Iterable[StepBinding], names: dict[str, str]) -> None:
    """Put a step into the loop of those whose elements it takes; if these are several, they become one."""
    own = [names[one.origin.step] for one in scattered if isinstance(one.origin, FromStep) and one.origin.step in names]
    name = own[0] if own else step
    names.update({other: name for other, loop in names.items() if loop in own})
    names[step] = name


def _root(origin: Origin, roots: Mapping[str, Origin]) -> Origin:
    """The list that a list has its length from."""
    return roots.get(origin.step, origin) if isinstance(origin, FromStep) else origin


def _shape(bound: StepBinding, roots: Mapping[str, Origin], draft: Draft) -> None:
    unknown = isinstance(bound.origin, FromInput) and bound.origin.name not in draft.inputs
    if unknown or _is_list(bound.origin, roots, draft) == bound.scattered:
        return
    if bound.scattered:
        message = f"is {_called(bound.origin)}one value and no list"
        remedy = f"Write `{bound.parameter.name}` below `parameters`, or give a list."
    elif isinstance(bound.origin, FromStep):
        message = f"is {_called(bound.origin)}a list: there is one for each run of step {bound.origin.step!r}"
        remedy = (
            f"Write it below `scatter`, so that step {bound.step!r} runs as often. An operator takes one value: "
            "Kubeflow and CWL do not hand it a whole list alike. Lists are results of the workflow."
        )
    else:
        message = f"is {_called(bound.origin)}a list, and an operator takes one value"
        remedy = f"Write it below `scatter`, so that step {bound.step!r} runs once for each element."
    draft.findings.append(bound.place.finding("CLM106", message, remedy))


def _is_list(origin: Origin, roots: Mapping[str, Origin], draft: Draft) -> bool:
    """Whether a value is a list; of a step it is one where the step is scattered."""
    match origin:
        case Constant(value):
            return isinstance(value, tuple)
        case FromInput(name):
            return draft.inputs[name].many
        case FromStep(step, _):
            return step in roots


def _called(origin: Origin) -> str:
    """A reference, to be said before what it is. Constants are not shown: nobody knows what they hold."""
    return "" if isinstance(origin, Constant) else f"`{written(origin)}`, "
