"""Folders that code puts on Python's module path, as far as constants and the code's own place tell."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.sources.python.code import Code
from hatch_claimed.system.tree import seen_from_root

_SAME = frozenset(
    {"abspath", "absolute", "as_posix", "expanduser", "fspath", "normpath", "realpath", "resolve", "str", "strip"}
)
_PATHS = frozenset({"Path", "PosixPath", "PurePath", "PurePosixPath", "join", "joinpath"})
_ADDING = frozenset({"append", "extend", "insert", "addsitedir"})
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class PathEntry:
    """A folder as seen from the code's own or, not `by_file`, from the working directory; `first` or behind others."""

    path: str
    by_file: bool
    first: bool


@dataclass(frozen=True, slots=True)
class _Value:
    """A path without `.`, and with `..` at its head alone. `by_file` paths begin at the folder of the code."""

    path: PurePosixPath
    by_file: bool

    def join(self, text: str) -> _Value:
        """The path with more behind it."""
        return _Value(seen_from_root(self.path / text.lstrip("/")), self.by_file)

    def parent(self) -> _Value:
        """The folder that holds it."""
        return self.join("..")


_FILE = _Value(PurePosixPath("__file__"), by_file=True)


def locations(codes: Sequence[Code]) -> tuple[PathEntry, ...]:
    """The folders that statements such as `sys.path.insert(0, '../src')` name, in no particular order."""
    wanted = [code for code in codes if "sys.path" in code.text or "addsitedir" in code.text]
    if not wanted:
        return ()
    names = _assigned(codes)
    found = [location for code in wanted for location in _added(code, names)]
    return tuple(dict.fromkeys(found))


def _added(code: Code, names: Mapping[str, ast.expr]) -> Iterator[PathEntry]:
    for visit in code.of(ast.Call, ast.AugAssign):
        match visit.node:
            case ast.Call(func=ast.Attribute(attr=method, value=owner), args=[*_, last]) if method in _ADDING and (
                _is_module_path(owner) or method == "addsitedir"
            ):
                yield from _of(last, names, first=method == "insert")
            case ast.AugAssign(target=target, value=value) if _is_module_path(target):
                yield from _of(value, names, first=False)


def _of(node: ast.expr, names: Mapping[str, ast.expr], *, first: bool) -> Iterator[PathEntry]:
    for one in node.elts if isinstance(node, ast.List | ast.Tuple) else (node,):
        value = _Reader(names).value(one)
        if value is not None:
            yield PathEntry(str(value.path), value.by_file, first)


def _is_module_path(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "path" and isinstance(node.value, ast.Name)


def _assigned(codes: Sequence[Code]) -> dict[str, ast.expr]:
    """What each name is assigned that is assigned once."""
    found: list[tuple[str, ast.expr]] = []
    for code in codes:
        for visit in code.of(ast.Assign):
            match visit.node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    found.append((name, value))
    counts = Counter(name for name, _ in found)
    return {name: value for name, value in found if counts[name] == 1}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Follows expressions to paths. `names` are variables that are assigned once."""

    names: Mapping[str, ast.expr]
    depth: int = 0

    def value(self, node: ast.expr | None) -> _Value | None:
        """The path that an expression gives, None where only a run tells."""
        if node is None or self.depth > _DEPTH:
            return None
        inner = _Reader(self.names, self.depth + 1)
        match node:
            case ast.Name(id=name):
                return _FILE if name == "__file__" else inner.value(self.names.get(name))
            case ast.Constant(value=str(text)):
                return None if text.startswith("/") else _Value(PurePosixPath(), by_file=False).join(text)
            case ast.Call():
                return inner._called(node)
        return inner._derived(node)

    def _derived(self, node: ast.expr) -> _Value | None:
        match node:
            case ast.Attribute(attr="parent", value=value):
                return _climbed(self.value(value), 1)
            case ast.Subscript(value=ast.Attribute(attr="parents", value=value), slice=ast.Constant(value=int(count))):
                return _climbed(self.value(value), count + 1)
            case ast.BinOp(left=left, op=ast.Div() | ast.Add(), right=right):
                return _joined(self.value(left), (right,))
            case ast.JoinedStr(values=[ast.FormattedValue(value=value), *rest]):
                return _joined(self.value(value), rest)
        return None

    def _called(self, call: ast.Call) -> _Value | None:
        match call:
            case ast.Call(func=ast.Attribute(attr="getcwd" | "cwd")):
                return _Value(PurePosixPath(), by_file=False)
            case ast.Call(func=ast.Attribute(attr="joinpath", value=owner), args=rest):
                return _joined(self.value(owner), rest)
            case ast.Call(func=ast.Attribute(attr=name, value=owner), args=[]) if name in _SAME:
                return self.value(owner)
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[first, *rest]):
                found = self.value(first)
                if name in _PATHS:
                    return _joined(found, rest)
                return _climbed(found, 1) if name == "dirname" else found if name in _SAME else None
        return None


def _joined(value: _Value | None, more: Sequence[ast.expr]) -> _Value | None:
    for one in more:
        match one:
            case ast.Constant(value=str(text)) if value is not None:
                value = value.join(text)
            case ast.Attribute(attr="pardir") if value is not None:
                value = value.parent()
            case _:
                return None
    return value


def _climbed(value: _Value | None, count: int) -> _Value | None:
    for _ in range(count):
        value = value and value.parent()
    return value
