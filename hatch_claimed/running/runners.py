"""The ways to run an operator, each shown as a command or done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hatch_claimed.building.build import BuildRequest, load
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.model import Component
from hatch_claimed.running import docker, process
from hatch_claimed.running.arguments import OperatorArguments
from hatch_claimed.running.command import RunCommand
from hatch_claimed.running.data_folder import DataFolder, make_folders, output_paths
from hatch_claimed.running.images import provide
from hatch_claimed.system.command import Echo


class Runner(Protocol):
    """One way to run an operator."""

    @property
    def command_line(self) -> str:
        """A line for a shell that does the same."""

    def run(self, say: Echo) -> int:
        """Do it, and give the exit status. Raises ClaimedError where it cannot be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorRun:
    """What is run, of which project with what lock, and what the caller asks of it."""

    component: Component
    locked: Mapping[str, LockedImage]
    request: BuildRequest
    arguments: OperatorArguments
    data: DataFolder

    def make_folders(self) -> None:
        """Make the folders that outputs go to. Raises DataError."""
        make_folders(output_paths(self.component, self.arguments, self.data))


def runner_for(
    operator_run: OperatorRun, engine: docker.DockerEngine | None, python: str | None, environment: Mapping[str, str]
) -> Runner:
    """In a container of the engine, or without one as a process, with that version of Python if any is named.

    Raises ClaimedError where this machine lacks what it takes.
    """
    if engine is not None:
        return _InContainer(
            operator_run,
            docker.operator_command(
                operator_run.component, operator_run.arguments, operator_run.data, engine, environment
            ),
        )
    return _AsProcess(operator_run, process.process(operator_run.component, operator_run.locked, python))


@dataclass(frozen=True, slots=True)
class _InContainer:
    operator_run: OperatorRun
    command: RunCommand

    @property
    def command_line(self) -> str:
        return self.command.command_line

    def run(self, say: Echo) -> int:
        self.operator_run.make_folders()
        provide(self.operator_run.component, load(self.operator_run.request), self.operator_run.request, say)
        return docker.run_container(self.command)


@dataclass(frozen=True, slots=True)
class _AsProcess:
    operator_run: OperatorRun
    process: process.Process

    @property
    def command_line(self) -> str:
        return process.command_line(self._command, self.operator_run.data)

    @property
    def _command(self) -> RunCommand:
        return self.process.command(self.operator_run.arguments, self.operator_run.data)

    def run(self, say: Echo) -> int:
        self.operator_run.make_folders()
        self.process.make(say)
        return process.run_here(self._command, self.operator_run.data)


@dataclass(frozen=True, slots=True)
class ImageRunner:
    """A `docker run` of an image that is there."""

    command: RunCommand

    @property
    def command_line(self) -> str:
        """The command."""
        return self.command.command_line

    def run(self, _say: Echo) -> int:
        """Run it."""
        return docker.run_container(self.command)
