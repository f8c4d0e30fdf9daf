"""Which files of an index fit an image: uv's name for a platform and the C library of its base."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hatch_claimed.languages import registry
from hatch_claimed.languages.python.language import default_base
from hatch_claimed.settings.tables.claimed import DEFAULT_PYTHON

_MACHINES = {"linux/amd64": "x86_64", "linux/arm64": "aarch64", "linux/arm64/v8": "aarch64"}
_GLIBC = "manylinux_2_28"
_MUSL = "unknown-linux-musl"
_ALPINE = re.compile(r"(?:^|[/:._-])alpine")
_MINOR = re.compile(r"\d+\.\d+")
OLDEST_PYTHON = "3.9"
"""The first Python that runs the launcher."""


def target_of(platform: str, base: str) -> str | None:
    """Uv's name of what packages are for; None where it has none.

    glibc 2.28 is the oldest of the bases that are in use (UBI 8), and what newer ones run as well. Alpine has musl.
    """
    machine = _MACHINES.get(platform)
    return f"{machine}-{_MUSL if _ALPINE.search(base) else _GLIBC}" if machine else None


def python_of_default(base: str) -> str | None:
    """The Python of a base image that the settings chose by themselves; None for any other."""
    return next((version for version in _pythons() if default_base(version) == base), None)


def is_default(base: str) -> bool:
    """Whether the settings choose the base image by themselves. None of these has an entry point that sets anything."""
    return any(base == one.default_base(version) for one in registry.LANGUAGES for version in _pythons())


def _pythons() -> Iterator[str]:
    newest = int(DEFAULT_PYTHON.partition(".")[2]) + 9
    yield from (f"3.{minor}" for minor in range(9, newest + 1))


def minor_of(version: str) -> str | None:
    """`3.12` of `3.12.4`; None when the text is no version."""
    match = _MINOR.match(version)
    return match[0] if match else None


def is_too_old(minor: str) -> bool:
    """Whether a Python such as `3.8` cannot run operators."""
    oldest, this = (tuple(map(int, text.split("."))) for text in (OLDEST_PYTHON, minor))
    return this < oldest
