"""Which names a statement of a script binds, and which of them the functions of the script need."""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hatch_claimed.checks.analysis.module import Function, imported, is_main_guard, own_nodes
from hatch_claimed.sources.python.code import Code

_FILLING = frozenset({"add", "append", "extend", "insert", "register", "setdefault", "update"})
_COMPREHENSIONS = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})


@dataclass(frozen=True, slots=True)
class UsedNames:
    """The variables that functions, classes and the main guard use, or that such variables are made of.

    None stands for all names: the code is such that nobody can tell.
    """

    names: frozenset[str] | None

    def any_of(self, names: frozenset[str]) -> bool:
        """Whether one of the names is needed."""
        return bool(names) if self.names is None else not self.names.isdisjoint(names)


def needed(codes: Sequence[Code]) -> UsedNames:
    """What importing a script must leave behind, beside functions, classes and modules."""
    statements = [node for code in codes for node in imported(code.tree.body)]
    names: set[str] = set()
    for code in codes:
        used = _used_in_functions(code.text)
        if used is None:
            return UsedNames(None)
        names |= used
    for node in statements:
        if isinstance(node, ast.If) and is_main_guard(node):
            names |= {one.id for inner in node.body for one in ast.walk(inner) if isinstance(one, ast.Name)}
    names -= {name for node in statements for name in _modules(node)}
    flows = [(frozenset(bound_by(node)), frozenset(_loaded(node))) for node in statements]
    while more := {name for bound, used in flows if bound & names for name in used} - names:
        names |= more
    return UsedNames(frozenset(names))


def bound_in(statement: ast.stmt) -> frozenset[str]:
    """The variables that a statement of the module, and all within it, assigns or fills."""
    return frozenset(name for node in imported([statement]) for name in bound_by(node))


def bound_by(statement: ast.stmt) -> Iterator[str]:
    """The variables that a statement itself assigns or fills, such as `table` in `table[key] = value`."""
    for node in own_nodes(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.id
        yield from _filled(node)


def globals_of(function: Function) -> frozenset[str]:
    """The variables of the module that a function declares to set, and those that it may fill."""
    declared = {name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names}
    return frozenset(declared.union(*(_filled(node) for node in ast.walk(function))))


def _filled(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Attribute(ctx=ast.Store() | ast.Del()) | ast.Subscript(ctx=ast.Store() | ast.Del()):
            yield from root(node)
        case ast.Call(func=ast.Attribute(attr=method, value=value)) if method in _FILLING:
            yield from root(value)


def root(node: ast.AST) -> Iterator[str]:
    """The variable that an expression such as `table.rows[0]` begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def _loaded(statement: ast.stmt) -> Iterator[str]:
    for node in own_nodes(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id


def _modules(statement: ast.stmt) -> Iterator[str]:
    """The names of functions, classes and modules that a statement brings."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in statement.names)


def _used_in_functions(text: str) -> set[str] | None:
    """The variables of the module that its functions, classes and lambdas use; None where Python cannot say."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            top = symtable.symtable(text, "", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found: set[str] = set()
    todo = [table for table in top.get_children() if table.get_name() not in _COMPREHENSIONS]
    while todo:
        table = todo.pop()
        found.update(symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
        todo.extend(table.get_children())
    return found
