"""Which steps of a workflow wait for which, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.model.workflow import Constant, FromInput, FromStep, Step, Workflow


@dataclass(frozen=True, slots=True)
class Edge:
    """One step waits for another: for its outputs, or without any just for its end."""

    source: str
    target: str
    outputs: tuple[str, ...]

    @property
    def label(self) -> str:
        """What passes along it."""
        return ", ".join(self.outputs)


def edges(workflow: Workflow) -> tuple[Edge, ...]:
    """All of them, by the step that waits, and then by the step that it waits for."""
    return tuple(edge for step in workflow.steps for edge in _of_step(step, workflow))


def _of_step(step: Step, workflow: Workflow) -> list[Edge]:
    taken: dict[str, list[str]] = {name: [] for name in step.after}
    for one in step.bindings:
        if isinstance(one.origin, FromStep):
            outputs = taken.setdefault(one.origin.step, [])
            if one.origin.output not in outputs:
                outputs.append(one.origin.output)
    return [Edge(one.name, step.name, tuple(taken[one.name])) for one in workflow.steps if one.name in taken]


def layers(workflow: Workflow) -> Mapping[str, int]:
    """How many steps have to run before each, one after the other."""
    depth: dict[str, int] = {}
    for step in workflow.steps:
        before = [depth[edge.source] for edge in _of_step(step, workflow)]
        depth[step.name] = max(before, default=-1) + 1
    return depth


def each(step: Step) -> str | None:
    """What a scattered step runs once for each element of, in words; None for one that runs once."""
    scattered = [one for one in step.bindings if one.scattered]
    if not scattered:
        return None
    first = scattered[0]
    match first.origin:
        case FromInput(name):
            return f"for each of {name}"
        case FromStep(name, output):
            return f"for each of {name}.{output}"
        case Constant(value):
            return f"for each of {len(value) if isinstance(value, tuple) else 1}"
