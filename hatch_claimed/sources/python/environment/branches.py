"""Which ways through the code there are: branches that exclude each other, that end, and what they assign."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Literal

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.environment.places import around, before, block_of, functions_around

Way = Literal["ends", "leaves"]

_TRIES: tuple[type[ast.AST], ...] = (ast.Try, ast.TryStar)
_EXITS = frozenset({"exit", "quit", "_exit", "abort"})


def way_out(block: Sequence[ast.stmt]) -> Way | None:
    """Whether a block ends the script, or leaves its function or loop; None where what follows it runs."""
    match block[-1] if block else None:
        case ast.Raise():
            return "ends"
        case ast.Expr(value=ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name))) if name in _EXITS:
            return "ends"
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="error"))):
            return "ends" if "parser" in owner.lower() else None
        case ast.Return() | ast.Continue() | ast.Break():
            return "leaves"
    return None


def exclusive(code: Code, one: ast.AST, other: ast.AST) -> bool:
    """Whether a run comes by one of two nodes at most: they stand in different branches."""
    outer = {id(parent): (parent, child) for child, parent in around(code, one)}
    for child, parent in around(code, other):
        if id(parent) in outer:
            first = outer[id(parent)][1]
            return branch_of(parent, first) != branch_of(parent, child) or _left(first, child)
    return False


def branch_of(parent: ast.AST, child: ast.AST) -> object:
    """The branch of a node that a child belongs to, None where all children run."""
    match parent:
        case ast.If(body=body, orelse=orelse):
            return "body" if _holds(body, child) else "else" if _holds(orelse, child) else None
        case ast.IfExp(body=body, orelse=orelse):
            return "body" if child is body else "else" if child is orelse else None
        case ast.Match(cases=cases):
            return next((place for place, one in enumerate(cases) if one is child), None)
        case ast.Try(body=body, handlers=handlers) | ast.TryStar(body=body, handlers=handlers):
            if _holds(body, child):
                return "body"
            return next((place for place, one in enumerate(handlers) if one is child), None)
    return None


def _left(one: ast.AST, other: ast.AST) -> bool:
    """Whether the branch in the first of two statements of a block leaves it, so that the second is never reached."""
    first = one if before(one, other) else other
    return isinstance(first, ast.If) and one is not other and way_out(first.body) is not None and not first.orelse


def _holds(block: Sequence[ast.AST], node: ast.AST) -> bool:
    return any(one is node for one in block)


def comes_first(code: Code, earlier: ast.AST, other_code: Code, later: ast.AST) -> bool:
    """Whether a statement has run whenever a node is reached.

    A function of the script may run at any later time: what the module does is done by then, and of two functions the
    one that prepares is taken to have run.
    """
    inside = next(functions_around(code, earlier), None)
    there = next(functions_around(other_code, later), None)
    if inside is not there:
        return there is not None
    if code is not other_code:
        return (code.cell or 0) < (other_code.cell or 0) and _is_unconditional(code, earlier)
    holders = {id(parent) for _, parent in around(code, later)}
    holder = code.visit(_statement(code, earlier)).parent
    return before(earlier, later) and id(holder) in holders and not exclusive(code, earlier, later)


def _is_unconditional(code: Code, node: ast.AST) -> bool:
    return isinstance(code.visit(_statement(code, node)).parent, ast.Module)


def _statement(code: Code, node: ast.AST) -> ast.AST:
    return code.visit(node).statement or node


def is_unconditional_for(code: Code, statement: ast.AST, node: ast.AST) -> bool:
    """Whether a statement runs whenever a node in the same function does: it stands in no branch of its own."""
    holder = code.visit(statement).parent
    return holder is None or any(parent is holder for _, parent in around(code, node))


def assigned(block: Sequence[ast.stmt], target: ast.stmt | None) -> ast.expr | None:
    """What a block assigns to the variable that a statement assigns to; what it returns where that one returns."""
    name = _target(target)
    for statement in reversed(block):
        if name is not None and _target(statement) == name:
            return statement.value if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Return) else None
    return None


def assigned_before(code: Code, statement: ast.stmt, target: ast.stmt | None) -> ast.expr | None:
    """What the statements directly above one assign to the variable that `target` assigns to."""
    block, place = block_of(code, statement)
    return None if isinstance(target, ast.Return) else assigned(block[:place], target)


def assigned_after(code: Code, statement: ast.stmt, target: ast.stmt | None) -> ast.expr | None:
    """What is returned directly below a statement in whose branch `target` returns something else."""
    block, place = block_of(code, statement)
    following = block[place + 1 : place + 2]
    return assigned(following, target) if isinstance(target, ast.Return) else None


def _target(statement: ast.stmt | None) -> str | None:
    match statement:
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            return ast.unparse(target)
        case ast.Return():
            return "return"
    return None


def ended_by(code: Code, collected: ast.AST | None) -> ast.If | None:
    """The test that ends the script where something was collected: `missing = […]`, then `if missing: sys.exit()`."""
    if collected is None:
        return None
    parent = code.visit(collected).parent
    match parent:
        case ast.If(test=test) if test is collected:
            following, name = [parent], None
        case ast.Assign(targets=[ast.Name(id=name)]):
            block, place = block_of(code, parent)
            following = [one for one in block[place + 1 :] if isinstance(one, ast.If)]
        case _:
            return None
    for one in following:
        is_meant = name is None or (isinstance(one.test, ast.Name) and one.test.id == name)
        if is_meant and way_out(one.body) == "ends":
            return one
    return None


def handler_for(node: ast.Try | ast.TryStar, wanted: frozenset[str]) -> ast.ExceptHandler | None:
    """The first handler that catches one of these exceptions."""
    return next((one for one in node.handlers if _caught(one.type) & wanted), None)


def _caught(kinds: ast.expr | None) -> set[str]:
    if kinds is None:
        return {"BaseException"}
    return {name for one in ast.walk(kinds) if (name := getattr(one, "id", getattr(one, "attr", None)))}
