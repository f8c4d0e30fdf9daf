"""What an argument of `run` means: an operator or grid wrapper of the project, or a script by its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from hatch_claimed.building.build import BuildRequest, look
from hatch_claimed.building.one_script import STAYS_BEHIND
from hatch_claimed.cli.arguments import component_name, is_path
from hatch_claimed.cli.broken import stop_if_broken
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.script_path import ScriptPath, script_path
from hatch_claimed.errors import FindingsError
from hatch_claimed.model import Component
from hatch_claimed.planning.plan import Plan
from hatch_claimed.running.arguments import OperatorArguments
from hatch_claimed.running.data_folder import DATA, DataFolder, names_inner
from hatch_claimed.settings.one_script import ScriptWords
from hatch_claimed.system.tree import Tree

_DATA = f"{DATA}/".encode()


@dataclass(frozen=True, slots=True)
class RunTarget:
    """A component with the plan and the request that it is of. `script` is there where it is no project's operator."""

    component: Component
    planned: Plan
    request: BuildRequest
    script: ScriptPath | None = None

    @property
    def is_outside_projects(self) -> bool:
        """Whether no project says anything of it."""
        return self.script is not None and not self.script.has_settings

    def with_words(self, base_image: str | None, files: Sequence[str]) -> RunTarget:
        """The same script with another base image, and with files. Raises UsageError for an operator of a project."""
        if not base_image and not files:
            return self
        if self.script is None:
            message = (
                f"--base-image and --files are for scripts that no project knows: of {self.component.name}, "
                "`base-image` and `files` in pyproject.toml say it"
            )
            raise click.UsageError(message)
        words = replace(self.script.words(), base_image=base_image, files=self.script.globs(files))
        return _of_script(self.script, words)

    def notes(self, arguments: OperatorArguments, environment: Mapping[str, str], data: DataFolder) -> Iterator[str]:
        """What one should know of the settings that count, and of files that the script does not find."""
        if self.script is None:
            if names_inner(self.component, arguments, environment, data):
                yield _other_data(data)
            return
        yield from self.script.notes()
        for one in self.planned.findings:
            if one.code == STAYS_BEHIND:
                yield f"{one.path}:{one.line}: {one.message}: --files PATH brings it along"
        inner = data.folder / DATA
        if data.is_shared and inner.is_dir() and _DATA in (Tree(self.script.root).try_read(self.script.path) or b""):
            yield _other_data(data)


def _other_data(data: DataFolder) -> str:
    inner = data.folder / DATA
    return f"{DATA}/ of the script is {data.folder}: --data {inner} before its name makes it {inner}"


def find_target(word: str, root: Path, planned: Callable[[], Plan]) -> RunTarget | None:
    """What a word means; None for a name that is none. `planned` gives the plan of the project at `root`.

    Raises UsageError for a path that leads to no script, and FindingsError for what has errors.
    """
    script = script_path(word, root) if is_path(word) else None
    if script is None or (script.has_settings and script.root == script.here):
        try:
            project = planned().project
        except FindingsError:
            # what is wrong with the project is nothing to scripts that are none of its own
            if script is None or script.operator():
                raise
            return _of_script(script, script.words())
        name = component_name(word, project.components, root)
        found = next((one for one in project.components if one.name == name), None)
        if found:
            return RunTarget(found, planned(), request_for(root))
        stop_if_broken(project, str(script.path) if script else name)
    return _of_script(script, script.words()) if script else None


def _of_script(script: ScriptPath, words: ScriptWords) -> RunTarget:
    request = script.request(words)
    planned = look(request)
    if planned.errors:
        raise FindingsError(planned.errors)
    return RunTarget(planned.project.operators[0], planned, request, script)
