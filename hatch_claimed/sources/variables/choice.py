"""From all uses of variables to those that make an interface, for every language's reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from hatch_claimed.model import Finding
from hatch_claimed.sources.variables import findings as say
from hatch_claimed.sources.variables.overrides import VariableOverrides
from hatch_claimed.sources.variables.roles import VariableRoles, settle
from hatch_claimed.sources.variables.table import passed_on
from hatch_claimed.sources.variables.uses import RoleComment, VariableUse
from hatch_claimed.sources.variables.values import Verdict, together

Found = TypeVar("Found")
Node = TypeVar("Node")
Expression_contra = TypeVar("Expression_contra", contravariant=True)

Place = tuple[int | None, int]
"""A line, behind the number of the notebook's cell that it stands in."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Found]):
    """One use as a reader has found it. `name` is None where it is computed.

    A comment says something of it on its lines, or where its statement ends.
    """

    found: Found
    name: str | None
    writes: bool
    line: int
    last_line: int
    statement_end: int
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class VariableWrite(Generic[Node]):
    """What a variable is set to, and where. `value` is None where that cannot be seen."""

    value: Node | None
    line: int
    cell: int | None = None


class Outliner(Protocol[Expression_contra]):
    """Knows what the expressions of a script look like."""

    def verdict(self, node: Expression_contra | None) -> Verdict:
        """Whether an expression can be the path of a file."""
        ...

    def path(self, node: Expression_contra | None) -> str | None:
        """The path that an expression is, where its whole text is known."""
        ...


@dataclass
class InterfaceChoice(Generic[Node]):
    """What was decided of a script's variables, and what those that it sets turn out to be, one after the other."""

    settled: VariableRoles
    outlines: Outliner[Node]
    path: str
    switches: list[VariableUse] = field(default_factory=list)
    unclear: list[Finding] = field(default_factory=list)

    def is_clear(self, name: str, writes: Sequence[VariableWrite[Node]], *, told: bool) -> bool:
        """Whether what is set among several variables surely is an output; all others are told of where `told`."""
        verdicts = {self.outlines.verdict(write.value) for write in writes}
        if "path" in verdicts or self.settled.is_said(name):
            return True
        if told:
            self._leave(name, writes[0])
        return False

    def is_output(self, name: str, writes: Sequence[VariableWrite[Node]]) -> bool:
        """Whether a name that the script sets, and does not read before, is an output."""
        if self.settled.is_said(name):
            return True
        verdicts = [self.outlines.verdict(write.value) for write in writes]
        verdict = "other" if passed_on(name) else together(verdicts)
        if verdict in ("other", "empty"):
            self._leave(name, writes[0])
        elif verdict == "unclear":
            first = writes[verdicts.index("unclear")]
            self.unclear.append(say.unclear(name, self.path, first.line, first.cell))
        return verdict in ("path", "unclear")

    def path_of(self, writes: Sequence[VariableWrite[Node]]) -> str | None:
        """The path that all places set which set an output; None where one is computed, or where they differ."""
        paths = {self.outlines.path(write.value) for write in writes}
        return paths.pop() if len(paths) == 1 else None

    def _leave(self, name: str, write: VariableWrite[Node]) -> None:
        self.switches.append(VariableUse(name=name, writes=True, line=write.line, cell=write.cell))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All there is to say, once every name that is set was asked for."""
        left = say.left_alone([*self.settled.left, *self.switches], self.path)
        return (*self.settled.findings, *left, *self.unclear)


def choose(
    items: Sequence[Candidate[Found]], comments: Mapping[Place, RoleComment], wanted: VariableOverrides, path: str
) -> tuple[list[Found], VariableRoles]:
    """The uses that may make parameters or outputs, and what is settled of all. `comments` are those by their line."""
    on_items = [_comment(item, comments) for item in items]
    uses = [
        VariableUse(name=item.name, writes=item.writes, line=item.line, cell=item.cell, comment=comment)
        for item, comment in zip(items, on_items, strict=True)
        if item.name is not None
    ]
    idle = [comment for comment in comments.values() if comment not in on_items]
    settled = settle(uses, idle, wanted, path)
    kept = [
        item.found
        for item, comment in zip(items, on_items, strict=True)
        if (settled.keeps(item.name, writes=item.writes) if item.name is not None else not _is_internal(comment))
    ]
    return kept, settled


def _comment(item: Candidate[Found], comments: Mapping[Place, RoleComment]) -> RoleComment | None:
    lines = (*range(item.line, max(item.line, item.last_line) + 1), item.statement_end) if comments else ()
    places = ((item.cell, line) for line in lines)
    return next((comments[place] for place in places if place in comments), None)


def _is_internal(comment: RoleComment | None) -> bool:
    return comment is not None and comment.role == "internal"
