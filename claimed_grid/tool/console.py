"""Where the tool prints to, and the clocks that it reads."""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from .. import clock
from .style import coloured


@dataclass(frozen=True)
class Console:
    """A terminal or a log. `size` is its columns and lines; `wall` is only for what people read."""

    out: TextIO
    err: TextIO
    terminal: bool = False
    colour: bool = False
    size: Callable[[], tuple[int, int]] = shutil.get_terminal_size
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    wall: Callable[[], float] = time.time
    now: Callable[[], float] = clock.now
    sleep: Callable[[float], None] = time.sleep

    def print(self, text: str) -> None:
        """Print lines at once."""
        self.out.write(f"{text}\n")
        self.out.flush()

    def print_error(self, text: str) -> None:
        """Print lines to where errors go."""
        self.err.write(f"{text}\n")
        self.err.flush()


def process_console() -> Console:
    """The streams of this process; what they cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    terminal = sys.stdout.isatty()
    return Console(sys.stdout, sys.stderr, terminal, coloured(os.environ, terminal=terminal))
