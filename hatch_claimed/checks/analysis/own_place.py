"""Paths that a script makes of its own place: `Path(__file__).parent / 'a.csv'`, `os.path.dirname(__file__)`."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.checks.analysis.calls import PythonNames
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.referenced_files import PROJECT

_SAME = frozenset({
    *("pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "str", "os.fspath"),
    *("os.path.abspath", "os.path.realpath", "os.path.normpath"),
})  # fmt: skip
_SAME_METHODS = frozenset({"resolve", "absolute", "as_posix", "expanduser"})


def normal(path: str | None) -> str | None:
    """A path below PROJECT without `..`; another one as it is."""
    return posixpath.normpath(path) if path and path.startswith(str(PROJECT)) else path


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """The place of a script in its project. `resolve` gives the text that an expression stands for."""

    script: PurePosixPath
    names: PythonNames
    resolve: Callable[[ast.expr], str | None]

    def path(self, node: ast.expr) -> str | None:
        """What an expression makes of the script's place, below PROJECT; None for another one."""
        found = self._path(node)
        return found if found and found.startswith(str(PROJECT)) else None

    def _path(self, node: ast.expr) -> str | None:
        match node:
            case ast.Name(id="__file__"):
                return str(PROJECT / self.script)
            case ast.Attribute() | ast.Subscript():
                return self._above(*_levels(node))
            case ast.BoolOp(op=ast.Or(), values=[value, *_]):
                # `os.path.dirname(__file__) or '.'`
                return self.resolve(value)
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self._called(function, arguments)
        return self._put_together(_pieces(node))

    def _called(self, function: ast.expr, arguments: list[ast.expr]) -> str | None:
        match function, arguments:
            case ast.Attribute(value=value, attr=method), [] if method in _SAME_METHODS:
                return self.resolve(value)
            case ast.Attribute(value=value, attr="joinpath"), _:
                return self._joined(self.resolve(value), arguments)
            case ast.Attribute(value=value, attr="with_name"), _:
                return self._joined(self._above(value), arguments)
        name = self.names.full(function) if len(arguments) == 1 else None
        if name == "os.path.dirname":
            return self._above(arguments[0])
        return self.resolve(arguments[0]) if name in _SAME else None

    def _above(self, node: ast.expr | None, levels: int = 1) -> str | None:
        path = self.resolve(node) if node is not None else None
        folders = PurePosixPath(path).parents if path else ()
        return str(folders[levels - 1]) if 0 < levels <= len(folders) else None

    def _joined(self, folder: str | None, parts: Sequence[ast.expr]) -> str | None:
        texts = [folder, *map(self.resolve, parts)]
        return None if None in texts else str(PurePosixPath(*(one for one in texts if one)))

    def _put_together(self, parts: Sequence[ast.expr]) -> str | None:
        texts = [self.resolve(one) for one in parts]
        return None if None in texts else "".join(one for one in texts if one)


def _levels(node: ast.Attribute | ast.Subscript) -> tuple[ast.expr | None, int]:
    """What `.parent` and `.parents[1]` belong to, and how many folders above it they mean."""
    match node:
        case ast.Attribute(value=value, attr="parent"):
            return value, 1
        case ast.Subscript(value=ast.Attribute(value=value, attr="parents"), slice=ast.Constant(value=int(index))):
            return value, index + 1
    return None, 0


def _pieces(node: ast.expr) -> Sequence[ast.expr]:
    """The parts of a text that is put together: `f'{HERE}/a.csv'`, `HERE + '/a.csv'`."""
    match node:
        case ast.JoinedStr(values=parts):
            return [one.value if isinstance(one, ast.FormattedValue) else one for one in parts]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return left, right
    return ()


def used_defaults(codes: Sequence[Code]) -> Mapping[int, ast.expr]:
    """Parameters of functions that some call leaves at their defaults: by the uses of each, its default."""
    calls = [call for code in codes for call in code.calls]
    found: dict[int, ast.expr] = {}
    for function in (visit.node for code in codes for visit in code.of(ast.FunctionDef)):
        if isinstance(function, ast.FunctionDef):
            for name, default in _defaults(function, [call for call in calls if _calls(call, function.name)]):
                found.update(dict.fromkeys(_uses(function, name), default))
    return found


def _calls(call: ast.Call, name: str) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == name


def _defaults(function: ast.FunctionDef, calls: Sequence[ast.Call]) -> list[tuple[str, ast.expr]]:
    """The parameters that a call leaves out, which has no `*` and no `**`."""
    plain = [*function.args.posonlyargs, *function.args.args]
    first = len(plain) - len(function.args.defaults)
    places = [(first + place, plain[first + place].arg, one) for place, one in enumerate(function.args.defaults)]
    named = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    places += [(len(plain), one.arg, default) for one, default in named if default is not None]
    return [(name, default) for place, name, default in places if any(_leaves(call, place, name) for call in calls)]


def _leaves(call: ast.Call, place: int, name: str) -> bool:
    if any(isinstance(one, ast.Starred) for one in call.args) or len(call.args) > place:
        return False
    return all(one.arg not in {None, name} for one in call.keywords)


def _uses(function: ast.FunctionDef, name: str) -> list[int]:
    """The places that read a parameter, which nothing in the function sets anew."""
    places = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name]
    return [] if any(not isinstance(node.ctx, ast.Load) for node in places) else [id(node) for node in places]
