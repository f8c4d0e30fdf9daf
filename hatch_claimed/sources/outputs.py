"""What is known of an output before its script runs, in whatever language."""

from __future__ import annotations

from collections.abc import Sequence


def only(paths: Sequence[str | None]) -> str | None:
    """The path that all places set which set an output; None where one is computed, or where they differ."""
    return paths[0] if len(set(paths)) == 1 else None
