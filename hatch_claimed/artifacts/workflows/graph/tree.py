"""A workflow as a tree for terminals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hatch_claimed.artifacts.workflows.graph.edges import Edge, each, edges
from hatch_claimed.model.workflow import Step, Workflow


def tree(workflow: Workflow) -> str:
    """Each step below the last of those that it waits for; others that it waits for are named beside it."""
    steps = {step.name: step for step in workflow.steps}
    order = list(steps)
    before: dict[str, list[Edge]] = {name: [] for name in steps}
    for edge in edges(workflow):
        before[edge.target].append(edge)
    parent = {name: max((one.source for one in found), key=order.index, default="") for name, found in before.items()}
    lines = [workflow.name, *_below("", "", parent, steps, before)]
    return "\n".join(lines) + "\n"


def _below(
    name: str, indent: str, parent: Mapping[str, str], steps: Mapping[str, Step], before: Mapping[str, Sequence[Edge]]
) -> Iterator[str]:
    children = [one for one, above in parent.items() if above == name]
    for child in children:
        last = child == children[-1]
        yield f"{indent}{'└── ' if last else '├── '}{_line(steps[child], before[child], name)}"
        yield from _below(child, indent + ("    " if last else "│   "), parent, steps, before)


def _line(step: Step, before: Sequence[Edge], above: str) -> str:
    notes = [each(step), *(f"also waits for {edge.source}" for edge in before if edge.source != above)]
    said = ", ".join(note for note in notes if note)
    return f"{step.name}: {step.component}" + (f" ({said})" if said else "")
