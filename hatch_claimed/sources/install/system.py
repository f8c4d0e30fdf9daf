"""Lines for the system's package manager: `apt-get install …`, `dnf install …` and their relatives."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

Manager = Literal["dnf", "apt"]

_MANAGERS: dict[str, Manager] = {
    "dnf": "dnf",
    "yum": "dnf",
    "microdnf": "dnf",
    "apt": "apt",
    "apt-get": "apt",
    "aptitude": "apt",
}
_KNOWN = """
autoremove build-dep builddep clean config-manager copr dist-upgrade distro-sync downgrade full-upgrade group
groupinstall install localinstall makecache module purge reinstall remove swap update upgrade
"""
_SUBCOMMANDS = frozenset(_KNOWN.split())
_YES = frozenset({"--assume-yes", "--assumeyes", "--yes"})
_SHORT_CLUSTER = re.compile(r"-[A-Za-z]*y[A-Za-z]*")
_NAME = re.compile(r"[@A-Za-z0-9/][\w.+:~^@/*= -]*|https?://\S+")


def system_arguments(words: tuple[str, ...]) -> tuple[Manager, tuple[str, ...]] | None:
    """The family of the package manager and its arguments, subcommand first, without `-y`: a build says that itself.

    None when the words are no such command: its name alone also begins many an English sentence.
    """
    manager = _MANAGERS.get(PurePosixPath(words[0]).name) if words else None
    place = next((i for i, word in enumerate(words[1:], 1) if not word.startswith("-")), None)
    if manager is None or place is None or words[place] not in _SUBCOMMANDS:
        return None
    options = (*words[1:place], *words[place + 1 :])
    return manager, (words[place], *[kept for option in options if (kept := _without_yes(option))])


def understood(arguments: tuple[str, ...]) -> bool:
    """Whether each argument is an option or could be the name of a package."""
    return all(word.startswith("-") or _NAME.fullmatch(word) for word in arguments)


def corrected(arguments: tuple[str, ...]) -> tuple[str, ...] | None:
    """The arguments without stray commas and colons, None when that does not help."""
    pieces = (piece.strip(",;:.") for word in arguments for piece in word.split(","))
    fixed = tuple(piece for piece in pieces if piece)
    return fixed if understood(fixed) else None


def _without_yes(word: str) -> str:
    if word in _YES:
        return ""
    if _SHORT_CLUSTER.fullmatch(word):
        rest = word.replace("y", "")
        return "" if rest == "-" else rest
    return word
