"""Where a node stands in its code: what is around it, and whose names it sees."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from hatch_claimed.sources.python.code import Code

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def around(code: Code, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each node from `node` outwards, with what directly holds it."""
    parent = code.visit(node).parent
    while parent is not None:
        yield node, parent
        node, parent = parent, code.visit(parent).parent


def functions_around(code: Code, node: ast.AST) -> Iterator[Function]:
    """The functions whose body holds a node, from the innermost outwards; a default stands outside of its function."""
    for child, parent in around(code, node):
        if isinstance(parent, FUNCTIONS) and not isinstance(child, ast.arguments):
            yield parent


def all_arguments(function: Function) -> list[ast.arg]:
    """The parameters of a function, without `*` and `**`."""
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def own_names(function: Function) -> frozenset[str]:
    """The variables that belong to a function itself; what it imports is left out."""
    names = {one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)}
    shared: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            shared.update(node.names)
    return frozenset(names - shared)


def block_of(code: Code, statement: ast.stmt) -> tuple[list[ast.stmt], int]:
    """The statements among which a statement stands, and its place there."""
    parent = code.visit(statement).parent
    for name in ("body", "orelse", "finalbody"):
        block = getattr(parent, name, None)
        if isinstance(block, list):
            for place, one in enumerate(block):
                if one is statement:
                    return block, place
    return [statement], 0


def before(one: ast.AST, other: ast.AST) -> bool:
    """Whether one node of a code begins before another one."""
    return _place(one) < _place(other)


def _place(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
