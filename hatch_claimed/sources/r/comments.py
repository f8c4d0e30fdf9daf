"""Comments of an R script, and which of them describe it and its parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.sources.install.lines import is_install_comment
from hatch_claimed.sources.r.tree import line_of, statement_of, text_of, walk

if TYPE_CHECKING:
    from tree_sitter import Node

_MARKERS = re.compile(r"#+'? ?")
_FOR_TOOLS = re.compile(r"#\s*(claimed:|nolint|nocov|styler:|!)")


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments by line: those that stand alone on it, with their `#`. `first_code` is the first line of code."""

    alone: Mapping[int, str]
    first_code: int

    def above(self, line: int, node: Node) -> str | None:
        """What describes an expression on a line: the block above the line, else above its whole statement."""
        return self._block_above(line) or self._block_above(line_of(statement_of(node)))

    def leading(self) -> str:
        """The description of the script: its first comment block, where no code stands before it (C3, *R*)."""
        block: list[int] = []
        for line in sorted(line for line in self.alone if line < self.first_code):
            if block and line > block[-1] + 1:
                if self._text(block):
                    break
                block = []
            block.append(line)
        return self._text(block)

    def _block_above(self, line: int) -> str | None:
        first = line
        while first - 1 in self.alone:
            first -= 1
        return self._text(range(first, line)) or None

    def _text(self, lines: range | list[int]) -> str:
        """The lines' text without markers, and without what is meant for tools."""
        wanted = [self.alone[line] for line in lines if not _for_tools(self.alone[line])]
        return "\n".join(_MARKERS.sub("", text, count=1).rstrip() for text in wanted).strip()


def comments(root: Node, content: bytes) -> Comments:
    """The comments that have their line to themselves. A `#` inside a string is none."""
    found = (node for node in walk(root) if node.type == "comment")
    alone = {line_of(node): text_of(node).rstrip() for node in found if _is_alone(node, content)}
    code = [line_of(node) for node in root.named_children if node.type != "comment"]
    return Comments(alone, code[0] if code else len(content) + 1)


def _is_alone(comment: Node, content: bytes) -> bool:
    return not content[comment.start_byte - comment.start_point[1] : comment.start_byte].strip()


def _for_tools(comment: str) -> bool:
    return bool(_FOR_TOOLS.match(comment)) or is_install_comment(comment)
