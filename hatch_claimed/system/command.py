"""The one place that starts processes, but for credential helpers, whose answers nobody may see."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

Echo = Callable[[str], None]

_PATIENCE = 10
"""Seconds, as engines wait when they stop a container."""
_LOGIN = re.compile(r"://[^/\s@]+@")
_listeners: list[Echo] = []


@contextmanager
def telling(echo: Echo) -> Iterator[None]:
    """Meanwhile, tell every command that nobody is told of else: quoted, without credentials, before it runs."""
    _listeners.append(echo)
    try:
        yield
    finally:
        _listeners.remove(echo)


def without_logins(text: str) -> str:
    """The text, and stars in the place of logins in its URLs."""
    return _LOGIN.sub("://****@", text)


def _tell(command: Sequence[str]) -> None:
    for echo in _listeners:
        echo(f"+ {shlex.join(without_logins(word) for word in command)}")


@dataclass(frozen=True, slots=True)
class CompletedProcess:
    """How a process ended, and all lines that it printed on either stream."""

    status: int
    lines: tuple[str, ...]


def run(
    command: Sequence[str],
    cwd: Path | None = None,
    echo: Echo | None = None,
    environment: Mapping[str, str] | None = None,
) -> CompletedProcess:
    """Run a command to its end, standard input closed. Raises FileNotFoundError where the program is missing.

    With `echo`, the quoted command and each line go to it as they come; what `environment` adds is never told.
    """
    if echo:
        echo(f"+ {shlex.join(command)}")
    else:
        _tell(command)
    lines = []
    with subprocess.Popen(  # noqa: S603 - the arguments are a list, no shell reads them
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        for raw in process.stdout or ():
            # of a line that was written over again and again, the last state
            lines.append(raw.decode(errors="replace").rstrip("\r\n").rpartition("\r")[2])
            if echo:
                echo(lines[-1])
    return CompletedProcess(process.returncode, tuple(lines))


def attached(
    command: Sequence[str],
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    stop: Sequence[str] = (),
) -> int:
    """Run a command on our own standard streams, with more variables in its environment. Its exit status.

    A signal that ends it gives 128 and its number, as in a shell. Ctrl-C is the command's own business, since a
    terminal sends it to both; other requests to end are passed on. What has not ended by itself after a while, or when
    it is asked again, is ended by the command `stop`.
    """
    _tell(command)
    started: list[subprocess.Popen[bytes]] = []
    with (
        _passing_on(started, _Stop(stop)) as stopping,
        subprocess.Popen(command, cwd=cwd, env={**os.environ, **(environment or {})}) as process,  # noqa: S603 - as above
    ):
        started.append(process)
        status = process.wait()
    if stopping.begun:
        return 128 + stopping.number
    return status if status >= 0 else 128 - status


@dataclass(frozen=True, slots=True)
class BackgroundCommand:
    """A command that runs on our own output streams while we do something else, in a session of its own.

    So a Ctrl-C of the terminal reaches us alone, and we decide what becomes of the command and all that it started.
    """

    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, command: Sequence[str]) -> BackgroundCommand:
        """Start a command, standard input closed."""
        _tell(command)
        return cls(subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True))  # noqa: S603 - as above

    def status(self) -> int | None:
        """Its exit status, as that of `attached`; None while it runs."""
        status = self.process.poll()
        return status if status is None or status >= 0 else 128 - status

    def interrupt(self) -> None:
        """End it as Ctrl-C would: all of its processes are told."""
        self._end(lambda: os.killpg(self.process.pid, signal.SIGINT))

    def stop(self) -> None:
        """Ask it to end; what it started is its own business, until nothing happens for some seconds."""
        self._end(self.process.terminate)

    def _end(self, ask: Callable[[], None]) -> None:
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                ask()
            # a command that ends others by itself needs its own time for it
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_PATIENCE + 5)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class _Stop:
    """Runs a command some time after the first request to end, and with each further one."""

    command: Sequence[str]
    number: int = 0
    begun: bool = False
    timer: threading.Timer | None = None

    def request(self, number: int) -> None:
        if self.command and self.timer is None:
            self.number = number
            self.timer = threading.Timer(_PATIENCE, self._end)
            self.timer.daemon = True
            self.timer.start()
        elif self.command:
            self._end()

    def cancel(self) -> None:
        if self.timer:
            self.timer.cancel()

    def _end(self) -> None:
        # again and again: a container that only comes into being cannot be ended yet
        self.begun = True
        subprocess.Popen(  # noqa: S603 - as above
            self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@contextmanager
def _passing_on(processes: Sequence[subprocess.Popen[bytes]], stop: _Stop) -> Iterator[_Stop]:
    """Meanwhile, send what asks us to end to these processes."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        for process in processes:
            if number != signal.SIGINT:
                process.send_signal(number)
        stop.request(number)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        stop.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)
