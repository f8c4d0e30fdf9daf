"""What can be wrong with a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Severity = Literal["error", "warning", "hint"]


class OnLine(Protocol):
    """What stands on a line of a script; in a notebook, of a cell. Without a line the whole script is meant."""

    @property
    def line(self) -> int | None:
        """The line, counted from 1."""

    @property
    def cell(self) -> int | None:
        """The cell, counted from 1."""


class Placed(OnLine, Protocol):
    """What stands on a line of a file."""

    @property
    def path(self) -> str:
        """The file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, where it is, and what to write instead.

    `code` is stable (`CLM` and three digits). `line` is None when the whole file is meant. In a notebook, `line`
    counts within `cell`.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    path: str
    line: int | None = None
    column: int | None = None
    cell: int | None = None

    @classmethod
    def at(cls, place: Placed, code: str, message: str, remedy: str, severity: Severity = "error") -> Finding:
        """What is wrong where something stands."""
        return cls(
            code=code,
            severity=severity,
            message=message,
            remedy=remedy,
            path=place.path,
            line=place.line,
            cell=place.cell,
        )
