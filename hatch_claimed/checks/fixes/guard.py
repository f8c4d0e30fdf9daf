"""Puts work at the end of a script below `if __name__ == "__main__":`."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from hatch_claimed.checks.analysis.import_names import bound_in, needed, root
from hatch_claimed.checks.analysis.module import imported, is_main_guard, own_nodes
from hatch_claimed.checks.analysis.side_effects import is_light, work
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.model import Finding, Interface
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ScriptSource

_GUARD = 'if __name__ == "__main__":'
_INDENT = b"    "
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
_PLAIN = (
    *(ast.Call, ast.Constant, ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.operator),
    *(ast.Attribute, ast.Name, ast.expr_context, ast.keyword),
)
_TEXTS = frozenset({"bool", "environ", "float", "get", "getenv", "int", "join", "str"})


def with_guard(subject: ReadOperator, content: bytes, _findings: Collection[Finding]) -> bytes:
    """The script with all from its first work on below a guard, as it is where that would change more than imports.

    A run does the same as before: the tree of the new text is that of the old one with the guard around its end, and
    what the script says of itself, such as its parameters, stays.
    """
    code = _code(subject, content)
    if code is None or not (found := work([code])):
        return content
    place = found[0].place
    if not _is_movable(code, place):
        return content
    changed = _guarded(content, code, place)
    again = _code(subject, changed)
    same = again is not None and ast.dump(again.tree) == ast.dump(_expected(code.tree, place))
    return changed if same and _interface(subject, changed) == _interface(subject, content) else content


def _is_movable(code: Code, place: int) -> bool:
    """Whether importing the script still leaves all behind that its functions need."""
    before, end = code.tree.body[:place], code.tree.body[place:]
    if not before or (before[-1].end_lineno or 0) >= end[0].lineno:
        return False
    if any(isinstance(node, _DEFINITIONS) or _is_guard(node) for node in imported(end)):
        return False
    wanted = needed([code])
    changed = frozenset(name for node in end for name in (*bound_in(node), *_touched(node)))
    if wanted.any_of(changed - _texts(code.tree.body)):
        return False
    moved = {one.place for one in work([code])}
    made = frozenset(name for node in end for name in bound_in(node))
    return all(index in moved or _is_private(node, made) for index, node in enumerate(end, place))


def _is_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and is_main_guard(node)


def _is_private(statement: ast.stmt, made: frozenset[str]) -> bool:
    """Whether a statement does no more than to make or use the variables of the work itself."""
    return all(
        is_light(call) or _ends(call) or not made.isdisjoint(root(call.func)) or bool(bound_in(statement))
        for node in imported([statement])
        for call in _calls(node)
    )


def _ends(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id="exit" | "quit") | ast.Attribute(value=ast.Name(id="sys"), attr="exit"):
            return True
    return False


def _touched(statement: ast.stmt) -> Iterator[str]:
    """The variables that calls in a statement may change: what they are given, and what their method belongs to."""
    for call in (call for node in imported([statement]) for call in _calls(node)):
        for part in (call.func, *call.args, *(keyword.value for keyword in call.keywords)):
            if not (part is call.func and isinstance(part, ast.Name)):
                yield from (node.id for node in ast.walk(part) if isinstance(node, ast.Name))


def _texts(body: Sequence[ast.stmt]) -> frozenset[str]:
    """The variables that hold texts and numbers, which no call can change."""
    values = [(node.targets, node.value) for node in body if isinstance(node, ast.Assign)]
    plain = {
        target.id
        for targets, value in values
        for target in targets
        if isinstance(target, ast.Name) and isinstance(value, ast.Call | ast.Constant | ast.JoinedStr | ast.BinOp)
        if all(isinstance(node, _PLAIN) and _is_textual(node) for node in ast.walk(value))
    }
    others = {name for node in body if not isinstance(node, ast.Assign) for name in bound_in(node)}
    return frozenset(plain - others)


def _is_textual(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _TEXTS
    return not isinstance(node, ast.Call)


def _calls(statement: ast.stmt) -> Iterator[ast.Call]:
    yield from (node for node in own_nodes(statement) if isinstance(node, ast.Call))


def _guarded(content: bytes, code: Code, place: int) -> bytes:
    """The text with the guard above the first statement that is moved and its comment, and all below indented."""
    lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", content)
    first = code.tree.body[place].lineno - 1
    while first and first in code.comments and lines[first - 1].startswith(b"#"):
        first -= 1
    inside = _inside_texts(code.text)
    moved = [
        line if number in inside or not line.strip() else _INDENT + line
        for number, line in enumerate(lines[first:], first + 1)
    ]
    end = re.search(rb"\r\n|\r|\n", content)
    return b"".join([*lines[:first], _GUARD.encode(), end[0] if end else b"\n", *moved])


def _inside_texts(text: str) -> frozenset[int]:
    """The lines that begin within a string."""
    lines: set[int] = set()
    starts: list[int] = []
    # f-strings are several tokens from Python 3.12 on
    opening, closing = getattr(tokenize, "FSTRING_START", None), getattr(tokenize, "FSTRING_END", None)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING:
            lines.update(range(token.start[0] + 1, token.end[0] + 1))
        elif token.type == opening:
            starts.append(token.start[0])
        elif token.type == closing:
            lines.update(range(starts.pop() + 1, token.end[0] + 1))
    return frozenset(lines)


def _expected(tree: ast.Module, place: int) -> ast.Module:
    test = ast.parse('__name__ == "__main__"', mode="eval").body
    return ast.Module(body=[*tree.body[:place], ast.If(test, tree.body[place:], [])], type_ignores=[])


def _code(subject: ReadOperator, content: bytes) -> Code | None:
    """The script as Python sees it; None for notebooks."""
    if subject.operator.language is not PYTHON:
        return None
    codes = PythonReader().read(ScriptSource(subject.operator.path, content)).details.codes
    return codes[0] if codes else None


def _interface(subject: ReadOperator, content: bytes) -> tuple[object, ...]:
    """What a script says of itself, wherever it says it."""
    found = PythonReader().read(ScriptSource(subject.operator.path, content)).interface
    return () if found is None else _without_lines(found)


def _without_lines(found: Interface) -> tuple[object, ...]:
    return (
        found.description,
        *(replace(one, line=None) for one in found.parameters),
        *(replace(one, line=0) for group in (found.outputs, found.requirements) for one in group),
        *(replace(one, line=0) for one in found.system_packages),
    )
