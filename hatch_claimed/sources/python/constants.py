"""The names of a module that stand for a constant."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.fold import Constant, fold


def constants(codes: Sequence[Code]) -> dict[str, Constant]:
    """The names that are assigned exactly once, at top level, to a constant, and bound nowhere else.

    `codes` are the one script, or all cells of a notebook in their order. A name counts as bound by anything that
    could bind it, in any scope: a wrong default is worse than none.
    """
    bound = Counter(name for code in codes for name in bindings(code))
    names: dict[str, Constant] = {}
    for statement in (statement for code in codes for statement in code.tree.body):
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            names.clear()  # may have bound any of them anew
        for target, value in _assignments(statement):
            folded = fold(value, names) if bound[target] == 1 else None
            if folded is not None:
                names[target] = folded
    return names


def bindings(code: Code) -> Iterator[str]:
    """Every binding of a name in the code, in any scope, once for each place."""
    for visit in code.visits:
        yield from _bound(visit.node)


def _assignments(statement: ast.stmt) -> Iterable[tuple[str, ast.expr]]:
    match statement:
        case ast.Assign(targets=targets, value=value):
            return [(target.id, value) for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return [(name, value)]
    return []


def _bound(node: ast.AST) -> Sequence[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            return [name]
        case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.alias(name=name, asname=asname):
            return [asname or name.partition(".")[0]]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
    return _bound_by_pattern(node)


def _bound_by_pattern(node: ast.AST) -> Sequence[str]:
    match node:
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [name]
        case ast.MatchMapping(rest=str(name)):
            return [name]
    return []
