"""An order in which steps can run, and the cycle where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from hatch_claimed.sources.workflows.draft import Draft


def ordered(draft: Draft) -> tuple[str, ...] | None:
    """The steps, each behind those that it waits for, else in the table's order. None with a finding (CLM105)."""
    before = {step: draft.steps_before(step) for step in draft.components}
    try:
        return _sorted(before)
    except CycleError as error:
        # each one of the list comes before the next, and the first stands at the end again
        cycle = list(reversed(error.args[1]))
        step = min(cycle, key=list(before).index)
        start = cycle.index(step)
        turned = [*cycle[start:-1], *cycle[:start], step]
        message = f"waits for itself: {' waits for '.join(turned)}"
        remedy = "Take one of these out of `parameters`, `scatter` or `after`."
        draft.findings.append(draft.place.at("steps", step).finding("CLM105", message, remedy))
        return None


def in_loops(draft: Draft, order: Sequence[str], loops: Mapping[str, str]) -> tuple[str, ...]:
    """The steps with those of each loop together. Finds loops that another step would have to interrupt (CLM108)."""
    block = {step: loops.get(step, step) for step in order}
    before = {
        name: [block[one] for step in order if block[step] == name for one in draft.steps_before(step)]
        for name in dict.fromkeys(block.values())
    }
    apart = {name: tuple(one for one in found if one != name) for name, found in before.items()}
    try:
        blocks = _sorted(apart)
    except CycleError as error:
        names = error.args[1]
        loop = next(name for name in order if name in names and list(loops.values()).count(name) > 1)
        inside = [step for step in order if loops.get(step) == loop]
        outside = next(step for step in order if block[step] in names and step not in inside)
        message = f"stands between {' and '.join(repr(step) for step in inside)}, which run over one list together"
        remedy = "Let it wait for the last of them, or let the others not wait for it: Kubeflow runs them in one loop."
        draft.findings.append(draft.place.at("steps", outside).finding("CLM108", message, remedy))
        return tuple(order)
    return tuple(step for name in blocks for step in order if block[step] == name)


def _sorted(before: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The table's order, but for those that have to wait. Raises CycleError."""
    sorter = TopologicalSorter(before)
    sorter.prepare()
    place = {name: number for number, name in enumerate(before)}
    ready: list[str] = []
    found: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=place.__getitem__)
        found.append(ready.pop(0))
        sorter.done(found[-1])
    return tuple(found)
