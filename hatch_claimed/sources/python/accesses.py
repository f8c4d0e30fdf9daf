"""One read or write of an environment variable (C3 requirements, *Parameters* and *Outputs*)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hatch_claimed.model.scalars import SCALAR_TYPE_NAMES, ParameterType
from hatch_claimed.sources.python.code import Code, SyntaxNode
from hatch_claimed.sources.python.fold import ConstantValue

CASTS = {name: kind for name, kind in SCALAR_TYPE_NAMES.items() if name != "str"}
_DEFAULTS = frozenset({"default", "value"})


@dataclass(frozen=True, slots=True)
class VariableAccess:
    """One use of an environment variable.

    `name` is None when the call unpacks its arguments. `default` is None for a read without one; a write has neither
    type nor default. `value` is what a write sets, None where that is no expression of its own. `line` is where the use
    itself begins and `last_line` where it ends, `statement_line` where the statement around it begins, and
    `statement_end` where that ends, for a statement that holds no others. `statement_column` counts from 0.

    `node` is the expression that reads or writes, and `inner` those within functions of the script that it calls for
    that, each with its code; `passed` says that these functions give what was read. `missing_is_none` says that a read
    of what is not set is None, and no KeyError. `bound` are constants that names stand for at this place, such as the
    variable of a loop. `copy` is 0 for the environment itself, else it tells copies of it apart. `tests` is a mere look
    whether the variable is set, and `each` are all the variables that a dictionary sets. `sets` says that this is the
    default of all later reads. `in_shell` says that a shell reads it, and `note` is the comment above it there.
    `followed` says that it does not stand there as such: it is found through a name, a function, a loop or a copy.
    """

    name: ast.expr | None
    line: int
    column: int
    statement_line: int
    statement_column: int
    code: Code = field(repr=False)
    type: ParameterType = "String"
    default: ast.expr | None = None
    writes: bool = False
    value: ast.expr | None = None
    node: ast.expr | None = None
    inner: tuple[tuple[Code, ast.expr], ...] = field(default=(), repr=False)
    passed: bool = True
    missing_is_none: bool = False
    bound: Mapping[str, ConstantValue] = field(default_factory=dict)
    copy: int = 0
    tests: bool = False
    each: ast.expr | None = None
    sets: bool = False
    in_shell: bool = False
    followed: bool = False
    note: str | None = None
    last_line: int = 0
    statement_end: int = 0

    @property
    def places(self) -> tuple[tuple[Code, ast.expr], ...]:
        """All expressions that take part, from the innermost outwards."""
        return (*self.inner, (self.code, self.node)) if self.node is not None else ()

    @property
    def values(self) -> tuple[tuple[Code, ast.expr], ...]:
        """Those of them that are worth what was read."""
        return self.places if self.passed else self.places[:1]


def at(code: Code, node: ast.expr, name: ast.expr | None) -> VariableAccess:
    """An access of this name by this expression, which is to be completed."""
    visit = code.visit(node)
    statement = visit.statement or node
    return VariableAccess(
        name=name,
        line=node.lineno,
        column=node.col_offset,
        statement_line=statement.lineno,
        statement_column=statement.col_offset,
        code=code,
        node=node,
        last_line=node.end_lineno or 0,
        statement_end=0 if hasattr(statement, "body") else statement.end_lineno or 0,
    )


def set_by(visit: SyntaxNode) -> ast.expr | None:
    """What an assignment to the visited target sets."""
    match visit.parent:
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return value
    return None


def arguments(
    positional: Iterable[ast.expr], keywords: Iterable[ast.keyword]
) -> tuple[ast.expr | None, ast.expr | None]:
    """The name and the default of a call. What is unpacked (`*pair`, `**options`) stands for itself: no constant."""
    first: list[ast.expr | None] = [*positional, None, None]
    name, default = first[0], first[1]
    if isinstance(name, ast.Starred):
        return None, None
    for keyword in keywords:
        if keyword.arg == "key":
            name = keyword.value
        elif keyword.arg in _DEFAULTS or keyword.arg is None:
            default = keyword.value
    return name, default
