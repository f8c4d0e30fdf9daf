"""The one place that starts processes."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Echo = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Completed:
    """How a process ended, and all lines that it printed on either stream."""

    status: int
    lines: tuple[str, ...]


def run(command: Sequence[str], cwd: Path | None = None, echo: Echo | None = None) -> Completed:
    """Run a command to its end, standard input closed. Raises FileNotFoundError where the program is missing.

    With `echo`, the quoted command and each line go to it as they come.
    """
    if echo:
        echo(f"+ {shlex.join(command)}")
    lines = []
    with subprocess.Popen(  # noqa: S603 - the arguments are a list, no shell reads them
        command,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        for raw in process.stdout or ():
            # of a line that was written over again and again, the last state
            lines.append(raw.decode(errors="replace").rstrip("\r\n").rpartition("\r")[2])
            if echo:
                echo(lines[-1])
    return Completed(process.returncode, tuple(lines))
