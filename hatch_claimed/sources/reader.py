"""What every language's reader takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from hatch_claimed.model import Finding, Interface, Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A script's bytes and where it stands in the project."""

    path: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader understood (None when the file as a whole cannot be read) and what it has to say of it."""

    interface: Interface | None
    findings: tuple[Finding, ...] = ()


class Reader(Protocol):
    """Reads scripts of one kind. Pure: it imports and runs nothing of the user's."""

    kind: Kind
    suffixes: frozenset[str]

    def read(self, source: Source) -> Reading:
        """Read one script. Never raises for what a user can write: problems become findings."""
        ...
