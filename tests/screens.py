"""A terminal for commands: what is on its screen when they have ended, and what they wrote."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
from dataclasses import dataclass

import pyte


@dataclass(frozen=True)
class Shown:
    """How a command ended, what it wrote to the terminal, and the lines of the screen, blank ones at the end left out."""

    status: int
    written: str
    screen: str


def show(command, folder, environment, columns=100, lines=60):
    """Run a command whose output and errors go to one terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    size = {"COLUMNS": str(columns), "LINES": str(lines), "TERM": "xterm"}
    with subprocess.Popen(
        command, cwd=folder, env={**size, **environment}, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave
    ) as process:
        os.close(slave)
        written = _all(master)
    os.close(master)
    screen = pyte.Screen(columns, lines)
    pyte.ByteStream(screen).feed(written)
    text = "\n".join(line.rstrip() for line in screen.display).rstrip()
    return Shown(process.returncode, written.decode(), text)


def _all(master):
    parts = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            # on Linux the end of a terminal is an error
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)
