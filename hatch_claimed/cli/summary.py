"""What a build says at its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from hatch_claimed.building.build import BuildResult
from hatch_claimed.cli.colour import is_screen
from hatch_claimed.model.quantities import quantity


def headline(result: BuildResult, root: Path) -> str:
    """Where everything is, and how much of it."""
    project = result.plan.project
    counts = [quantity(len(project.operators), "operator")]
    if project.grid_wrappers:
        counts.append(quantity(len(project.grid_wrappers), "grid wrapper"))
    if project.workflows:
        counts.append(quantity(len(project.workflows), "workflow"))
    return f"{result.dist.path.relative_to(root)}: {', '.join(counts)}"


def show(result: BuildResult, root: Path, seconds: Mapping[str, float]) -> None:
    """Print the summary: a table on a terminal, with sizes and with how long images took, else lines."""
    if is_screen(sys.stdout, os.environ):
        from hatch_claimed.building.sizes import sizes
        from hatch_claimed.cli.terminal import summary

        found = sizes(result.plan.project.components, result.images)
        summary.show(result, headline(result, root), found, seconds)
        return
    for line in lines(result, root):
        click.echo(line)


def lines(result: BuildResult, root: Path) -> Iterator[str]:
    """The summary for logs and pipes."""
    yield headline(result, root)
    for component in result.plan.project.components:
        image = result.images.get(component.name)
        missing = "(failed)" if component.name in result.failed else "(no image built)"
        yield f"  {component.image.reference}  {image.digest if image else missing}"
