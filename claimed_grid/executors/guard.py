"""Kills what a coordinator started, should it die without doing so itself. A program of its own, run as a file.

Each line of its stdin, a pipe that only the coordinator holds, is `+N` or `-N`: process group N was started, or has
ended. The end of stdin means that the coordinator is no more, however that came. The kernel's own way, a parent death
signal, reaches only the child itself, and comes too early where the thread ends that started it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys


def main() -> None:
    """Keep account of the groups until stdin ends, then kill those that are left."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    groups = set()
    for line in sys.stdin.buffer:
        group = int(line[1:])
        if line.startswith(b"+"):
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
