"""What this machine is, in the words of images."""

from __future__ import annotations

import platform
import sys

_MACHINES = {"x86_64": "linux/amd64", "amd64": "linux/amd64", "aarch64": "linux/arm64", "arm64": "linux/arm64"}


def engine_platform() -> str | None:
    """The platform of images that an engine here runs without emulation; None where nobody can tell."""
    return _MACHINES.get(platform.machine().lower())


def process_platform() -> str | None:
    """The platform whose locked packages fit processes here; None where none do, as on macOS."""
    return engine_platform() if sys.platform == "linux" else None
