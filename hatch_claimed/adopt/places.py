"""Paths as seen from the project's root."""

from __future__ import annotations

from pathlib import PurePosixPath


def seen_from_root(path: PurePosixPath) -> PurePosixPath:
    """The path without `.` and `..`; one that leaves the project keeps its first `..`."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
