"""Which accesses of Python code make its interface."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.assignments import AssignedName
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.constants import PythonConstants
from hatch_claimed.sources.python.ipython import magics
from hatch_claimed.sources.python.outlines import PythonOutlines
from hatch_claimed.sources.variables import choice
from hatch_claimed.sources.variables.choice import Candidate, Place, VariableWrite
from hatch_claimed.sources.variables.overrides import VariableOverrides
from hatch_claimed.sources.variables.roles import comment_role
from hatch_claimed.sources.variables.uses import RoleComment

Choice = choice.InterfaceChoice[ast.expr]
Used = VariableAccess | AssignedName


def choose(
    found: Sequence[VariableAccess],
    names: PythonConstants,
    codes: Sequence[Code],
    wanted: VariableOverrides,
    others: Sequence[Candidate[Used]] = (),
) -> tuple[list[VariableAccess], list[AssignedName], Choice]:
    """The accesses that may make parameters or outputs, the others that may, and what was decided of the rest."""
    items: list[Candidate[Used]] = [
        Candidate(
            found=access,
            name=_name(access, names),
            writes=access.writes,
            line=access.line,
            last_line=access.last_line,
            statement_end=access.statement_end,
            cell=access.code.cell,
        )
        for access in found
    ]
    path = codes[0].path if codes else ""
    kept, settled = choice.choose([*items, *others], _comments(codes), wanted, path)
    accesses = [one for one in kept if isinstance(one, VariableAccess)]
    more = [one for one in kept if isinstance(one, AssignedName)]
    return accesses, more, Choice(settled, PythonOutlines(codes, names), path)


def write_of(access: VariableAccess) -> VariableWrite[ast.expr]:
    """What an access sets its variable to."""
    return VariableWrite(access.value, access.line, access.code.cell)


def _comments(codes: Sequence[Code]) -> dict[Place, RoleComment]:
    return {
        (code.cell, line): RoleComment(role=role, line=line, cell=code.cell)
        for code in codes
        if "claimed:" in code.text
        for line, text in _texts(code)
        if (role := comment_role(text))
    }


def _texts(code: Code) -> Iterator[tuple[int, str]]:
    """Comments by their line, those of shell cells and of shell lines too."""
    yield from ((comment.line, comment.text) for comment in code.comments.values())
    for magic in magics(code):
        # the body of a cell begins below its first line
        first = magic.call.lineno + (magic.body is not None)
        yield from enumerate((magic.shell or "").split("\n"), first)


def _name(access: VariableAccess, names: PythonConstants) -> str | None:
    constant = None if access.name is None else names.fold(access.name, access.bound)
    return constant.value if constant and isinstance(constant.value, str) else None
