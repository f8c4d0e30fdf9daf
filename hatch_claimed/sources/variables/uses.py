"""How a script uses a variable, in whatever language."""

from __future__ import annotations

from dataclasses import dataclass

from hatch_claimed.sources.variables.overrides import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleComment:
    """`# claimed: parameter`, `output` or `internal`, and where it stands."""

    role: Role
    line: int
    cell: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableUse:
    """A variable that a script reads or sets, where, and the comment there that says what it is."""

    name: str
    writes: bool
    line: int
    cell: int | None = None
    comment: RoleComment | None = None
