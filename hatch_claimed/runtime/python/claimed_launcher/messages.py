"""What the launcher says, and what it must never say."""

from __future__ import annotations

import os
import sys

SECRET_WORDS = ("password", "passwd", "secret", "token", "key", "credential", "connection")
LONGEST = 60


def say(text: str) -> None:
    """Write `claimed: <text>` to the container's stderr, whatever the script made of `sys.stderr`."""
    flush()
    os.write(2, f"claimed: {text}\n".encode("utf-8", "backslashreplace"))


def flush() -> None:
    """Send what `sys.stdout` and `sys.stderr` hold. A closed or broken stream is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            continue


def is_secret(name: str) -> bool:
    """Whether a parameter's name says that its value must not be shown."""
    lowered = name.lower()
    return any(word in lowered for word in SECRET_WORDS)


def quoted(text: str) -> str:
    """The text as Python writes it, cut when it is long."""
    return repr(text if len(text) <= LONGEST else text[:LONGEST] + "…")
