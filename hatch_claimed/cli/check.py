"""`hatch-claimed check`: says what is wrong, without building anything."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import click

from hatch_claimed.cache.folder import remembering
from hatch_claimed.checks.baseline import is_below
from hatch_claimed.checks.excerpts import Excerpts
from hatch_claimed.checks.formats import FORMATS, Format, SarifFormat, TextFormat
from hatch_claimed.checks.registry import title
from hatch_claimed.cli.arguments import is_path
from hatch_claimed.cli.baseline import BaselineFile
from hatch_claimed.cli.changed_files import difference, replace_file
from hatch_claimed.cli.colour import coloured
from hatch_claimed.cli.names import files
from hatch_claimed.cli.script_path import script_path
from hatch_claimed.cli.verbosity import is_quiet, is_verbose
from hatch_claimed.cli.version import project_version
from hatch_claimed.errors import FindingsError
from hatch_claimed.model import Finding
from hatch_claimed.model.quantities import quantity
from hatch_claimed.planning.inspection import Inspection, inspect, inspect_scripts, survey
from hatch_claimed.planning.project import has_project, project_settings
from hatch_claimed.settings.load import PYPROJECT
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.sources.discover import Discovery, discover
from hatch_claimed.system.tree import Overlay, Tree, escaped

STDIN = "-"


@click.command("check")
@click.argument("paths", nargs=-1, shell_complete=files)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How to print findings.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--fix", is_flag=True, help="Apply the fixes that are safe, and check what is left.")
@click.option("--diff", is_flag=True, help="Print what --fix would write, and write nothing.")
@click.option("--stdin-filename", help="With `-`: what the script from standard input is called.")
@click.option("--baseline", "baseline_file", metavar="FILE", help="Accept the findings that FILE holds.")
@click.option("--write-baseline", is_flag=True, help="Write all findings that there are to the file of --baseline.")
@click.pass_obj
def check_command(root: Path, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check the operators, or only those of PATHS, which may be names; `-` checks one script from standard input.

    Exits with 1 when there are errors. As text, what is the same in several places is reported once; with --verbose
    (before the command) in each. With --baseline only what is new is reported and counts, and what is mended is said.
    Scripts that PATHS name need no project.
    """
    _refuse(paths, options)
    if STDIN in paths:
        paths = (options["stdin_filename"],)
        tree: Tree = Overlay(root, PurePosixPath(paths[0]), sys.stdin.buffer.read())
        inspection, is_whole = _inspect_one(root, tree, paths[0]), True
    else:
        tree = Tree(root)
        alone = _alone(root, paths)
        inspect_now = partial(_inspect, root, tree, alone)
        inspection, is_whole = inspect_now(whole=options["fix"] or options["diff"])
        paths = alone or _as_paths(paths, inspection, root)
        if options["fix"] or options["diff"]:
            _mend(inspection, paths, root, only_show=options["diff"])
            inspection, is_whole = (inspection, is_whole) if options["diff"] else inspect_now(whole=False)
    # where nothing could be looked at, the reason is no finding of the paths
    findings, accepted = _below(inspection.findings, paths if is_whole else ()), 0
    if options["baseline_file"]:
        file = BaselineFile(root, options["baseline_file"])
        all_of, findings = findings, file.new(findings, paths, write=options["write_baseline"], is_whole=is_whole)
        accepted = len(all_of) - len(findings)
    if not options["diff"]:
        text = _format(options["form"]).render(findings, Excerpts(tree))
        if not text and not is_quiet():
            text = _nothing_found(inspection, paths, accepted) if options["form"] == "text" else ""
        if text:
            click.echo(text)
    serious = {"error", "warning"} if options["strict"] else {"error"}
    sys.exit(any(finding.severity in serious for finding in findings))


def _as_paths(arguments: tuple[str, ...], inspection: Inspection, root: Path) -> tuple[str, ...]:
    """Paths as they are, and names of operators as the paths of their scripts."""
    scripts = {one.name: one.paths for one in inspection.broken if one.kind == "operator"}
    scripts |= {one.operator.name: (str(one.operator.path),) for one in inspection.subjects}
    return tuple(
        path
        for one in arguments
        for path in ((one,) if is_path(one) or (root / one).exists() else scripts.get(one, (one,)))
    )


