"""The command line: translates words into calls, prints results, and turns errors into exit codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar, get_args

import click

from hatch_claimed import __version__
from hatch_claimed.build import Request, Result, build, load
from hatch_claimed.checks.report import as_text
from hatch_claimed.cli.group import LazyGroup
from hatch_claimed.cli.listing import as_json, as_table
from hatch_claimed.cli.version import project_version
from hatch_claimed.errors import ClaimedError, FindingsError
from hatch_claimed.model import ImageMode
from hatch_claimed.plan import Locking
from hatch_claimed.project import build_directory

_say = partial(click.echo, err=True)


class _Commands(LazyGroup):
    elsewhere: ClassVar[Mapping[str, str]] = {
        "catalog": "hatch_claimed.cli.catalog:catalog_command",
        "check": "hatch_claimed.cli.check:check_command",
        "compile": "hatch_claimed.cli.compile:compile_command",
        "graph": "hatch_claimed.cli.graph:graph_command",
        "grid": "hatch_claimed.cli.grid:grid_group",
        "init": "hatch_claimed.cli.init:init_command",
        "lock": "hatch_claimed.cli.lock:lock_command",
        "run": "hatch_claimed.cli.run:run_group",
        "verify": "hatch_claimed.cli.verify:verify_command",
    }


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hatch-claimed")
@click.option(
    "-C",
    "--directory",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder.",
)
@click.pass_context
def cli(context: click.Context, root: Path) -> None:
    """Turn a repository of scripts into operators that run anywhere."""
    context.obj = root.resolve()


@cli.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.pass_obj
def list_command(root: Path, form: str) -> None:
    """Print the operators of the project, without building anything."""
    planned = load(_request(root))
    if planned.errors:
        raise FindingsError(planned.told)
    if planned.told:
        _say(as_text(planned.told))
    click.echo(as_json(planned.project) if form == "json" else as_table(planned.project), nl=False)


@cli.command("build")
@click.option("--images", type=click.Choice(get_args(ImageMode)), help="What to do about images, this once.")
@click.option("--force", is_flag=True, help="Build images that are there already, too.")
@click.option("--locked", is_flag=True, help="Fail when claimed.lock is missing or out of date.")
@click.pass_obj
def build_command(root: Path, *, images: str | None, force: bool, locked: bool) -> None:
    """Write all artifacts to dist/claimed, and build and push images as the settings say."""
    request = replace(_request(root, images), force=force, locking=Locking(demanded=locked))
    result = build(request, _say)
    for line in _summary(result, root):
        click.echo(line)


def main() -> None:
    """Run the command. Exit codes: 0 done, 1 errors in the project, 2 usage, 3 no engine, 4 an image failed."""
    try:
        cli(standalone_mode=True)
    except ClaimedError as error:
        _say(str(error))
        sys.exit(error.exit_code)


def _request(root: Path, images: str | None = None) -> Request:
    return Request(root=root, directory=build_directory(root), images=images, version=partial(project_version, root))


def _summary(result: Result, root: Path) -> Iterator[str]:
    project = result.plan.project
    counts = [_count(len(project.operators), "operator")]
    if project.grid_wrappers:
        counts.append(_count(len(project.grid_wrappers), "grid wrapper"))
    if project.workflows:
        counts.append(_count(len(project.workflows), "workflow"))
    yield f"{result.dist.path.relative_to(root)}: {', '.join(counts)}"
    for component in project.components:
        image = result.images.get(component.name)
        yield f"  {component.image.reference}  {image.digest if image else '(no image built)'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
