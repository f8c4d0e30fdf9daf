"""Whoever watches a bake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Watch(Protocol):
    """Sees bakes go by, one after another."""

    def begin(self, names: Sequence[str], /) -> None:
        """A bake of these images begins; it may be one that failed before."""

    def line(self, text: str, /) -> None:
        """The bake printed a line: a part of `--progress rawjson`, or anything else."""

    def end(self, *, well: bool) -> None:
        """The bake ended."""


class _Nobody:
    """Watches nothing: for a bake whose progress is read when it has failed."""

    def begin(self, names: Sequence[str], /) -> None: ...

    def line(self, text: str, /) -> None: ...

    def end(self, *, well: bool) -> None: ...


NOBODY: Watch = _Nobody()
