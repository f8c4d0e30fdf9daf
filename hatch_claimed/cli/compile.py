"""`hatch-claimed compile`: compiles a workflow's Kubeflow pipeline with an SDK of the user's choice."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hatch_claimed.artifacts.workflows.compile import TARGETS, compile_pipeline
from hatch_claimed.building.build import load
from hatch_claimed.cli.names import workflows
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.workflows import workflow_named


@click.command("compile")
@click.argument("workflow", shell_complete=workflows)
@click.option(
    "--to",
    "target",
    type=click.Choice(list(TARGETS)),
    default="ir",
    help="ir: for Kubeflow 2. argo, tekton: for Kubeflow 1.8.",
)
@click.option("--python", help="The Python that has the SDK, if not the one that hatch-claimed runs in.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.pass_obj
def compile_command(root: Path, workflow: str, target: str, python: str | None, output: Path | None) -> None:
    """Compile a workflow for Kubeflow: IR YAML with kfp 2, Argo YAML with kfp 1.8, Tekton YAML with kfp-tekton.

    Without --output, the file is `<workflow>.<target>.yaml`.
    """
    request = request_for(root)
    planned = load(request)
    one = workflow_named(planned, workflow)
    path = output or Path(f"{one.stem}.{target}.yaml")
    content = compile_pipeline(planned.files, one, TARGETS[target], python or sys.executable)
    path.write_bytes(content)
    click.echo(str(path))
