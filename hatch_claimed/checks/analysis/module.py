"""What stands at the top level of a script or notebook: what importing it runs, and which functions it then has."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.checks.analysis.imports import has_broken_cells
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Code

Function = ast.FunctionDef | ast.AsyncFunctionDef

_DYNAMIC = frozenset({"exec", "globals", "locals", "setattr", "vars"})
_BLOCKS = ("body", "handlers", "orelse", "finalbody", "cases")


@dataclass(frozen=True, slots=True)
class Definition:
    """A function of the module, and the code that it stands in."""

    node: Function
    code: Code


@dataclass(frozen=True, slots=True)
class Module:
    """The functions that an import leaves behind, by name.

    `assigned` are names that an import binds in another way, `guarded` functions that only a run defines, and `open`
    says that nobody can know all names.
    """

    functions: Mapping[str, tuple[Definition, ...]]
    assigned: frozenset[str]
    guarded: frozenset[str]
    open: bool


def module(subject: ReadOperator) -> Module:
    """The module that an operator's script becomes when it is imported."""
    functions: dict[str, tuple[Definition, ...]] = {}
    assigned: set[str] = set()
    guarded: set[str] = set()
    for code in subject.details.codes:
        for node in imported(code.tree.body):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions[node.name] = (*functions.get(node.name, ()), Definition(node, code))
            elif isinstance(node, ast.If) and is_main_guard(node):
                guarded.update(one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
            assigned.update(_bound(node))
        assigned.update(
            name for visit in code.visits if isinstance(visit.node, ast.Global) for name in visit.node.names
        )
    is_open = has_broken_cells(subject) or any(_is_dynamic(code) for code in subject.details.codes)
    return Module(functions, frozenset(assigned), frozenset(guarded), is_open)


def imported(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when a module is imported, and those within them, in source order."""
    todo: list[ast.AST] = list(reversed(body))
    while todo:
        node = todo.pop()
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            todo.extend(reversed(list(_inner(node))))


def own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """A statement and its expressions, without the statements in it and without what a function or lambda holds."""
    todo: list[ast.AST] = [statement]
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            todo.extend(node.decorator_list)
        elif not isinstance(node, ast.Lambda):
            blocks = (ast.stmt, ast.ExceptHandler, ast.match_case)
            todo.extend(child for child in ast.iter_child_nodes(node) if not isinstance(child, blocks))


def is_main_guard(node: ast.If) -> bool:
    """Whether it is an `if __name__ == "__main__":`."""
    tests = node.test.values if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.And) else [node.test]
    return any(_compares_name(test) for test in tests)


def _compares_name(test: ast.expr) -> bool:
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = {ast.unparse(side) for side in (left, right) if isinstance(side, ast.Name | ast.Constant)}
            return sides == {"__name__", "'__main__'"}
    return False


def _inner(node: ast.AST) -> Iterator[ast.AST]:
    for block in _BLOCKS:
        if block == "body" and isinstance(node, ast.If) and is_main_guard(node):
            continue
        children = getattr(node, block, ())
        yield from children if isinstance(children, list) else ()


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds itself, other than to a function of its own."""
    if isinstance(statement, ast.ClassDef):
        yield statement.name
    for node in own_nodes(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.alias(name=name, asname=asname):
                yield asname or name.partition(".")[0]


def _is_dynamic(code: Code) -> bool:
    """Whether names may come from where no reader sees them."""
    for node in (visit.node for visit in code.visits):
        match node:
            case ast.Name(id=name) if name in _DYNAMIC:
                return True
            case ast.alias(name="*"):
                return True
            case ast.Call(func=ast.Attribute(attr="run_line_magic"), args=[ast.Constant(value="run" | "load"), *_]):
                return True
    return False
