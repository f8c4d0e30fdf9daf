"""A workflow as a flowchart of Mermaid, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hatch_claimed.artifacts.workflows.graph.edges import each, edges
from hatch_claimed.model.workflow import Step, Workflow


def mermaid(workflow: Workflow) -> str:
    """The flowchart. Nodes are numbered, since names of steps may be words of Mermaid's own."""
    number = {step.name: f"s{place}" for place, step in enumerate(workflow.steps)}
    lines = ["flowchart TD"]
    for loop, group in groupby(workflow.steps, lambda step: step.loop):
        steps = list(group)
        lines += _loop(steps, number[steps[0].name], number) if loop else [f"    {_node(one, number)}" for one in steps]
    for edge in edges(workflow):
        arrow = f'-->|"{edge.label}"|' if edge.outputs else "-.->"
        lines.append(f"    {number[edge.source]} {arrow} {number[edge.target]}")
    return "\n".join(lines) + "\n"


def _loop(steps: list[Step], number: str, numbers: dict[str, str]) -> Iterator[str]:
    yield f'    subgraph l{number}["{each(steps[0])}"]'
    yield from (f"        {_node(step, numbers)}" for step in steps)
    yield "    end"


def _node(step: Step, number: dict[str, str]) -> str:
    return f'{number[step.name]}["{step.name}<br/>{step.component}"]'
