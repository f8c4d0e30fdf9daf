"""How an operator is started, once it is settled what runs it: told, or done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hatch_claimed.building.build import Request, load
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.model import Component
from hatch_claimed.running import docker, process
from hatch_claimed.running.asked import Asked
from hatch_claimed.running.command import Command
from hatch_claimed.running.data import Data, make_folders, wanted_outputs
from hatch_claimed.running.images import provide
from hatch_claimed.system.command import Echo


class Start(Protocol):
    """One way to run an operator."""

    @property
    def told(self) -> str:
        """A line for a shell that does the same."""

    def run(self, say: Echo) -> int:
        """Do it, and give the exit status. Raises ClaimedError where it cannot be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is run, of which project with what lock, and what the caller asks of it."""

    component: Component
    locked: Mapping[str, LockedImage]
    request: Request
    asked: Asked
    data: Data

    def make_folders(self) -> None:
        """Make the folders that outputs go to. Raises DataError."""
        make_folders(wanted_outputs(self.component, self.asked, self.data))


def start(call: Call, engine: docker.Engine | None, python: str | None, environment: Mapping[str, str]) -> Start:
    """In a container of the engine, or without one as a process, with that version of Python if any is named.

    Raises ClaimedError where this machine lacks what it takes.
    """
    if engine is not None:
        return _InContainer(call, docker.operator_command(call.component, call.asked, call.data, engine, environment))
    return _AsProcess(call, process.process(call.component, call.locked, call.request.root, python))


@dataclass(frozen=True, slots=True)
class _InContainer:
    call: Call
    command: Command

    @property
    def told(self) -> str:
        return self.command.told

    def run(self, say: Echo) -> int:
        self.call.make_folders()
        provide(self.call.component, load(self.call.request), self.call.request, say)
        return docker.run_container(self.command)


@dataclass(frozen=True, slots=True)
class _AsProcess:
    call: Call
    process: process.Process

    @property
    def told(self) -> str:
        return process.told(self._command, self.call.data)

    @property
    def _command(self) -> Command:
        return self.process.command(self.call.asked, self.call.data)

    def run(self, say: Echo) -> int:
        self.call.make_folders()
        self.process.make(say)
        return process.run_here(self._command, self.call.data)


@dataclass(frozen=True, slots=True)
class Container:
    """A `docker run` of an image that is there."""

    command: Command

    @property
    def told(self) -> str:
        """The command."""
        return self.command.told

    def run(self, _say: Echo) -> int:
        """Run it."""
        return docker.run_container(self.command)
