"""What the expressions look like that a script sets a variable to: texts, with holes for what only running it tells."""

from __future__ import annotations

import ast
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from hatch_claimed.sources.python.code import Code, last_name
from hatch_claimed.sources.python.constants import PythonConstants, bindings
from hatch_claimed.sources.variables.values import HOLE, Verdict, together, verdict

_MAX_DEPTH = 8
_PERCENT = re.compile(r"%(?:\(\w*\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[A-Za-z]")
_BRACES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Outline:
    """A text with its holes. `kind` is what the expression itself tells, whatever the text is."""

    text: str = HOLE
    kind: Verdict | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether it can be the path of a file."""
        return self.kind or verdict(self.text)


_UNKNOWN = Outline()
_A_PATH = Outline(f"{HOLE}/{HOLE}", "path")
_NOTHING = Outline(kind="empty")
_NO_TEXT = Outline(kind="other")

_CALLS: Mapping[str, Outline] = {
    **dict.fromkeys(("abspath", "realpath", "expanduser", "normpath", "relpath", "dirname", "getcwd"), _A_PATH),
    **dict.fromkeys(("cwd", "home", "resolve", "absolute", "as_posix", "joinpath"), _A_PATH),
    **dict.fromkeys(("with_suffix", "with_name", "with_stem"), _A_PATH),
    **dict.fromkeys(("mkdtemp", "mkstemp", "mktemp", "gettempdir"), _A_PATH),
    **dict.fromkeys(("TemporaryDirectory", "NamedTemporaryFile"), _A_PATH),
    **dict.fromkeys(("int", "float", "bool", "len", "round", "sum", "abs", "hash", "ord", "id"), _NO_TEXT),
    **dict.fromkeys(("isinstance", "any", "all", "dumps", "getpass"), _NO_TEXT),
}
"""What is known of a call by the name of the function alone."""


@dataclass(frozen=True)
class PythonOutlines:
    """The outlines of expressions in a script, or in all cells of a notebook."""

    codes: Sequence[Code]
    names: PythonConstants

    def verdict(self, node: ast.expr | None) -> Verdict:
        """Whether an expression can be the path of a file. None stands for one that is not there to be seen."""
        return "unclear" if node is None else together([one.verdict for one in self.of(node, 0)])

    def path(self, node: ast.expr | None) -> str | None:
        """The path that an expression is, where its whole text is known."""
        found = [] if node is None else list(self.of(node, 0))
        known = len(found) == 1 and HOLE not in found[0].text and found[0].kind in (None, "path")
        return found[0].text if known else None

    def of(self, node: ast.expr, depth: int) -> Iterator[Outline]:
        """What an expression may be: several outlines where it has several branches."""
        constant = self.names.fold(node)
        if constant is None:
            of = _KINDS.get(type(node)) if depth < _MAX_DEPTH else None
            yield from [_UNKNOWN] if of is None else of(self, node, depth + 1)
        elif isinstance(constant.value, str):
            yield Outline(constant.value)
        else:
            yield _NOTHING if constant.value is None else _NO_TEXT

    def part(self, node: ast.expr, depth: int) -> Outline:
        """The outline of a part of a text: a hole where it has several branches, or is a number."""
        found = list(self.of(node, depth))
        return found[0] if len(found) == 1 and found[0].kind in (None, "path") else _UNKNOWN

    @cached_property
    def assigned(self) -> Mapping[str, Sequence[ast.expr]]:
        """What is assigned to each name, in whatever scope."""
        assigned: dict[str, list[ast.expr]] = {}
        for visit in (visit for code in self.codes for visit in code.of(ast.Assign, ast.AnnAssign)):
            for target, value in _pairs(visit.node):
                if isinstance(target, ast.Name):
                    assigned.setdefault(target.id, []).append(value)
        return assigned

    @cached_property
    def times(self) -> Counter[str]:
        """How often each name is bound, in whatever way."""
        return Counter(name for code in self.codes for name in bindings(code))


def _pairs(node: ast.AST) -> Sequence[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            return [(target, value) for target in targets]
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return [(target, value)]
    return []


def _name(known: PythonOutlines, node: ast.Name, depth: int) -> Iterator[Outline]:
    found = [outline for value in known.assigned.get(node.id, ()) for outline in known.of(value, depth)]
    if known.times[node.id] == 1:
        yield from found or [_UNKNOWN]
    else:
        # it looks like one of these, and its text is another one each time
        yield from (Outline(f"{HOLE}{one.text}", one.verdict) for one in found or [_UNKNOWN])


def _formatted(known: PythonOutlines, node: ast.JoinedStr, depth: int) -> Iterator[Outline]:
    yield Outline("".join(known.part(piece, depth).text for piece in node.values))


def _field(known: PythonOutlines, node: ast.FormattedValue, depth: int) -> Iterator[Outline]:
    yield known.part(node.value, depth) if node.format_spec is None else _UNKNOWN


def _operation(known: PythonOutlines, node: ast.BinOp, depth: int) -> Iterator[Outline]:
    left = known.part(node.left, depth)
    if isinstance(node.op, ast.Mod):
        yield Outline(_PERCENT.sub(HOLE, left.text))
        return
    right = known.part(node.right, depth)
    if isinstance(node.op, ast.Add):
        yield Outline(left.text + right.text)
    elif isinstance(node.op, ast.Div) and (left.verdict == "path" or right.text != HOLE):
        yield Outline(posixpath.join(left.text, right.text), "path")
    else:
        yield _UNKNOWN


def _branches(known: PythonOutlines, node: ast.IfExp | ast.BoolOp, depth: int) -> Iterator[Outline]:
    branches = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
    for branch in branches:
        yield from known.of(branch, depth)


def _member(known: PythonOutlines, node: ast.Attribute | ast.Subscript, depth: int) -> Iterator[Outline]:
    """`NamedTemporaryFile().name`, `mkstemp()[1]`, `path.parent`."""
    of_paths = isinstance(node, ast.Subscript) or node.attr in ("name", "parent")
    yield _A_PATH if of_paths and known.part(node.value, depth).kind == "path" else _UNKNOWN


def _no_text(_known: PythonOutlines, _node: ast.expr, _depth: int) -> Iterator[Outline]:
    yield _NO_TEXT


def _call(known: PythonOutlines, node: ast.Call, depth: int) -> Iterator[Outline]:
    function = last_name(node.func)
    of = _FUNCTIONS.get(function)
    if of is not None and not any(isinstance(argument, ast.Starred) for argument in node.args):
        yield from of(known, node, depth)
    else:
        yield _CALLS.get(function, _UNKNOWN)


def _joined(known: PythonOutlines, node: ast.Call, depth: int) -> Iterator[Outline]:
    between = known.names.fold(node.func.value) if isinstance(node.func, ast.Attribute) else None
    if between is not None:
        yield Outline(f"{HOLE}{between.value}{HOLE}")
    elif node.args:
        yield Outline(posixpath.join(*[known.part(argument, depth).text for argument in node.args]), "path")


def _path(known: PythonOutlines, node: ast.Call, depth: int) -> Iterator[Outline]:
    yield Outline(str(PurePosixPath(*[known.part(argument, depth).text for argument in node.args])), "path")


def _same(known: PythonOutlines, node: ast.Call, depth: int) -> Iterator[Outline]:
    yield from known.of(node.args[0], depth) if len(node.args) == 1 else [_UNKNOWN]


def _with_default(known: PythonOutlines, node: ast.Call, depth: int) -> Iterator[Outline]:
    """`os.getenv(n, d)`: another text each time, which looks like the default."""
    defaults = [*node.args[1:2], *(keyword.value for keyword in node.keywords if keyword.arg == "default")]
    for default in defaults:
        yield from (Outline(f"{HOLE}{one.text}", one.verdict) for one in known.of(default, depth))
    if not defaults:
        yield _UNKNOWN


def _filled(known: PythonOutlines, node: ast.Call, depth: int) -> Iterator[Outline]:
    """`'{}/a.csv'.format(…)`."""
    text = known.part(node.func.value, depth).text if isinstance(node.func, ast.Attribute) else HOLE
    yield Outline(_BRACES.sub(HOLE, text))


def _replaced(known: PythonOutlines, node: ast.Call, depth: int) -> Iterator[Outline]:
    """`path.replace('.tif', '.csv')`."""
    yield Outline(HOLE + known.part(node.args[1], depth).text) if len(node.args) > 1 else _UNKNOWN


_Of = Callable[[PythonOutlines, ast.Call, int], Iterator[Outline]]
_FUNCTIONS: Mapping[str, _Of] = {
    "join": _joined,
    **dict.fromkeys(("Path", "PosixPath", "PurePath", "PurePosixPath"), _path),
    **dict.fromkeys(("str", "fspath", "fsdecode"), _same),
    **dict.fromkeys(("get", "getenv"), _with_default),
    "format": _filled,
    "replace": _replaced,
}
_KINDS: Mapping[type[ast.expr], Callable[..., Iterator[Outline]]] = {
    ast.Name: _name,
    ast.JoinedStr: _formatted,
    ast.FormattedValue: _field,
    ast.BinOp: _operation,
    ast.IfExp: _branches,
    ast.BoolOp: _branches,
    ast.Attribute: _member,
    ast.Subscript: _member,
    ast.Call: _call,
    **dict.fromkeys(
        (ast.Compare, ast.UnaryOp, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.DictComp, ast.Lambda),
        _no_text,
    ),
}
