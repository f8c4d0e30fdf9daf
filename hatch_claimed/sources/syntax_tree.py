"""What syntax trees of tree-sitter have in common, whatever their language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it in source order. Without recursion: scripts may nest deeper than Python's stack."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.children))
