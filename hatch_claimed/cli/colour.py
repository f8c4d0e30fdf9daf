"""Whether there is a terminal, and whether it is to show colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO


def forced(environment: Mapping[str, str]) -> bool | None:
    """What the environment says of colours; None where it says nothing.

    NO_COLOR (no-color.org) counts most, then FORCE_COLOR and CLICOLOR_FORCE, then CLICOLOR (bixense.com/clicolors).
    """
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return None


def coloured(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether what goes to a stream may hold colours."""
    said = forced(environment)
    return stream.isatty() if said is None else said


def is_screen(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether somebody looks at a stream who sees tables, and lines that change."""
    return stream.isatty() and environment.get("TERM") != "dumb"
