"""Runs an operator without a container: what its image would hold, in an environment of its own."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hatch_claimed.errors import EngineError
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.model import Component
from hatch_claimed.running.arguments import OperatorArguments
from hatch_claimed.running.command import RunCommand
from hatch_claimed.running.data_folder import DATA, DataFolder, output_paths
from hatch_claimed.running.environments.environment import RunEnvironment, local_environment, run_environment
from hatch_claimed.running.environments.recipe import recipe
from hatch_claimed.running.folder_cache import FolderCache, folder_cache
from hatch_claimed.running.host import process_platform
from hatch_claimed.running.launcher import launcher_arguments, launcher_secrets
from hatch_claimed.running.program import launcher, lay_out, program_key
from hatch_claimed.running.sizes import within_limits
from hatch_claimed.system.command import Echo, attached

_NOT_INHERITED = ("PYTHONHOME", "PYTHONPATH")
"""What would bring modules of other environments in."""


@dataclass(frozen=True, slots=True)
class Process:
    """An operator, its environment, and its program with the hash that it is kept by."""

    component: Component
    environment: RunEnvironment
    programs: FolderCache
    program: str

    def make(self, say: Echo) -> None:
        """Make the environment and lay the program out, where they are not there. Raises ClaimedError."""
        self.environment.make(self.component, say)
        self.programs.get(self.program, lambda folder: lay_out(self.component, self.environment.library, folder))

    def command(self, arguments: OperatorArguments, data: DataFolder) -> RunCommand:
        """The command that runs the operator, in a working directory that holds the data folder."""
        removed = (word for name in _NOT_INHERITED for word in ("-u", name))
        variables = (f"{name}={value}" for name, value in self.environment.variables.items())
        words = (
            *("env", *removed, *variables, str(launcher(self.programs.place(self.program)))),
            *launcher_arguments(self.component, arguments, output_paths(self.component, arguments, data)),
        )
        return RunCommand(words, launcher_secrets(self.component, arguments))


def process(component: Component, locked: Mapping[str, LockedImage], python: str | None) -> Process:
    """How a component runs as a process; nothing is made yet. Raises ClaimedError where it cannot."""
    local = local_environment(component)
    own = run_environment(recipe(component, locked, process_platform(), python), local, folder_cache("environments"))
    return Process(component, own, folder_cache("programs"), program_key(component, own.library))


def can_run(component: Component) -> bool:
    """Whether this machine has what scripts of the component's language are run by, or can fetch it."""
    try:
        local_environment(component).interpreter()
    except EngineError:
        return False
    return True


def run_here(command: RunCommand, data: DataFolder) -> int:
    """Run the command in a working directory of its own, and give its exit status.

    As in a container, what is written there is gone afterwards, apart from outputs and what is below `data`, and the
    launcher tells what that was. Raises TooLargeError for values that no program can be started with.
    """
    with tempfile.TemporaryDirectory(prefix="claimed-run-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if data.is_shared:
            (folder / DATA).symlink_to(data.folder)
        with within_limits(command):
            return attached(command.words, folder, command.environment)


def command_line(command: RunCommand, data: DataFolder) -> str:
    """A line for a shell that does the same."""
    link = f" && ln -s {shlex.quote(str(data.folder))} {DATA}" if data.is_shared else ""
    return f'cd "$(mktemp -d)"{link} && {command.command_line}'
