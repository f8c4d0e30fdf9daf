"""The markers of `simple` and `folder`: results whose names say how far they are."""

from __future__ import annotations

import os
from dataclasses import dataclass

LOCKED = "LOCKED"
PROCESSED = "PROCESSED"
FAILED = "FAILED"
COORDINATOR = ".claimed"
"""The folder in the target folder in which workers share out the batches."""


@dataclass(frozen=True)
class Markers:
    """Where the source of a batch is, and where its result is, in each of its states."""

    source: str
    target: str
    entry: str

    @property
    def path(self) -> str:
        """The source."""
        return os.path.join(self.source, self.entry)

    def marked(self, mark: str) -> str:
        """The result: `<stem>.LOCKED<suffix>` for a file, `<name>.LOCKED` for a folder."""
        stem, suffix = (self.entry, "") if os.path.isdir(self.path) else os.path.splitext(self.entry)
        return os.path.join(self.target, f"{stem}.{mark}{suffix}")


def entries(source: str, target: str, *, with_folders: bool) -> list[str]:
    """The batches: the files of a folder, and its folders too where those count. Markers are none. Raises OSError."""
    together = os.path.realpath(source) == os.path.realpath(target)
    with os.scandir(source) as found:
        return sorted(
            entry.name
            for entry in found
            if entry.name != COORDINATOR
            and not (together and is_marker(entry.name))
            and (with_folders or entry.is_file())
            and not _is_around(os.path.join(source, entry.name), target)
        )


def is_marker(name: str) -> bool:
    """Whether a name in a folder of both sources and results is that of a result."""
    return any(mark in name for mark in (LOCKED, PROCESSED, FAILED))


def _is_around(path: str, target: str) -> bool:
    """Whether the results lie in this entry."""
    return (os.path.realpath(target) + os.sep).startswith(os.path.realpath(path) + os.sep)
