"""Lets lines come out at once and whole: those of this process, and those of processes that it starts."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import MutableMapping

WORD = "lines"
"""What we set `PYTHONUNBUFFERED` to, by which `sitecustomize` knows that nobody asked for bytes one by one."""


def settle(environment: MutableMapping[str, str], folder: str) -> None:
    """Write this process's lines as they end, and let Python in child processes do so. `folder` is the launcher's.

    Child processes that are killed, as those of a pool are, lose what they hold back. `PYTHONUNBUFFERED` alone would
    not do: each `print` then writes its words one by one, and those of several processes come out mixed.
    """
    keep_lines()
    environment["PYTHONUNBUFFERED"] = WORD
    ours, others = os.path.join(folder, "lines"), environment.get("PYTHONPATH")
    if ours not in (others or "").split(os.pathsep):
        environment["PYTHONPATH"] = os.pathsep.join([ours, others] if others else [ours])


def keep_lines() -> None:
    """Write what goes to `sys.stdout` and `sys.stderr` line by line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True, write_through=False)
