"""The names that code assigns at its top, one after the other, and what they are worth then."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.fold import ConstantValue
from hatch_claimed.sources.python.literals import LiteralValue, literal

_MAY_NOT_RUN = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.If, ast.IfExp, ast.Try, ast.For, ast.While),
    *(ast.BoolOp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
_BLOCKS = (ast.If, ast.Try, ast.With, ast.For, ast.While)


@dataclass(frozen=True, slots=True)
class AssignedName:
    """A name that a statement at the top of the code binds.

    `node` is what it is set to, None where the name is only declared (`x: int`), and `value` what that is worth, None
    where only running the code would tell.
    """

    name: str
    statement: ast.stmt
    node: ast.expr | None
    value: LiteralValue | None = None
    annotation: ast.expr | None = None


@dataclass(frozen=True, slots=True)
class AssignedNames:
    """What is assigned, each name once, in the order of its last assignment at the top.

    `unclear` are names that are bound in another way: within a block, or several at once.
    """

    found: tuple[AssignedName, ...] = ()
    unclear: Mapping[str, ast.stmt] = field(default_factory=dict)


def assignments(code: Code, names: Mapping[str, ConstantValue]) -> AssignedNames:
    """Read the statements at the top of the code. `names` are constants of code that ran before."""
    known = dict(names)
    found: dict[str, AssignedName] = {}
    unclear: dict[str, ast.stmt] = {}
    for statement in code.tree.body:
        for name, node in _bound(statement):
            value = None if node is None else literal(node, known)
            annotation = statement.annotation if isinstance(statement, ast.AnnAssign) else None
            before = found.pop(name, None)
            annotation = annotation or (before.annotation if before else None)
            found[name] = AssignedName(name, statement, node, value, annotation)
            known.pop(name, None)
            if value is not None and isinstance(value.value, str | int | float | None):
                known[name] = ConstantValue(value.value)
        for name, node in _bound_elsewhere(statement):
            known.pop(name, None)
            if name in found:  # which value it has in the end, only running the code would tell
                found[name] = AssignedName(name, found[name].statement, node, None, found[name].annotation)
            else:
                unclear.setdefault(name, statement)
    return AssignedNames(tuple(found.values()), {name: one for name, one in unclear.items() if name not in found})


def is_needed(name: str, codes: Sequence[Code]) -> bool:
    """Whether code surely reads a name that none of it sets, and so fails without a value from elsewhere."""
    uses = [(code, visit.node) for code in codes for visit in code.of(ast.Name) if _is_named(visit.node, name)]
    sets = {id(code.visit(node).parent) for code, node in uses if isinstance(node.ctx, ast.Store)}
    declared = {id(one) for code in codes for one in code.tree.body if isinstance(one, ast.AnnAssign) and not one.value}
    return sets <= declared and any(isinstance(node.ctx, ast.Load) and _surely_runs(code, node) for code, node in uses)


def _is_named(node: ast.AST, name: str) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and node.id == name


def _surely_runs(code: Code, node: ast.AST) -> bool:
    parent = code.visit(node).parent
    while parent is not None:
        if isinstance(parent, _MAY_NOT_RUN):
            return False
        parent = code.visit(parent).parent
    return True


def _bound(statement: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that a statement surely binds, each with its own expression."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _paired(target, value)
        case ast.AnnAssign(target=ast.Name(id=name), value=value):
            yield name, value
        case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
            left = ast.copy_location(ast.Name(name, ast.Load()), target)
            yield name, ast.copy_location(ast.BinOp(left, op, value), statement)


def _paired(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif _fit(target, value):
        for one, part in zip(target.elts, value.elts, strict=True):  # type: ignore[attr-defined]
            yield from _paired(one, part)


def _fit(target: ast.expr, value: ast.expr) -> bool:
    """Whether each target has an expression of its own: `a, b = 1, 2`."""
    if not (isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List)):
        return False
    starred = any(isinstance(one, ast.Starred) for one in (*target.elts, *value.elts))
    return not starred and len(target.elts) == len(value.elts)


def _bound_elsewhere(statement: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that a statement may bind in another way, with what each is set to where that is an expression."""
    if isinstance(statement, ast.Assign):
        sure = {name for name, _ in _bound(statement)}
        names = [name for target in statement.targets for name in _names(target)]
        yield from ((name, statement.value) for name in names if name not in sure)
    elif isinstance(statement, _BLOCKS):
        yield from _bound_within(_bodies(statement))


def _bound_within(statements: Sequence[ast.stmt]) -> Iterator[tuple[str, ast.expr | None]]:
    for one in statements:
        yield from _bound(one)
        yield from _bound_elsewhere(one)


def _bodies(statement: ast.stmt) -> list[ast.stmt]:
    """The statements of a block and of what belongs to it, without those of functions and classes."""
    parts = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
    handlers = getattr(statement, "handlers", [])
    return [one for part in (*parts, *(handler.body for handler in handlers)) for one in part]


def _names(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Starred(value=value):
            yield from _names(value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _names(part)
