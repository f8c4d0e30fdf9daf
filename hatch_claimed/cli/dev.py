"""`hatch-claimed dev`: runs an operator again whenever its script, or what comes along with it, changes."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import click

from hatch_claimed.building.build import look
from hatch_claimed.checks.excerpts import Excerpts
from hatch_claimed.checks.formats import TextFormat
from hatch_claimed.cli.arguments import is_path
from hatch_claimed.cli.names import components, root_of
from hatch_claimed.cli.parameters import run_options
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.run import no_such
from hatch_claimed.cli.run_target import RunTarget, find_target
from hatch_claimed.cli.script_path import script_path
from hatch_claimed.cli.verbosity import is_quiet, is_verbose, progress, say
from hatch_claimed.errors import ClaimedError, FindingsError
from hatch_claimed.lock.model import LOCK_FILE
from hatch_claimed.model import Finding, Subject
from hatch_claimed.planning.plan import Plan
from hatch_claimed.running import process
from hatch_claimed.running.environments.recipe import operator_of
from hatch_claimed.running.file_changes import LOOKS_EVERY, FileChanges
from hatch_claimed.settings.load import PYPROJECT
from hatch_claimed.system.command import BackgroundCommand
from hatch_claimed.system.tree import Tree

_RUN = "import sys; from hatch_claimed.cli import main; sys.argv[0] = 'hatch-claimed'; main()"
_SHOWN = 3


@click.command(
    "dev",
    params=run_options({"dry-run"}),
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("operator", shell_complete=components)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[--NAME VALUE]...")
@click.pass_context
def dev_command(context: click.Context, /, operator: str, words: tuple[str, ...], **options: Any) -> None:
    """Run an operator, and run it again whenever its script, a module or another file of it changes.

    OPERATOR is what it is for `run`, a name or a path, and so are all options and parameters. Before each run it is
    checked: with errors, it is not run before the next change. A run that still goes on is stopped by a change.
    It runs as a process where that can be. Ctrl-C ends it.
    """
    root = root_of(context)
    loop = _DevLoop(operator, words, root, tuple(_given(options)))
    if {"--help", "-h"}.intersection(words[: words.index("--")] if "--" in words else words):
        sys.exit(loop.start(None).process.wait())
    _exists(operator, root, loop)
    signal.signal(signal.SIGTERM, _terminated)
    loop.go_on()


def _exists(operator: str, root: Path, loop: _DevLoop) -> None:
    """Raises UsageError for a script or a name that is not there, so that nobody waits for nothing."""
    if is_path(operator):
        script_path(operator, root)
        return
    project = loop.planned().project
    names = [one.name for one in project.components]
    if operator not in {*names, *(one.name for one in project.broken)}:
        raise click.UsageError(no_such(operator, names))


def _given(options: dict[str, Any]) -> Iterator[str]:
    """The options of `run`, as they are written."""
    for name, value in options.items():
        for one in value if isinstance(value, tuple) else [value]:
            if one is not None:
                yield from (f"--{name.replace('_', '-')}", str(one))


def _terminated(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


@dataclass(slots=True)
class _DevLoop:
    """An operator that is run again and again; `options` stand before its name, `words` behind it."""

    operator: str
    words: Sequence[str]
    root: Path
    options: tuple[str, ...]
    changes: FileChanges = field(default_factory=FileChanges)

    def planned(self) -> Plan:
        """The project's plan. Raises FindingsError for errors of the whole project."""
        return look(request_for(self.root)).without_project_errors()

    def start(self, target: RunTarget | None) -> BackgroundCommand:
        """Start a run, as a process unless something else is asked for or needed."""
        chosen = {"--engine", "--base-image"}.intersection(self.options)
        as_process = target and not chosen and process.can_run(target.component)
        engine = ("--engine", "process") if as_process else ()
        loudness = ("--quiet",) if is_quiet() else ("--verbose",) if is_verbose() else ()
        run = ("-C", str(self.root), *loudness, "run", *self.options, *engine, self.operator, *self.words)
        # -P: no module of the current folder is one of ours
        return BackgroundCommand.start([sys.executable, "-P", "-c", _RUN, *run])

    def go_on(self) -> NoReturn:
        """Check, run and wait, until somebody ends it."""
        self._watch(())
        while True:
            target = self._checked()
            if target is None:
                progress(f"{self.operator} has errors, and is not run: waiting for changes, Ctrl-C ends this")
            changed = self._run(target)
            shown = [str(_relative(path, self.root)) for path in changed[:_SHOWN]]
            more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
            progress(f"{', '.join(shown)}{more} changed: running again")

    def _checked(self) -> RunTarget | None:
        """The operator as it is now, None where it has errors; says what is wrong with it."""
        try:
            target = find_target(self.operator, self.root, self.planned)
        except FindingsError as error:
            self._watch(Path(self.root, one.path) for one in error.findings)
            _tell(error.findings, self.root)
            return None
        except (ClaimedError, click.UsageError) as error:
            self._watch(())
            say(error.format_message() if isinstance(error, click.ClickException) else str(error))
            return None
        if target is None:
            say(no_such(self.operator, [one.name for one in self.planned().project.components]))
            return None
        self.changes.watch(_sources(target))
        _tell(_findings(target), target.request.root)
        return target

    def _watch(self, more: Iterator[Path] | Sequence[Path]) -> None:
        """Look at what was looked at before, and at more, since nobody knows what comes along now."""
        script = [Path(self.root, self.operator)] if is_path(self.operator) else []
        self.changes.watch(dict.fromkeys([*self.changes.states, *script, self.root / PYPROJECT, *more]))

    def _run(self, target: RunTarget | None) -> tuple[Path, ...]:
        """Run it, and wait for a change. What changed; a run that still goes on is stopped then, or by Ctrl-C."""
        begun = time.monotonic()
        running = self.start(target) if target else None
        try:
            while not (changed := self.changes.found()):
                status = running.status() if running else None
                if status is not None:
                    running = None
                    seconds = time.monotonic() - begun
                    progress(f"ended with {status} after {seconds:.1f} s: waiting for changes, Ctrl-C ends this")
                time.sleep(LOOKS_EVERY)
        except KeyboardInterrupt:
            if running:
                running.interrupt()
            raise
        finally:
            if running:
                running.stop()
        return changed


def _sources(target: RunTarget) -> list[Path]:
    """The files that a run depends on, less those that the operator itself writes."""
    operator = operator_of(target.component)
    written = {PurePosixPath(one.path).name for one in operator.outputs if one.path}
    files = (*operator.files, *operator.modules, *operator.requirement_files, *getattr(target.component, "files", ()))
    paths = (path for one in files if (path := one.path) and path.name not in written)
    settings = (PurePosixPath(PYPROJECT), PurePosixPath(LOCK_FILE))
    return [target.request.root / path for path in dict.fromkeys((operator.path, *paths, *settings))]


def _findings(target: RunTarget) -> list[Finding]:
    """What `check` says of the operator."""
    operator = operator_of(target.component)
    own = Subject.operator(operator.name)
    return [one for one in target.planned.findings if own in one.about or one.path == str(operator.path)]


def _tell(findings: Sequence[Finding], root: Path) -> None:
    if findings:
        say(TextFormat(every=is_verbose()).render(tuple(findings), Excerpts(Tree(root))))


def _relative(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path
