"""`hatch-claimed run`: runs an operator of the project, or a published image, here."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import click
from click.shell_completion import CompletionItem

from hatch_claimed.building.build import look
from hatch_claimed.checks.report import as_text
from hatch_claimed.cli.arguments import is_path
from hatch_claimed.cli.group import WholeHelpGroup
from hatch_claimed.cli.names import root_of
from hatch_claimed.cli.parameters import loose_words, operator_options, run_options, with_values
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.run_target import RunTarget, find_target
from hatch_claimed.cli.script_path import OTHER_BASE
from hatch_claimed.cli.verbosity import progress, say
from hatch_claimed.errors import BaseImageError, ClaimedError, EngineError
from hatch_claimed.lock.model import LOCK_FILE
from hatch_claimed.model import Component
from hatch_claimed.model.secrets.texts import shown_lines
from hatch_claimed.model.similar import closest
from hatch_claimed.planning.plan import Plan
from hatch_claimed.running import docker, process, published_image
from hatch_claimed.running.arguments import OperatorArguments, problems, with_pairs
from hatch_claimed.running.data_folder import data_folder, named_folder
from hatch_claimed.running.runners import ImageRunner, OperatorRun, Runner, runner_for

PYTHON_HERE = f"{sys.version_info.major}.{sys.version_info.minor}"

_SCRIPT, _PLAN = f"{__name__}.script", f"{__name__}.plan"
_NO_ENGINE = "no Docker engine answers: start it, or take --engine process"


class RunGroup(WholeHelpGroup):
    """Operators and grid wrappers as commands whose options are their parameters; or, by reference, any image."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the operator."""
        if args and args[0].startswith("--component="):
            args = [*args[0].split("=", 1), *args[1:]]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the operators, and those that cannot be run."""
        super().format_commands(ctx, formatter)
        with suppress(ClaimedError):
            broken = [one for one in _planned(ctx).project.broken if one.kind != "workflow"]
            if broken:
                with formatter.section("Broken"):
                    formatter.write_dl([(one.label, one.why) for one in broken])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all operators and grid wrappers that have no errors."""
        try:
            return [one.name for one in _planned(ctx).project.components]
        except ClaimedError:
            return []

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names, and where none fits or a path is begun, files."""
        found = [] if is_path(incomplete) else super().shell_complete(ctx, incomplete)
        return found or [CompletionItem(incomplete, type="file")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of an operator, of a script by its path, or of an image."""
        if ctx.params.get("component"):
            return _image_command(cmd_name)
        try:
            found = find_target(cmd_name, root_of(ctx), partial(_planned, ctx))
        except (ClaimedError, click.UsageError):
            if ctx.resilient_parsing:
                return None
            raise
        return _operator_command(found) if found else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the operator, or say which there are."""
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing:
            ctx.fail(no_such(args[0], self.list_commands(ctx)))
        return args[0] if found else None, found, args[1:]


@click.group("run", cls=RunGroup, params=run_options(), subcommand_metavar="OPERATOR [--NAME VALUE]...")
@click.option("--component", is_flag=True, help="Run a published image: its reference follows.")
def run_group(**_options: Any) -> None:
    """Run an operator here: `run [OPTIONS] OPERATOR --name value …`.

    OPERATOR is the name of an operator or grid wrapper of the project, or the path of any script, which needs no
    project: `run path/to/script.py`. `run OPERATOR --help` shows its parameters. Outputs land in the current folder, or
    in that of --data. `run --component IMAGE --name value …` runs a published image, whoever built it.
    """


def no_such(name: str, known: Sequence[str]) -> str:
    """What to say of a name that is no operator's."""
    if name.startswith("-"):
        return f"{name} is no option of `run`: parameters stand behind the operator's name"
    close = closest(name.partition(".")[0], known, folded=True)
    hint = f"did you mean {close}? " if close else ""
    return f"there is no operator {name!r}: {hint}There are {', '.join(known) or 'none'}"


def _operator_command(target: RunTarget) -> click.Command:
    component = target.component
    names = {one.name for one in component.parameters} | {one.name for one in component.outputs}
    return _OperatorCommand(
        component.name,
        params=[*operator_options(component), *run_options(names), loose_words()],
        callback=partial(_run_operator, target),
        help=shown_lines(component.description),
        context_settings={
            "ignore_unknown_options": True,
            "help_option_names": ["-h"] if "help" in names else ["-h", "--help"],
        },
        options_metavar="[--NAME VALUE]...",
    )


class _OperatorCommand(click.Command):
    """A command whose words behind `--` are the script's own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before `--`."""
        at = args.index("--") if "--" in args else len(args)
        ctx.meta[_SCRIPT] = tuple(args[at + 1 :])
        return super().parse_args(ctx, args[:at])


