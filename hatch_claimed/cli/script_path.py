"""Scripts that commands name by their paths, without any project or beside its operators."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

import click

from hatch_claimed.building.build import BuildRequest, look
from hatch_claimed.cli.arguments import component_name, path_in_project
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.version import project_version
from hatch_claimed.errors import ClaimedError
from hatch_claimed.languages.registry import language_of, suffixes
from hatch_claimed.model import Finding, operator_name
from hatch_claimed.planning.plan import LockPolicy
from hatch_claimed.planning.project import build_directory, has_project
from hatch_claimed.settings.one_script import ScriptWords, one_script, problems
from hatch_claimed.system.tree import FOLDER, escaped

OTHER_BASE = (
    "--base-image IMAGE makes the image of a script start from another one, "
    "such as docker.io/library/python:3.12-slim for Python"
)
"""What to do where the base image cannot be had and no project says another one."""


@dataclass(frozen=True, slots=True)
class ScriptPath:
    """A script below a folder, which stands for the root of a project. `has_settings` says that it is one.

    `here` is the folder that a command works in: `root`, unless the script lies elsewhere.
    """

    root: Path
    path: PurePosixPath
    here: Path
    has_settings: bool

    @property
    def name(self) -> str:
        """The name of the operator that the script is."""
        return operator_name(self.path)

    def words(self) -> ScriptWords:
        """The least that is said of it."""
        return ScriptWords(include=escaped(str(self.path)), name=self.name)

    def request(self, words: ScriptWords) -> BuildRequest:
        """What is asked of a build of this script alone. Raises UsageError for words that are no settings."""
        script = one_script(words)
        wrong = problems(script)
        if wrong:
            raise click.UsageError("\n".join(map(_as_usage, wrong)))
        return BuildRequest(
            root=self.root,
            directory=build_directory(self.root, script) if self.root == self.here else self.here / "dist",
            version=partial(project_version, self.root) if self.has_settings else None,
            lock_policy=LockPolicy(ignored=True),
            script=script,
            folder=f"{FOLDER}-{self.name}",
        )

    def notes(self) -> Iterator[str]:
        """What one should know of the settings that count for it."""
        if self.has_settings:
            said = "what it says for all of its operators counts, and claimed.lock does not"
            yield f"{self.path} is no operator of the project: {said}"
            return
        around = (folder for folder in (self.root / self.path).parents if folder != self.root)
        outer = next(filter(_is_project, around), None)
        if outer:
            yield f"{outer} is a project, and its settings do not count here: -C {outer} before the command takes them"

    def operator(self) -> str | None:
        """The name of the operator that it is in its project, a broken one too; None where it is none."""
        if not self.has_settings or self.root != self.here:
            return None
        argument = f"./{self.path}"
        project = look(request_for(self.root)).project
        name = component_name(argument, project.components, self.root)
        broken = project.broken_named(str(self.path))
        return broken[0].name if broken else None if name == argument else name

    def globs(self, files: Sequence[str]) -> tuple[str, ...]:
        """Files as a command names them, seen from the current folder, as globs below the root. Raises UsageError."""
        return tuple(self._glob(file) for file in files)

    def _glob(self, file: str) -> str:
        found = path_in_project(file, self.root)
        if found is None:
            message = (
                f"{file} does not lie below {self.root}, where {self.path} and all that comes along must lie: "
                "call this from a folder that holds them all, or name that by -C"
            )
            raise click.UsageError(message)
        # one that is there is no pattern, whatever it is called
        return escaped(str(found)) if (self.root / found).exists() else str(found)


def script_path(argument: str, root: Path) -> ScriptPath:
    """The script that an argument names: below `root`, or else in its own folder.

    Raises UsageError where there is no such script, and FindingsError for a pyproject.toml that cannot be read.
    """
    below, path = root, path_in_project(argument, root)
    # unlike Path.resolve, this says nothing of links that lead in circles: no file is there
    absolute = Path(os.path.realpath(Path(root, argument)))
    # a link may lead elsewhere, too
    if path is None or not absolute.is_relative_to(root.resolve()):
        below, path = absolute.parent, PurePosixPath(absolute.name)
    _check(argument, below / path)
    return ScriptPath(below, path, root, has_project(below))


def _is_project(folder: Path) -> bool:
    try:
        return has_project(folder)
    except ClaimedError:
        return False


def _check(argument: str, file: Path) -> None:
    known = ", ".join(suffixes())
    if file.is_dir():
        message = f"{argument} is a folder: name a script in it, which ends in {known}"
    elif not file.is_file():
        message = f"there is no file {argument}"
    elif language_of(PurePosixPath(file.name)) is None:
        message = f"{argument} is no script: these end in {known}"
    elif file.name.startswith(("_", ".")):
        message = f"{argument} is a helper by its name, and no operator: rename it, without {file.name[0]!r} in front"
    else:
        return
    raise click.UsageError(message)


def _as_usage(finding: Finding) -> str:
    return f"{finding.message}: {finding.remedy}"
