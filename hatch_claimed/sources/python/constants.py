"""The names of a module that stand for a constant."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.fold import ConstantValue, fold

_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)

_NONE: Mapping[str, ConstantValue] = {}

# all that `_bound` knows
_BINDING = (
    ast.Name,
    ast.arg,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.alias,
    ast.Global,
    ast.Nonlocal,
    ast.NamedExpr,
    ast.ExceptHandler,
    ast.MatchAs,
    ast.MatchStar,
    ast.MatchMapping,
)


@dataclass(frozen=True, slots=True)
class PythonConstants:
    """The names of a module that are assigned exactly once, at top level, to a constant.

    `inner` are the nodes of functions and other inner scopes, by identity; `hidden` are names that any of these binds
    for itself: there, such a name may mean another variable.
    """

    names: Mapping[str, ConstantValue]
    hidden: frozenset[str]
    inner: frozenset[int]

    def fold(self, node: ast.expr, bound: Mapping[str, ConstantValue] = _NONE) -> ConstantValue | None:
        """What an expression is worth where it stands, None when only running the code would tell.

        `bound` are constants that names stand for in this place alone, such as the variable of a loop.
        """
        if id(node) not in self.inner:
            return fold(node, {**self.names, **bound} if bound else self.names)
        names = {name: value for name, value in self.names.items() if name not in self.hidden}
        return fold(node, {**names, **bound})


def constants(codes: Sequence[Code]) -> PythonConstants:
    """The constants of one script, or of all cells of a notebook in their order."""
    inner = frozenset(node for code in codes for node in _inner(code))
    bound: Counter[str] = Counter()
    hidden: set[str] = set()
    for code in codes:
        for node in _binding(code):
            if id(node) in inner and not _binds_outside(node):
                hidden.update(_bound(node))
            else:
                bound.update(_bound(node))
    return PythonConstants(_folded(codes, bound), frozenset(hidden), inner)


def bindings(code: Code) -> Iterator[str]:
    """Every binding of a name in the code, in any scope, once for each place."""
    for node in _binding(code):
        yield from _bound(node)


def _folded(codes: Sequence[Code], bound: Mapping[str, int]) -> dict[str, ConstantValue]:
    names: dict[str, ConstantValue] = {}
    for statement in (statement for code in codes for statement in code.tree.body):
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            names.clear()  # may have bound any of them anew
        for target, value in _assignments(statement):
            folded = fold(value, names) if bound[target] == 1 else None
            if folded is not None:
                names[target] = folded
    return names


def _inner(code: Code) -> Iterator[int]:
    """The nodes inside of functions, classes, lambdas and comprehensions; the names of these themselves are outside."""
    inner: set[ast.AST | None] = set()
    for visit in code.visits:
        # parents come before what they hold
        if visit.parent in inner or isinstance(visit.parent, _SCOPES):
            inner.add(visit.node)
            yield id(visit.node)


def _binds_outside(node: ast.AST) -> bool:
    """Whether a node of an inner scope may bind a name of the module: by `global`, or by `:=` in a comprehension."""
    return isinstance(node, ast.Global | ast.NamedExpr)


def _assignments(statement: ast.stmt) -> Iterable[tuple[str, ast.expr]]:
    match statement:
        case ast.Assign(targets=targets, value=value):
            return [(target.id, value) for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return [(name, value)]
    return []


def _binding(code: Code) -> Iterator[ast.AST]:
    return (visit.node for visit in code.of(*_BINDING))


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
        case ast.NamedExpr(target=ast.Name(id=name)):
            return [name]
    return _bound_by_pattern(node)


def _bound_by_pattern(node: ast.AST) -> Sequence[str]:
    match node:
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [name]
        case ast.MatchMapping(rest=str(name)):
            return [name]
    return []
