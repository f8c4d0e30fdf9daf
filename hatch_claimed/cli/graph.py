"""`hatch-claimed graph`: draws a workflow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from hatch_claimed.artifacts.workflows.graph.mermaid import mermaid
from hatch_claimed.artifacts.workflows.graph.svg import svg
from hatch_claimed.artifacts.workflows.graph.tree import tree
from hatch_claimed.building.build import load
from hatch_claimed.cli.names import workflows
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.workflows import workflow_named
from hatch_claimed.model.workflow import Workflow

FORMATS: dict[str, Callable[[Workflow], str]] = {"tree": tree, "mermaid": mermaid, "svg": svg}


@click.command("graph")
@click.argument("workflow", shell_complete=workflows)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="tree", help="How to draw it.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.pass_obj
def graph_command(root: Path, workflow: str, form: str, output: Path | None) -> None:
    """Draw a workflow: as a tree, as Mermaid for Markdown, or as SVG."""
    request = request_for(root)
    text = FORMATS[form](workflow_named(load(request), workflow))
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
