"""What rules look at in an R script: its comments, its string literals, and what its names stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hatch_claimed.sources.r.literals import string
from hatch_claimed.sources.r.tree import line_of, text_of
from hatch_claimed.sources.r.vectors import Vectors
from hatch_claimed.sources.reader import ScriptDetails, ScriptText

if TYPE_CHECKING:
    from tree_sitter import Node


def details(vectors: Vectors) -> ScriptDetails:
    """Comments and literals in source order, and the names that they were found by."""
    nodes = vectors.names.nodes
    comments = tuple(_text(node, text_of(node).rstrip()) for node in nodes if node.type == "comment")
    literals = tuple(
        _text(node, value) for node in nodes if node.type == "string" and (value := string(node)) is not None
    )
    return ScriptDetails(comments=comments, literals=literals, r=vectors)


def _text(node: Node, text: str) -> ScriptText:
    return ScriptText(text, line_of(node), node.start_point[1] + 1)
