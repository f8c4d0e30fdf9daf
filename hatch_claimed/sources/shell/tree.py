"""The syntax tree of shell text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser


def parse(text: str) -> Node:
    """The root of the tree. Text that no shell would take has nodes of errors in it, and the rest of its nodes."""
    return _parser().parse(text.encode()).root_node


def text_of(node: Node) -> str:
    """The node's source text."""
    return (node.text or b"").decode()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it in source order."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.children))


@cache
def _parser() -> Parser:
    import tree_sitter_bash
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_bash.language()))
