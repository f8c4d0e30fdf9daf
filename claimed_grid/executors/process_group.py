"""Child processes that lead a process group of their own, and a guard that outlives the coordinator to end them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SHORTEST, _LONGEST = 0.001, 0.05
"""How long to sleep between two looks at a child, in seconds."""

_GUARD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "guard.py")
_CLOSING = 5.0


class ProcessGuard:
    """The program `guard.py`, started when it is first needed. One serves all children of a coordinator."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Its process, while there is one."""
        return self._process.pid if self._process else None

    def open(self) -> None:
        """Start it, unless it runs already: it must be there before what it guards."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-I", "-S", _GUARD],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                bufsize=0,
            )

    def tell(self, sign: str, group: int) -> None:
        """Say that a group was started (`+`) or has ended (`-`)."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.write(f"{sign}{group}\n".encode())

    def close(self) -> None:
        """End it."""
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(_CLOSING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


@dataclass(frozen=True)
class ChildStreams:
    """Where a child's streams go (None: where the coordinator's go), and which other descriptors it inherits."""

    stdout: int | None = None
    stderr: int | None = None
    inherited: Sequence[int] = ()


@dataclass
class ProcessGroup:
    """A running child. Everything that it starts belongs to its group, unless it takes care to leave it."""

    process: subprocess.Popen[bytes]
    guard: ProcessGuard
    code: int | None = field(default=None)

    def has_ended(self) -> bool:
        """Whether the child itself has ended. Its number stays taken until `end`, so that no stranger can get it."""
        if self.code is not None:
            return True
        found = os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return found is not None

    def wait(self, seconds: float) -> bool:
        """Wait for the child to end; False if it takes longer."""
        until = time.monotonic() + seconds
        pause = _SHORTEST
        while not self.has_ended():
            if time.monotonic() >= until:
                return False
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        return True

    def ask(self) -> None:
        """Ask the group to end (SIGTERM)."""
        self._signal(signal.SIGTERM)

    def stop(self, grace: float) -> int:
        """Ask the group to end, and after `grace` seconds make it."""
        self.ask()
        self.wait(grace)
        return self.end()

    def end(self) -> int:
        """Kill what is left of the group. The child's exit code; a negative one is the signal that killed it."""
        if self.code is None:
            self._signal(signal.SIGKILL)
            self.code = self.process.wait()
            self.guard.tell("-", self.process.pid)
        return self.code

    def _signal(self, number: signal.Signals) -> None:
        # a member may be another user's by now: then only the others get it
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def start(
    command: Sequence[str], guard: ProcessGuard, streams: ChildStreams, environment: Mapping[str, str]
) -> ProcessGroup:
    """Start a child without a stdin, in a session of its own. Raises OSError, or ValueError for zero bytes."""
    guard.open()
    process = subprocess.Popen(  # noqa: S603 (no shell; the command is ours)
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=streams.stdout,
        stderr=streams.stderr,
        pass_fds=tuple(streams.inherited),
        start_new_session=True,
    )
    guard.tell("+", process.pid)
    return ProcessGroup(process, guard)


def reap_strangers(own: Sequence[int | None]) -> None:
    """Bury orphans. The first process of a container inherits them, and each keeps a place in the process table."""
    while os.getpid() == 1:
        try:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if found is None or found.si_pid in own:
            return
        with contextlib.suppress(ChildProcessError):
            os.waitpid(found.si_pid, os.WNOHANG)


def how_it_ended(code: int) -> str:
    """An exit code in words: `exit code 3`, `killed by signal 9 (SIGKILL): out of memory?`."""
    if code < 0:
        return f"killed by signal {-code} ({_signal_name(-code)}){_guess(-code)}"
    name = _signal_name(code - 128)
    if name == "?":
        return f"exit code {code}"
    return f"exit code {code} (128 + {code - 128}, as for {name}){_guess(code - 128)}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "?"


def _guess(number: int) -> str:
    return ": out of memory?" if number == signal.SIGKILL else ""
