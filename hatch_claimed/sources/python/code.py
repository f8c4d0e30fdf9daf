"""Python text, parsed: what all further reading starts from."""

from __future__ import annotations

import ast
import io
import platform
import tokenize
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeGuard

from hatch_claimed.sources.python.comments import PythonComment, comments

PARSED_BY = f"(Python {platform.python_version()})"
"""What the reasons for syntax errors say of the Python that they come from."""


@dataclass(frozen=True, slots=True)
class PythonSyntaxProblem:
    """Why text is no Python, and where. Lines and columns count from 1."""

    message: str
    line: int
    column: int | None


class SyntaxNode(NamedTuple):
    """A node of the syntax tree, what directly holds it, and the innermost statement around it (or itself)."""

    node: ast.AST
    parent: ast.AST | None
    statement: ast.stmt | None


@dataclass(frozen=True)
class Code:
    """Python text that parses. `cell` is the notebook cell that it comes from, None for a script."""

    text: str
    tree: ast.Module
    path: str
    cell: int | None = None

    @cached_property
    def visits(self) -> tuple[SyntaxNode, ...]:
        """Every node of the tree, in no particular order."""
        return tuple(_walk(self.tree))

    def of(self, *kinds: type[ast.AST]) -> list[SyntaxNode]:
        """The visits of nodes of these very types, in the order of `visits`, without a look at all the others."""
        found = [place for kind in kinds for place in self._places.get(kind, ())]
        return [self.visits[place] for place in (found if len(kinds) == 1 else sorted(found))]

    @cached_property
    def calls(self) -> Sequence[ast.Call]:
        """Its calls in source order."""
        found = [visit.node for visit in self.of(ast.Call) if isinstance(visit.node, ast.Call)]
        return sorted(found, key=lambda call: (call.lineno, call.col_offset))

    def visit(self, node: ast.AST) -> SyntaxNode:
        """The visit of a node of this tree. Raises KeyError for another one."""
        return self._by_node[id(node)]

    @cached_property
    def _by_node(self) -> dict[int, SyntaxNode]:
        return {id(visit.node): visit for visit in self.visits}

    @cached_property
    def _places(self) -> dict[type[ast.AST], list[int]]:
        places: dict[type[ast.AST], list[int]] = {}
        for place, visit in enumerate(self.visits):
            places.setdefault(type(visit.node), []).append(place)
        return places

    @cached_property
    def comments(self) -> dict[int, PythonComment]:
        """The comments by line."""
        return comments(self.text)


def decode(content: bytes) -> str | PythonSyntaxProblem:
    """The text of a script, decoded as Python does it: PEP 263, byte order mark, plain line ends."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return with_plain_line_ends(content.decode(encoding))
    except UnicodeDecodeError as error:
        return _undecodable(content, error)
    except (SyntaxError, LookupError, ValueError) as error:
        return _without_encoding(content, error)


def encoded(text: str, like: bytes) -> bytes:
    """Text in the encoding that `like` declares for itself."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(like).readline)
    return text.encode(encoding)


def with_plain_line_ends(text: str) -> str:
    """The text with a line feed for every other line end, as Python itself sees it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str, path: str, cell: int | None = None) -> Code | PythonSyntaxProblem:
    """The syntax tree of `text`, or why there is none. Never raises."""
    if "\0" in text:
        return PythonSyntaxProblem("a null byte stands in the code", *_place_of("\0", text))
    try:
        with warnings.catch_warnings():
            # an invalid escape in a string is the author's affair and no output of ours
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        return Code(text, tree, path, cell)
    except SyntaxError as error:
        return PythonSyntaxProblem(_reason(error), *_clamped(error, text))
    except (RecursionError, MemoryError):
        return PythonSyntaxProblem("the code is nested too deeply", 1, None)
    except ValueError as error:
        return PythonSyntaxProblem(str(error), 1, None)


# half of all nodes, and they say nothing that their parents do not
_KINDS_OF_MARKS = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
_MARKS = frozenset(mark for kind in _KINDS_OF_MARKS for mark in kind.__subclasses__())


def dotted(node: ast.AST) -> tuple[str, ...]:
    """`plt`, `figure`, `show` of `plt.figure.show`; nothing for what does not begin with a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return (node.id, *reversed(parts)) if isinstance(node, ast.Name) else ()


def last_name(node: ast.AST) -> str:
    """`show` of `plt.show` and of `show`; nothing for another expression."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _walk(tree: ast.Module) -> Iterator[SyntaxNode]:
    # with a list instead of recursion: a long chain of `+` is deeper than Python's stack
    todo: list[tuple[ast.AST, ast.AST | None, ast.stmt | None]] = [(tree, None, None)]
    while todo:
        node, parent, around = todo.pop()
        statement = node if isinstance(node, ast.stmt) else around
        yield SyntaxNode(node, parent, statement)
        # not ast.iter_child_nodes, which takes twice the time
        for value in [getattr(node, name, None) for name in node._fields]:
            if isinstance(value, list):
                todo.extend([(child, node, statement) for child in value if _is_told(child)])
            elif _is_told(value):
                todo.append((value, node, statement))


def _is_told(child: object) -> TypeGuard[ast.AST]:
    return isinstance(child, ast.AST) and type(child) not in _MARKS


def _reason(error: SyntaxError) -> str:
    return f"{error.msg} {PARSED_BY}"


def _clamped(error: SyntaxError, text: str) -> tuple[int, int | None]:
    # at the end of the file Python names a line that is not there
    last = max(1, text.rstrip("\n").count("\n") + 1)
    line = min(max(error.lineno or 1, 1), last)
    return line, error.offset if error.offset and error.offset > 0 and line == error.lineno else None


def _place_of(char: str, text: str) -> tuple[int, int]:
    position = text.index(char)
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _undecodable(content: bytes, error: UnicodeDecodeError) -> PythonSyntaxProblem:
    line = content.count(b"\n", 0, error.start) + 1
    column = error.start - content.rfind(b"\n", 0, error.start)
    return PythonSyntaxProblem(f"the byte 0x{error.object[error.start]:02x} is not {error.encoding}", line, column)


def _without_encoding(content: bytes, error: Exception) -> PythonSyntaxProblem:
    try:
        content.decode()
    except UnicodeDecodeError as undecodable:
        return _undecodable(content, undecodable)
    line = 1 if b"coding" in content.split(b"\n", 1)[0] else 2
    return PythonSyntaxProblem(str(error), line, None)
