"""The command line: translates words into calls, prints results, and turns errors into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, get_args

import click

from hatch_claimed import __version__
from hatch_claimed.building.build import BuildRequest, BuildResult, FailedImagesError, build, load
from hatch_claimed.cli import broken, summary
from hatch_claimed.cli.arguments import name_or_path
from hatch_claimed.cli.colour import forced, is_screen
from hatch_claimed.cli.exit_codes import INTERRUPTED, epilog
from hatch_claimed.cli.group import LazyGroup
from hatch_claimed.cli.listing import as_json, as_table, entries
from hatch_claimed.cli.names import buildable
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.script_build import ScriptBuild, ScriptOptions, script_build, script_options
from hatch_claimed.cli.verbosity import progress, reporter, say, screen, set_verbosity
from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import ImageMode, Project
from hatch_claimed.planning.named_part import broken_of
from hatch_claimed.planning.plan import LockPolicy


class _Commands(LazyGroup):
    elsewhere: ClassVar[Mapping[str, str]] = {
        "catalog": "hatch_claimed.cli.catalog:catalog_command",
        "check": "hatch_claimed.cli.check:check_command",
        "completion": "hatch_claimed.cli.completion:completion_command",
        "compile": "hatch_claimed.cli.compile:compile_command",
        "dev": "hatch_claimed.cli.dev:dev_command",
        "graph": "hatch_claimed.cli.graph:graph_command",
        "grid": "hatch_claimed.cli.grid:grid_group",
        "init": "hatch_claimed.cli.init:init_command",
        "lock": "hatch_claimed.cli.lock:lock_command",
        "run": "hatch_claimed.cli.run:run_group",
        "verify": "hatch_claimed.cli.verify:verify_command",
    }


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=epilog())
@click.version_option(__version__, prog_name="hatch-claimed")
@click.option(
    "-C",
    "--directory",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show each command that is run, and all that builds print.")
@click.option("-q", "--quiet", is_flag=True, help="Print only problems and results.")
@click.pass_context
def cli(context: click.Context, root: Path, *, verbose: bool, quiet: bool) -> None:
    """Turn a repository of scripts into operators that run anywhere."""
    context.obj = root.resolve()
    context.color = forced(os.environ)
    set_verbosity(context, verbose=verbose, quiet=quiet)


@cli.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.pass_obj
def list_command(root: Path, form: str) -> None:
    """Print the operators, grid wrappers and workflows of the project, without building anything.

    Those that have errors are listed last, with what is wrong.
    """
    planned = load(request_for(root)).without_project_errors()
    broken.say_other_findings(planned)
    project = planned.project
    if not (form == "text" and is_screen(sys.stdout, os.environ) and _shown(project)):
        click.echo(as_json(project) if form == "json" else as_table(project), nl=False)
    broken.say_how_many_broken(project)


def _shown(project: Project) -> bool:
    """Print it as a table, where the terminal is wide enough."""
    from hatch_claimed.cli.terminal import listing

    return listing.show(entries(project))


@cli.command("build")
@click.argument("names", nargs=-1, metavar="[NAME]... | [SCRIPT [FILES]...]", shell_complete=buildable)
@click.option("--images", type=click.Choice(get_args(ImageMode)), help="What to do about images, in this build alone.")
@click.option("--force", is_flag=True, help="Build images even if they exist already.")
@click.option("--keep-going", is_flag=True, help="Leave out what has errors, build the rest, and end with 1.")
@click.option("--locked", is_flag=True, help="Fail when claimed.lock is missing or out of date.")
@script_options
@click.pass_obj
def build_command(
    root: Path,
    /,
    names: tuple[str, ...],
    *,
    images: str | None,
    force: bool,
    keep_going: bool,
    locked: bool,
    **of_script: Any,
) -> None:
    """Write all artifacts to dist/claimed, and build and push images as the settings say.

    With NAMES of operators, grid wrappers and workflows, only these and what they need are built; what the last build
    made of others stays as it is. Errors elsewhere do not matter then; with --keep-going, what
    has some is left out of these, too.

    `build path/to/script.py [FILES]... --repository REPOSITORY` needs no project: it makes the operator of one script,
    with these files in its image, in dist/claimed-<name>, and pushes it.
    """
    single = script_build(names, root, images, ScriptOptions(**of_script))
    if single and (locked or keep_going):
        raise click.UsageError("--locked and --keep-going are for projects, and this is one script without any")
    if single:
        for note in single.script.notes():
            progress(note)
        request = replace(single.request, force=force)
    else:
        request = replace(
            request_for(root, images),
            force=force,
            names=tuple(name_or_path(name, root) for name in names),
            keep_going=keep_going,
            lock_policy=LockPolicy(demanded=locked),
        )
    result = _build(request, root, single)
    if keep_going:
        project = result.plan.project
        sys.exit(bool(broken_of(project, request.names) if names else project.broken))


def _build(request: BuildRequest, root: Path, single: ScriptBuild | None) -> BuildResult:
    """Build, and print the summary, also where images failed. Raises ClaimedError as `build` does."""
    shown = screen()
    try:
        result = build(request, reporter(shown))
    except FailedImagesError as error:
        _tell(error.result, root, shown.seconds if shown else {}, single)
        raise
    _tell(result, root, shown.seconds if shown else {}, single)
    return result


def _tell(result: BuildResult, root: Path, seconds: Mapping[str, float], single: ScriptBuild | None) -> None:
    """Say what a build did; of one script, also where its artifacts are."""
    summary.show(result, root, seconds)
    for line in single.results(result) if single else ():
        click.echo(line)


def main() -> None:
    """Run the command, and end with one of the codes of `exits`."""
    try:
        sys.exit(cli(standalone_mode=False))
    except ClaimedError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        say("ended by Ctrl-C")
        sys.exit(INTERRUPTED)