def _refuse(paths: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Raise UsageError for options that do not go together."""
    changes = options["fix"] or options["diff"] or options["write_baseline"]
    if STDIN in paths and (paths != (STDIN,) or not options["stdin_filename"] or changes):
        raise click.UsageError("`-` stands alone, wants --stdin-filename, and cannot be fixed or written to a baseline")
    if options["write_baseline"] and (options["diff"] or not options["baseline_file"]):
        raise click.UsageError("--write-baseline wants --baseline FILE, and no --diff, which writes nothing")


def _nothing_found(inspection: Inspection, paths: tuple[str, ...], accepted: int) -> str:
    """That nothing was found, and in what."""
    count = len(_named((str(subject.operator.path) for subject in inspection.subjects), paths))
    if not count and not accepted:
        return f"no operator is checked: {', '.join(paths)} names none" if paths else "no operator is checked"
    known = f", but for {accepted} that {'is' if accepted == 1 else 'are'} known" if accepted else ""
    return f"no findings in {quantity(count, 'operator')}{known}"


def _alone(root: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The scripts that are named where no project is, without `.` and `..`; none where one of PATHS is no such script.

    Raises UsageError for a path that leads to no script.
    """
    try:
        if not all(map(is_path, paths)) or has_project(root):
            return ()
    except FindingsError:
        return ()
    scripts = [script_path(one, root) for one in paths]
    return tuple(str(one.path) for one in scripts) if all(one.root == root for one in scripts) else ()


def _inspect(root: Path, tree: Tree, alone: tuple[str, ...], *, whole: bool) -> tuple[Inspection, bool]:
    """Check the project: with all that mending needs, or else with what earlier runs remember. Or `alone`, scripts.

    Beside it whether the scripts were checked at all, which settings that cannot be used prevent.
    """
    if alone:
        each = [_inspect_one(root, tree, one) for one in alone]
        subjects = tuple(subject for one in each for subject in one.subjects)
        return Inspection(subjects, tuple(finding for one in each for finding in one.findings)), True
    try:
        settings, known = project_settings(root, partial(project_version, root))
    except FindingsError as error:
        return Inspection((), error.findings), False
    if whole:
        return inspect(settings, tree, known), True
    with remembering(root) as memory:
        return survey(settings, tree, known, memory), True


def _mend(inspection: Inspection, paths: tuple[str, ...], root: Path, *, only_show: bool) -> None:
    """Write, or only show, each script with what is safe to mend mended."""
    from hatch_claimed.checks.fixes import fixed

    findings = _below(inspection.findings, paths)
    for subject in inspection.subjects:
        path = subject.operator.path
        mended = fixed(subject, findings)
        if mended == subject.content:
            continue
        if only_show:
            click.echo(difference(str(path), subject.content, mended), nl=False)
        else:
            replace_file(root / path, mended)
            click.echo(f"fixed {path}", err=True)


def _inspect_one(root: Path, tree: Tree, name: str) -> Inspection:
    """Check one script by the rules of its project, where it belongs to one."""
    try:
        settings, _ = project_settings(root, lambda: "0")
    except FindingsError:
        settings = ProjectSettings(
            name="", version="0", table=ClaimedTable(), place=SettingLocation(PYPROJECT, {}, ("tool", "claimed"))
        )
    path = PurePosixPath(name)
    found = discover(settings, tree)
    script = found.script(path)
    if script is None:
        # the project does not call it an operator: it is looked at as if it were the only one
        found = discover(replace(settings, table=replace(settings.table, include=(escaped(name),), exclude=())), tree)
        script = found.script(path)
    own = script.name if script else ""
    wrappers = {key: table for key, table in settings.table.grid_wrappers.items() if (table.operator or key) == own}
    table = replace(found.settings.table, grid_wrappers=wrappers, secrets={}, workflows={})
    alone = Discovery(
        (script,) if script else (),
        tuple(finding for finding in found.findings if finding.path == str(path)),
        replace(found.settings, table=table),
    )
    return inspect_scripts(alone, tree)


def _below(findings: Iterable[Finding], paths: tuple[str, ...]) -> tuple[Finding, ...]:
    """The findings in the files and folders that are named; all where none is."""
    found = tuple(findings)
    wanted = _named((finding.path for finding in found), paths)
    return tuple(finding for finding in found if finding.path in wanted)


def _named(files: Iterable[str], paths: tuple[str, ...]) -> set[str]:
    return {file for file in files if is_below(file, paths)}


def _format(name: str) -> Format:
    """The format of that name, made for this terminal and with the rules' own titles."""
    made: dict[str, Format] = {
        "text": TextFormat(colour=_colour(), every=is_verbose()),
        "sarif": SarifFormat(describe=title),
    }
    return made.get(name, FORMATS[name])


def _colour() -> bool:
    return coloured(sys.stdout, os.environ)
