"""The syntax tree of shell text."""

from __future__ import annotations

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


def is_for_one_command(assignment: Node) -> bool:
    """Whether it is the `x=1` of `x=1 command`, which only the command sees."""
    parent = assignment.parent
    return parent is not None and parent.type == "command" and parent.child_by_field_name("name") is not None


def target_of(assignment: Node) -> Node:
    """The name that an assignment gives a value to: `x` of `x=1`, `x+=1` and `x[0]=1`."""
    name = assignment.children[0]
    return name.children[0] if name.type == "subscript" else name


def names_of(node: Node) -> set[str]:
    """The bare names in a declaration or an `unset`."""
    return {text_of(child) for child in node.children if child.type == "variable_name"}


@cache
def _parser() -> Parser:
    import tree_sitter_bash
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_bash.language()))
