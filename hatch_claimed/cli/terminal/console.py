"""The terminal, as rich knows it."""

from __future__ import annotations

import io
import os
from typing import TextIO

from rich.console import Console

from hatch_claimed.cli.colour import coloured


def console(stream: TextIO) -> Console:
    """A console on a stream that is a terminal. What the stream cannot show is escaped."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return Console(
        file=stream,
        force_terminal=True,
        color_system="auto" if coloured(stream, os.environ) else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
