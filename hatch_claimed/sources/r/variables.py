"""Which reads and settings of an R script make its interface."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.accesses import RAccess
from hatch_claimed.sources.r.outlines import ROutlines
from hatch_claimed.sources.r.outputs import SetVariable
from hatch_claimed.sources.r.parameters import RVariableRead
from hatch_claimed.sources.r.tree import last_line_of, line_of, statement_of, text_of
from hatch_claimed.sources.syntax_tree import walk
from hatch_claimed.sources.variables import choice
from hatch_claimed.sources.variables.choice import Candidate, InterfaceChoice, Place
from hatch_claimed.sources.variables.roles import comment_role
from hatch_claimed.sources.variables.uses import RoleComment

if TYPE_CHECKING:
    from tree_sitter import Node

    from hatch_claimed.sources.r.constants import RConstants
    from hatch_claimed.sources.reader import ScriptSource


def choose(
    reads: Iterable[RVariableRead | RAccess],
    sets: Iterable[SetVariable],
    known: RConstants,
    root: Node,
    source: ScriptSource,
) -> tuple[list[RVariableRead | RAccess], list[SetVariable], InterfaceChoice[Node]]:
    """The reads and settings that may make parameters or outputs, and what was decided of all others."""
    items: list[Candidate[RVariableRead | RAccess | SetVariable]] = [*map(_read, reads), *map(_set, sets)]
    path = str(source.path)
    kept, settled = choice.choose(sorted(items, key=_line), _comments(root, source.content), source.variables, path)
    left = [one for one in kept if not isinstance(one, SetVariable)]
    return (
        left,
        [one for one in kept if isinstance(one, SetVariable)],
        InterfaceChoice(settled, ROutlines(root, known), path),
    )


def _line(item: Candidate[RVariableRead | RAccess | SetVariable]) -> int:
    return item.line


def _read(found: RVariableRead | RAccess) -> Candidate[RVariableRead | RAccess | SetVariable]:
    access, name = (found, None) if isinstance(found, RAccess) else (found.access, found.name)
    return Candidate(
        found=found,
        name=name,
        writes=False,
        line=access.line,
        last_line=last_line_of(access.node),
        statement_end=last_line_of(statement_of(access.node)),
    )


def _set(found: SetVariable) -> Candidate[RVariableRead | RAccess | SetVariable]:
    return Candidate(
        found=found,
        name=found.name,
        writes=True,
        line=found.line,
        last_line=found.line if found.value is None else last_line_of(found.value),
        statement_end=last_line_of(statement_of(found.call.node)),
    )


def _comments(root: Node, content: bytes) -> dict[Place, RoleComment]:
    nodes: Sequence[Node] = [node for node in walk(root) if node.type == "comment"] if b"claimed:" in content else ()
    return {
        (None, line_of(node)): RoleComment(role=role, line=line_of(node))
        for node in nodes
        if (role := comment_role(text_of(node)))
    }
