"""The syntax tree of an R script: parsing it, walking it, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node

LEGAL_ESCAPE = re.compile(
    r"""\\(?: x(?P<hex>[0-9A-Fa-f]{1,2}) | (?P<octal>[0-7]{1,3})
          | u(?: (?P<u>[0-9A-Fa-f]{1,4}) | \{(?P<u_braced>[0-9A-Fa-f]{1,4})\} )
          | U(?: (?P<U>[0-9A-Fa-f]{1,8}) | \{(?P<U_braced>[0-9A-Fa-f]{1,8})\} )
          | (?P<simple>[abfnrtv\\"'`\ \n]) )""",
    re.VERBOSE,
)
"""The escapes that R knows in a string (R language definition, *Literal constants*); R refuses all others."""
_BLOCKS = frozenset({"program", "braced_expression"})
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RSyntaxProblem:
    """Where a script does not parse, and why. Line and column count characters from 1."""

    line: int
    column: int
    message: str


def parse(content: bytes) -> Node:
    """The root of a script's syntax tree. Raises ImportError without the R extra."""
    from tree_sitter_language_pack import get_parser

    return get_parser("r").parse(content).root_node


def text_of(node: Node) -> str:
    """The node's source text, with line ends as R sees them."""
    return (node.text or b"").decode().replace("\r\n", "\n")


def line_of(node: Node) -> int:
    """The line that a node begins on."""
    return node.start_point[0] + 1


def last_line_of(node: Node) -> int:
    """The line that a node ends on."""
    return node.end_point[0] + 1


def field(node: Node, name: str) -> Node | None:
    """A child by its field name, without the parentheses around it."""
    child = node.child_by_field_name(name)
    return None if child is None else bare(child)


def bare(node: Node) -> Node:
    """What stands in a node's parentheses: `((x))` is `x`."""
    while node.type == "parenthesized_expression":
        bodies = node.children_by_field_name("body")
        if len(bodies) != 1:
            break
        node = bodies[0]
    return node


def above(node: Node) -> Node | None:
    """What a node is part of, without the parentheses around it."""
    parent = node.parent
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent.parent
    return parent


def statement_of(node: Node) -> Node:
    """The statement, directly in the script or in a block, that a node is part of."""
    while node.parent is not None and node.parent.type not in _BLOCKS:
        node = node.parent
    return node


def syntax_problem(root: Node, content: bytes) -> RSyntaxProblem | None:
    """The first place at which R would refuse the script, or None."""
    if content.startswith(_MARK):
        return RSyntaxProblem(1, 1, "The script begins with a byte order mark, which R does not read.")
    find = _error if root.has_error else _tolerated
    found = next((problem for node in walk(root) if (problem := find(node, content))), None)
    if found is None:
        return None
    place, message = found
    row, column = place.start_point
    before = content[place.start_byte - column : place.start_byte].decode(errors="replace")
    return RSyntaxProblem(row + 1, len(before) + 1, message)


def _error(node: Node, _content: bytes) -> tuple[Node, str] | None:
    if node.is_missing:
        return node, _missing(node)
    # an error within an error is the token itself; what surrounds it was given up because of it
    innermost = node.is_error and not any(child.is_error for child in node.children)
    return (node, _unexpected(node)) if innermost else None


def _tolerated(node: Node, content: bytes) -> tuple[Node, str] | None:
    """What the grammar takes and R does not."""
    if node.type in _BLOCKS:
        return _two_on_a_line(node, content)
    if node.type == "escape_sequence" and not LEGAL_ESCAPE.fullmatch(text_of(node)):
        return node, f"R knows no escape {text_of(node)} in a string."
    if node.type == "identifier" and text_of(node).startswith("_") and text_of(node) != "_":
        return node, "No name in R begins with an underscore."
    return None


def _missing(node: Node) -> str:
    opened = node.parent.child_by_field_name("open") if node.parent else None
    if opened is not None:
        return f"{text_of(opened)!r} of line {line_of(opened)} is never closed."
    return "Something is missing here: R expects the expression to go on."


def _unexpected(node: Node) -> str:
    # Only punctuation is shown: an unclosed string may hold a secret.
    first = text_of(node)[:1]
    return (
        "R cannot read on from here." if first.isalnum() or not first.isprintable() else f"R expects no {first!r} here."
    )


def _two_on_a_line(block: Node, content: bytes) -> tuple[Node, str] | None:
    """`x <- 5 5`: the grammar takes two statements side by side, R wants a line end or `;` between them."""
    for before, after in pairwise(block.named_children):
        between = content[before.end_byte : after.start_byte]
        if after.type != "comment" and b"\n" not in between and b";" not in between:
            return after, "R expects a new line or `;` before this."
    return None
