"""What rules look at in an R script: its comments and its string literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hatch_claimed.sources.r.literals import string
from hatch_claimed.sources.r.tree import line_of, text_of
from hatch_claimed.sources.reader import Details, Text
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node


def details(root: Node) -> Details:
    """Comments and literals in source order."""
    nodes = list(walk(root))
    comments = tuple(_text(node, text_of(node).rstrip()) for node in nodes if node.type == "comment")
    literals = tuple(
        _text(node, value) for node in nodes if node.type == "string" and (value := string(node)) is not None
    )
    return Details(comments=comments, literals=literals)


def _text(node: Node, text: str) -> Text:
    return Text(text, line_of(node), node.start_point[1] + 1)