def _run_operator(target: RunTarget, words: tuple[str, ...], **options: Any) -> None:
    context = click.get_current_context()
    arguments = _arguments(target.component, context, words, options)
    settings = _settings(context, options)
    target = target.with_words(settings["base_image"], settings["files"])
    operator_run = OperatorRun(
        component=target.component,
        locked=target.planned.locked,
        request=target.request,
        arguments=arguments,
        data=data_folder(target.component, named_folder(settings["data"], os.environ)),
    )
    for note in target.notes(arguments, os.environ, operator_run.data):
        progress(note)
    stale = [one for one in target.planned.reported if one.path == LOCK_FILE]
    if stale:
        say(as_text(stale))
    try:
        _show_or_run(runner_for(operator_run, *_engine(target, settings), os.environ), settings)
    except BaseImageError as error:
        message = f"{error}\n{OTHER_BASE}" if target.script else str(error)
        raise BaseImageError(message) from None


def _arguments(
    component: Component, context: click.Context, words: tuple[str, ...], options: Mapping[str, Any]
) -> OperatorArguments:
    """What the operator gets. Raises UsageError for values that do not fit, or that are missing."""
    given = {name: text for name, text in options.items() if text is not None}
    values = {one.name: given[key] for one in component.parameters if (key := f"parameter_{one.name}") in given}
    outputs = {one.name: given[key] for one in component.outputs if (key := f"output_{one.name}") in given}
    arguments, wrong = with_pairs(component, OperatorArguments(values, outputs, context.meta[_SCRIPT]), words)
    wrong = (*wrong, *problems(component, arguments, os.environ))
    if wrong:
        raise click.UsageError("\n".join(wrong), context)
    return arguments


def _show_or_run(one: Runner, settings: Mapping[str, Any]) -> None:
    if settings["dry_run"]:
        click.echo(one.command_line)
    else:
        sys.exit(one.run(progress))


def _engine(target: RunTarget, settings: Mapping[str, Any]) -> tuple[docker.DockerEngine | None, str | None]:
    """The engine that runs it, None for a process, and the Python of a process, None for that of the image.

    Nobody has said what the image of a script outside of projects is made of: it runs as a process where that can be,
    with the Python that is here. Raises EngineError where an engine is asked for and none answers.
    """
    python = settings["python"]
    if settings["engine"] == "docker":
        if python:
            raise click.UsageError("--python is for --engine process: an image has the Python that it has")
        engine = docker.engine_here()
        if engine is None:
            raise EngineError(_NO_ENGINE)
        return engine, None
    here = PYTHON_HERE if target.is_outside_projects else None
    if settings["engine"] == "process" or python:
        return None, python or here
    if target.is_outside_projects and not settings["base_image"] and process.can_run(target.component):
        return None, here
    return docker.engine_here(), here


class _ImageCommand(click.Command):
    """A command of whose options only those of `run` are known."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read options, and leave each other `--name` its value, also one that begins with `-`."""
        own = {name for option in self.get_params(ctx) for name in option.opts}
        return super().parse_args(ctx, with_values(args, own))


def _image_command(reference: str) -> click.Command:
    return _ImageCommand(
        reference,
        params=[*run_options(), loose_words()],
        callback=partial(_run_image, reference),
        help="Run an image. It gets each `--name value` as a variable, or as an option where it is one of ours.",
        context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]},
        options_metavar="[--NAME VALUE]...",
    )


def _run_image(reference: str, words: tuple[str, ...], **options: Any) -> None:
    context = click.get_current_context()
    settings = _settings(context, options)
    if settings["engine"] == "process" or settings["python"]:
        raise click.UsageError("an image needs an engine: leave --engine process and --python out", context)
    values, wrong = published_image.pairs(words)
    if wrong:
        raise click.UsageError("\n".join(wrong), context)
    engine = docker.engine_here()
    if engine is None:
        raise EngineError("no Docker engine answers, and an image needs one: start it")
    image = published_image.inspect_image(reference, progress, pull=not settings["dry_run"])
    command = published_image.command(image, values, named_folder(settings["data"], os.environ), engine)
    _show_or_run(ImageRunner(command), settings)


def _settings(context: click.Context, options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The options of `run` itself, wherever they stand; what stands behind the operator counts more."""
    before = context.parent.params if context.parent else {}
    names = ("engine", "data", "python", "dry_run", "base_image", "files")
    return {name: options.get(name) or before.get(name) for name in names}


def _planned(context: click.Context) -> Plan:
    """The project's plan, made once. Raises FindingsError for errors of the whole project."""
    top = context.find_root()
    if _PLAN not in top.meta:
        top.meta[_PLAN] = look(request_for(root_of(context))).without_project_errors()
    found: Plan = top.meta[_PLAN]
    return found
