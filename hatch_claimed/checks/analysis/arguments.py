"""Where values that come from outside, by the command line or the environment, go in Python code."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hatch_claimed.checks.analysis.calls import PythonNames, names
from hatch_claimed.sources.python.code import Code

PARSERS = frozenset({"parse_args", "parse_known_args", "parse_intermixed_args"})

_ITSELF = ""
_SOURCES = frozenset({"sys.argv", "os.environ", "os.getenv"})
# functions whose result is still the text, or holds it; others, such as `int`, make something else of it
_HANDING_ON = """
str repr list tuple set sorted reversed map filter enumerate zip iter next vars re.sub re.split re.findall shlex.split
"""


@dataclass(frozen=True, slots=True)
class ExternalValues:
    """The variables that hold values from outside, and the names to follow them by."""

    known: PythonNames
    variables: frozenset[str] = frozenset()

    def reaches(self, expression: ast.expr) -> bool:
        """Whether an expression is, or is put together of, a value from outside."""
        return any(name in self.variables or name == _ITSELF for name in self.carried(expression))

    def carried(self, expression: ast.expr) -> Iterator[str]:
        """The variables that an expression is put together of, and a mark for what comes from outside itself."""
        todo: list[ast.AST] = [expression]
        while todo:
            node = todo.pop()
            if isinstance(node, ast.Attribute | ast.Name) and self.known.full(node) in _SOURCES:
                yield _ITSELF
            elif isinstance(node, ast.Name):
                yield node.id
            todo.extend(self._parts(node))

    def _parts(self, node: ast.AST) -> Iterator[ast.AST]:
        match node:
            case ast.Call(func=function, args=arguments):
                yield from self._of_call(function, arguments)
            case ast.Attribute(value=value) | ast.Subscript(value=value) | ast.FormattedValue(value=value):
                yield value
            case ast.BinOp(left=left, right=right):
                yield from (left, right)
            case ast.JoinedStr(values=values) | ast.BoolOp(values=values) | ast.Tuple(elts=values):
                yield from values
            case ast.IfExp(body=body, orelse=other):
                yield from (body, other)
            case ast.ListComp(elt=item, generators=loops) | ast.GeneratorExp(elt=item, generators=loops):
                yield from (item, *(loop.iter for loop in loops))

    def _of_call(self, function: ast.expr, arguments: list[ast.expr]) -> Iterator[ast.AST]:
        name = self.known.full(function)
        if name in _SOURCES:
            yield function
        if name in _HANDING_ON.split():
            yield from arguments
        elif isinstance(function, ast.Attribute):
            yield function.value  # a method: `text.strip()`
            if isinstance(function.value, ast.Constant):
                yield from arguments  # `' '.join(texts)`


def outside(codes: Sequence[Code]) -> ExternalValues:
    """Follow values from outside through the assignments and loops of a script, whatever the scope."""
    nothing = ExternalValues(names(codes))
    receivers: dict[str, set[str]] = {}
    for target, value in (pair for code in codes for visit in code.visits for pair in _bindings(visit.node)):
        for giver in [_ITSELF] if _is_parsed(value) else nothing.carried(value):
            receivers.setdefault(giver, set()).update(_names(target))
    reached: set[str] = set()
    todo = [_ITSELF]
    while todo:
        more = receivers.get(todo.pop(), set()) - reached
        reached |= more
        todo.extend(more)
    return ExternalValues(nothing.known, frozenset(reached))


def _is_parsed(value: ast.expr) -> bool:
    match value:
        case ast.Call(func=ast.Attribute(attr=method)):
            return method in PARSERS
    return False


def _bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((target, value) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            yield target, value
        case ast.AugAssign(target=target, value=value):
            yield target, value
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            yield target, value


def _names(target: ast.expr) -> Iterator[str]:
    todo = [target]
    while todo:
        match todo.pop():
            case ast.Name(id=name):
                yield name
            case ast.Tuple(elts=items) | ast.List(elts=items):
                todo.extend(items)
            case ast.Starred(value=value):
                todo.append(value)
