"""What can be wrong with a project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, NamedTuple, Protocol

Severity = Literal["error", "warning", "hint"]


class Subject(NamedTuple):
    """What a finding is about, as tables of settings name it: `operators`, `grid-wrappers` or `workflows`, and a name.

    The name of an operator is its own; that of a grid wrapper or a workflow is its table's.
    """

    table: str
    name: str

    @classmethod
    def operator(cls, name: str) -> Subject:
        """An operator."""
        return cls(OPERATORS, name)

    @classmethod
    def grid_wrapper(cls, table: str) -> Subject:
        """The grid wrapper of a table."""
        return cls(GRID_WRAPPERS, table)


OPERATORS, GRID_WRAPPERS, WORKFLOWS = "operators", "grid-wrappers", "workflows"


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
    counts within `cell`. `about` are the operators, grid wrappers and workflows that it keeps from being built: without
    any, an error is the whole project's. Two findings that differ in nothing else are one.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    path: str
    line: int | None = None
    column: int | None = None
    cell: int | None = None
    about: frozenset[Subject] = field(default=frozenset(), compare=False, repr=False)

    @property
    def document(self) -> dict[str, Any]:
        """The finding as JSON tells it: what it says and where."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.compare}

    def on(self, *subjects: Subject) -> Finding:
        """The finding, which is about these as well."""
        return replace(self, about=self.about.union(subjects))

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


def united(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, in the order of the first, about all that its equals are about."""
    found: dict[Finding, Finding] = {}
    for one in findings:
        known = found.setdefault(one, one)
        if not one.about <= known.about:
            found[known] = known.on(*one.about)
    return tuple(found.values())
