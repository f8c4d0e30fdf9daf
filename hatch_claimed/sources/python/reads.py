"""Where Python code reads and sets environment variables (C3 requirements, *Parameters* and *Outputs*)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hatch_claimed.scalars import ParameterType
from hatch_claimed.sources.python.code import Code, Visit

_CASTS: dict[str, ParameterType] = {"int": "Integer", "float": "Float", "bool": "Boolean"}
_DEFAULTS = frozenset({"default", "value"})


@dataclass(frozen=True, slots=True)
class Aliases:
    """What the module `os`, `os.getenv` and `os.environ` are called."""

    os: frozenset[str] = frozenset({"os"})
    getenv: frozenset[str] = frozenset()
    environ: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Access:
    """One use of an environment variable.

    `name` is None when the call unpacks its arguments. `default` is None for a read without one; a write has neither
    type nor default. `value` is what a write sets, None where that is no expression of its own. `line` is where the use
    itself begins and `last_line` where it ends, `statement_line` where the statement around it begins, and
    `statement_end` where that ends, for a statement that holds no others. `statement_column` counts from 0. `in_shell`
    says that a shell reads it, and `note` is the comment above it there.
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
    in_shell: bool = False
    note: str | None = None
    last_line: int = 0
    statement_end: int = 0


def aliases(codes: Iterable[Code]) -> Aliases:
    """The names under which the code imports `os` and its members; `os` itself is always one."""
    modules: set[str] = {"os"}
    getenv: set[str] = set()
    environ: set[str] = set()
    for node in (visit.node for code in codes for visit in code.of(ast.Import, ast.ImportFrom)):
        if isinstance(node, ast.Import):
            modules.update(alias.asname for alias in node.names if alias.name == "os" and alias.asname)
        elif isinstance(node, ast.ImportFrom) and node.module == "os" and not node.level:
            getenv.update(_imported(node, "getenv"))
            environ.update(_imported(node, "environ"))
    return Aliases(frozenset(modules), frozenset(getenv), frozenset(environ))


def accesses(code: Code, known: Aliases) -> list[Access]:
    """All reads and writes of environment variables in the code, in source order."""
    found = (_access(visit, code, known) for visit in code.of(ast.Call, ast.Subscript))
    return sorted((access for access in found if access), key=lambda access: (access.line, access.column))


def _imported(node: ast.ImportFrom, name: str) -> Iterator[str]:
    for alias in node.names:
        if alias.name == name:
            yield alias.asname or name
        elif alias.name == "*":
            yield name


def _access(visit: Visit, code: Code, known: Aliases) -> Access | None:
    match visit.node:
        case ast.Call(func=function) if _is_getenv(function, known) or _is_lookup(function, known):
            name, default = _arguments(visit.node)
            return _at(visit, visit.node, code, name, default)
        case ast.Subscript(value=value, slice=name) if _is_environ(value, known):
            return _subscript(visit, visit.node, code, name)
    return None


def _subscript(visit: Visit, node: ast.Subscript, code: Code, name: ast.expr) -> Access | None:
    changes = isinstance(visit.parent, ast.AugAssign) and visit.parent.target is node
    if isinstance(node.ctx, ast.Load) or changes:
        return _at(visit, node, code, name, None)
    # `os.environ['x']: str` only declares
    declares = isinstance(visit.parent, ast.AnnAssign) and visit.parent.value is None
    if isinstance(node.ctx, ast.Store) and not declares:
        return _at(visit, node, code, name, None, writes=True)
    return None


def _at(
    visit: Visit, node: ast.expr, code: Code, name: ast.expr | None, default: ast.expr | None, *, writes: bool = False
) -> Access:
    return Access(
        name=name,
        line=node.lineno,
        column=node.col_offset,
        statement_line=(visit.statement or node).lineno,
        statement_column=(visit.statement or node).col_offset,
        code=code,
        type=_cast(visit),
        default=default,
        writes=writes,
        value=_set(visit) if writes else None,
        last_line=node.end_lineno or 0,
        statement_end=0 if hasattr(visit.statement, "body") else (visit.statement or node).end_lineno or 0,
    )


def _set(visit: Visit) -> ast.expr | None:
    match visit.parent:
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return value
    return None


def _cast(visit: Visit) -> ParameterType:
    match visit.parent:
        case ast.Call(func=ast.Name(id=cast), args=[only], keywords=[]) if only is visit.node:
            return _CASTS.get(cast, "String")
    return "String"


def _is_os(node: ast.expr, known: Aliases) -> bool:
    return isinstance(node, ast.Name) and node.id in known.os


def _is_environ(node: ast.expr, known: Aliases) -> bool:
    match node:
        case ast.Attribute(value=value, attr="environ"):
            return _is_os(value, known)
        case ast.Name(id=name):
            return name in known.environ
    return False


def _is_getenv(node: ast.expr, known: Aliases) -> bool:
    match node:
        case ast.Attribute(value=value, attr="getenv"):
            return _is_os(value, known)
        case ast.Name(id=name):
            return name in known.getenv
    return False


def _is_lookup(node: ast.expr, known: Aliases) -> bool:
    match node:
        case ast.Attribute(value=value, attr="get" | "setdefault"):
            return _is_environ(value, known)
    return False


def _arguments(call: ast.Call) -> tuple[ast.expr | None, ast.expr | None]:
    """The name and the default of a call. What is unpacked (`*pair`, `**options`) stands for itself: no constant."""
    positional: list[ast.expr | None] = [*call.args[:2], None, None]
    name, default = positional[0], positional[1]
    if isinstance(name, ast.Starred):
        return None, None
    for keyword in call.keywords:
        if keyword.arg == "key":
            name = keyword.value
        elif keyword.arg in _DEFAULTS or keyword.arg is None:
            default = keyword.value
    return name, default
