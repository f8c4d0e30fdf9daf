"""What makes a script run on where a variable is not set, and what it takes instead."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.environment.branches import (
    assigned,
    assigned_after,
    assigned_before,
    ended_by,
    handler_for,
    is_unconditional_for,
    way_out,
)
from hatch_claimed.sources.python.environment.places import FUNCTIONS, around, block_of
from hatch_claimed.sources.python.environment.set_checks import SetChecks
from hatch_claimed.sources.python.environment.types import casted, value_of

_OF_MISSING_KEYS = frozenset({"KeyError", "LookupError"})
_OF_NONE = frozenset({"TypeError", "ValueError", "AttributeError"})
_OF_ALL = frozenset({"Exception", "BaseException"})


@dataclass(frozen=True, slots=True)
class Fallback:
    """Whether the script needs the variable, and what it takes where it does not; None where that is no expression."""

    required: bool
    instead: ast.expr | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """The read of a variable in one place, and what the search for a guard needs."""

    presence: SetChecks
    code: Code
    node: ast.expr
    name: str
    access: VariableAccess
    is_value: bool

    @property
    def plain_statement(self) -> ast.stmt | None:
        """The statement that assigns or returns just the read, with or without a cast; None for others."""
        value = value_of(self.code, casted(self.code, self.node))
        parent = self.code.visit(value).parent
        return parent if isinstance(parent, ast.Assign | ast.AnnAssign | ast.Return) else None

    def says(self, test: ast.expr, *, truth: bool) -> str | None:
        return self.presence.says(test, self.name, truth=truth)


def verdict(access: VariableAccess, name: str, presence: SetChecks) -> Fallback | None:
    """What the code around a read, and around the uses of the variable that it is assigned to, says; None for nothing.

    What is around a call of a function that reads counts more than what that function does.
    """
    for code, node in reversed(access.places):
        is_value = access.missing_is_none and any(one is node for _, one in access.values)
        read = _Read(presence, code, node, name, access, is_value)
        own = _climbed(read, node)
        uses = [_climbed(read, use) for use in presence.uses(code, node, name)]
        said = [one for one in (own, *uses) if one is not None]
        if said:
            return _joined(said)
    return None


def _joined(said: list[Fallback]) -> Fallback:
    if any(one.required for one in said):
        return Fallback(required=True)
    return next((one for one in said if one.instead is not None), said[0])


def _climbed(read: _Read, start: ast.expr) -> Fallback | None:
    for child, parent in around(read.code, start):
        guard = _GUARDS.get(type(parent))
        found = guard(read, start, child, parent) if guard else None
        if found is None and isinstance(child, ast.stmt):
            found = _above(read, child)
        if found is not None:
            return found
        if isinstance(parent, FUNCTIONS):
            return None
    return None


def _in_or_and(read: _Read, start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    if not isinstance(parent, ast.BoolOp):
        return None
    place = next(number for number, one in enumerate(parent.values) if one is child)
    is_and = isinstance(parent.op, ast.And)
    if any(read.says(value, truth=is_and) == "set" for value in parent.values[:place]):
        return Fallback(required=False)
    is_value = read.is_value and child is _named(read.code, start)
    if is_value and place < len(parent.values) - 1:
        rest = parent.values[place + 1 :]
        # in `read or other() or 5` nobody knows which one it is
        return Fallback(required=False, instead=rest[0] if not is_and and len(rest) == 1 else None)
    return None


def _in_choice(read: _Read, start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    if not isinstance(parent, ast.IfExp):
        return None
    if child is parent.test:
        return Fallback(required=False) if _is_tested(read, parent.test) else None
    is_body = child is parent.body
    if read.says(parent.test, truth=is_body) != "set":
        return None
    whole = child is _named(read.code, start) or child is casted(read.code, start)
    other = parent.orelse if is_body else parent.body
    return Fallback(required=False, instead=other if whole else None)


def _in_if(read: _Read, _start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    if not isinstance(parent, ast.If):
        return None
    if child is parent.test:
        return _in_test_of(read, parent)
    in_body = any(one is child for one in parent.body)
    if read.says(parent.test, truth=in_body) != "set":
        return None
    return Fallback(required=False, instead=_instead(read, parent, parent.orelse if in_body else parent.body))


def _in_test_of(read: _Read, parent: ast.If) -> Fallback | None:
    if not _is_tested(read, parent.test):
        return None
    missing = _where_missing(read, parent)
    if missing is None:
        return Fallback(required=False)
    if way_out(missing) == "ends" and _is_unconditional(read, parent):
        return Fallback(required=True)
    instead = assigned(missing, read.plain_statement) if _is_unconditional(read, parent) else None
    return Fallback(required=False, instead=instead)


def _in_loop(read: _Read, _start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    tested = isinstance(parent, ast.While) and child is parent.test and _is_tested(read, parent.test)
    return Fallback(required=False) if tested else None


def _in_assert(read: _Read, _start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    if isinstance(parent, ast.Assert) and child is parent.test and read.says(parent.test, truth=True) == "set":
        return Fallback(required=_is_unconditional(read, parent))
    return None


def _in_try(read: _Read, _start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    if not isinstance(parent, ast.Try | ast.TryStar) or not any(one is child for one in parent.body):
        return None
    expected = _OF_NONE if read.access.missing_is_none else _OF_MISSING_KEYS
    handler = handler_for(parent, expected | _OF_ALL)
    if handler is None:
        return None
    instead = assigned(handler.body, read.plain_statement)
    # one that catches all is meant for other things where more is tried than this
    if instead is None and len(parent.body) > 1 and handler_for(parent, expected) is not handler:
        return None
    if way_out(handler.body) == "ends":
        return Fallback(required=_is_unconditional(read, parent))
    instead = instead or assigned_before(read.code, parent, read.plain_statement)
    return Fallback(required=False, instead=instead or assigned_after(read.code, parent, read.plain_statement))


def _in_with(read: _Read, _start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    if not isinstance(parent, ast.With) or not any(one is child for one in parent.body):
        return None
    expected = (_OF_NONE if read.access.missing_is_none else _OF_MISSING_KEYS) | _OF_ALL
    for item in parent.items:
        match item.context_expr:
            case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=kinds):
                if any(getattr(kind, "id", None) in expected for kind in kinds):
                    return Fallback(required=False, instead=assigned_before(read.code, parent, read.plain_statement))
    return None


def _in_comprehension(read: _Read, _start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    tests = [test for one in getattr(parent, "generators", ()) for test in one.ifs]
    if child not in getattr(parent, "generators", ()) and any(read.says(one, truth=True) == "set" for one in tests):
        return Fallback(required=False)
    return None


def _in_condition(read: _Read, _start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    tested = isinstance(parent, ast.comprehension) and any(one is child for one in parent.ifs)
    if tested and isinstance(child, ast.expr) and _is_tested(read, child):
        ending = None
        if read.says(child, truth=True) == "missing":
            ending = ended_by(read.code, read.code.visit(parent).parent)
        return Fallback(required=ending is not None and _is_unconditional(read, ending))
    return None


def _in_test(read: _Read, start: ast.expr, child: ast.AST, parent: ast.AST) -> Fallback | None:
    """`missing = os.getenv('x') is None`: a test whose result is kept."""
    kept = read.code.visit(parent).parent
    if child is not _named(read.code, start) or not isinstance(kept, ast.Assign | ast.AnnAssign | ast.keyword):
        return None
    return Fallback(required=False) if isinstance(parent, ast.expr) and _is_tested(read, parent) else None


_GUARDS: Mapping[type, Callable[[_Read, ast.expr, ast.AST, ast.AST], Fallback | None]] = {
    ast.BoolOp: _in_or_and,
    ast.IfExp: _in_choice,
    ast.If: _in_if,
    ast.While: _in_loop,
    ast.Assert: _in_assert,
    ast.Try: _in_try,
    ast.TryStar: _in_try,
    ast.With: _in_with,
    ast.comprehension: _in_condition,
    **dict.fromkeys((ast.Compare, ast.UnaryOp), _in_test),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), _in_comprehension),
}


def _above(read: _Read, statement: ast.stmt) -> Fallback | None:
    """What a statement above in the same block says, which leaves it where the variable is missing."""
    block, place = block_of(read.code, statement)
    for earlier in reversed(block[:place]):
        if isinstance(earlier, ast.If) and (missing := _where_missing(read, earlier)):
            way = way_out(missing)
            if way is not None:
                return Fallback(required=way == "ends" and _is_unconditional(read, earlier))
    return None


def _where_missing(read: _Read, node: ast.If) -> list[ast.stmt] | None:
    """The branch that runs whenever the variable is missing."""
    if read.says(node.test, truth=False) == "set":
        return node.body
    return node.orelse if read.says(node.test, truth=True) == "set" else None


def _is_tested(read: _Read, test: ast.expr) -> bool:
    return any(read.says(test, truth=truth) is not None for truth in (True, False))


def _is_unconditional(read: _Read, guard: ast.stmt) -> bool:
    return is_unconditional_for(read.code, guard, read.node)


def _instead(read: _Read, guard: ast.stmt, other: list[ast.stmt]) -> ast.expr | None:
    """What the other branch, or the code around the guard, gives in the place of the read."""
    plain = read.plain_statement
    places: Iterator[ast.expr | None] = iter(
        (
            assigned(other, plain),
            None if other else assigned_before(read.code, guard, plain),
            None if other else assigned_after(read.code, guard, plain),
        )
    )
    return next((one for one in places if one is not None), None)


def _named(code: Code, node: ast.expr) -> ast.expr:
    """A read with the `:=` around it."""
    parent = code.visit(node).parent
    return parent if isinstance(parent, ast.NamedExpr) else node
