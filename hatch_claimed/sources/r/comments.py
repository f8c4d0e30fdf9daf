"""Comments of an R script, and which of them describe it and its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hatch_claimed.sources.install.lines import is_for_installers
from hatch_claimed.sources.param_lines import all_param_lines, has_param_lines, param_lines
from hatch_claimed.sources.r.tree import line_of, statement_of, text_of
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node

_MARKERS = re.compile(r"#+'? ?")
_TOOLS = r"(?:claimed:|nolint|nocov|styler:|nosec\b)"
_FOR_TOOLS = re.compile(rf"#\s*(?:{_TOOLS}|!)")
_TOOL_BEHIND = re.compile(rf"\s*#\s*{_TOOLS}.*")
_FUNCTION = re.compile(rb"[^#\"']*(?:<-|=)\s*(?:function\b|\\\()")


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments by line, with their `#`: those that stand alone on it, and those `behind` code.

    `first_code` is the first line of code, and `tagged` what `@param` lines say, by name.
    """

    alone: Mapping[int, str]
    first_code: int
    behind: Mapping[int, str] = field(default_factory=dict)
    tagged: Mapping[str, str] = field(default_factory=dict)

    def described(self, name: str, line: int, node: Node) -> str | None:
        """What describes the variable of that name, which an expression on that line reads or sets.

        The block above the line comes first, then `@param` lines, then the comment at the end of the line, then the
        block above the whole statement. Of a block with `@param` lines, only these count.
        """
        above, said = self._block_above(line, name)
        outer = line_of(statement_of(node))
        return above or said or self.tagged.get(name) or self._behind(line) or self._block_above(outer, name)[0]

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

    def _block_above(self, line: int, name: str) -> tuple[str | None, str | None]:
        """The block where it has no tags, and what its tags say of the name where it has some."""
        first = line
        while first - 1 in self.alone:
            first -= 1
        text = self._text(range(first, line)) or None
        tags = param_lines(text.split("\n")) if text and has_param_lines(text) else {}
        return (None, tags.get(name)) if tags else (text, None)

    def _behind(self, line: int) -> str | None:
        text = self.behind.get(line, "#")
        # code that was there before is no description
        no_text = _for_tools(text) or "getenv" in text
        return None if no_text else _TOOL_BEHIND.sub("", _MARKERS.sub("", text, count=1)).strip() or None

    def _text(self, lines: range | list[int]) -> str:
        """The lines' text without markers, and without what is meant for tools."""
        wanted = [self.alone[line] for line in lines if not _for_tools(self.alone[line])]
        return "\n".join(_MARKERS.sub("", text, count=1).rstrip() for text in wanted).strip()


def comments(root: Node, content: bytes) -> Comments:
    """The comments of a script. A `#` inside a string is none."""
    found = [node for node in walk(root) if node.type == "comment"]
    alone = {line_of(node): text_of(node).rstrip() for node in found if _is_alone(node, content)}
    behind = {line: text_of(node).rstrip() for node in found if (line := line_of(node)) not in alone}
    code = [line_of(node) for node in root.named_children if node.type != "comment"]
    tagged = all_param_lines(_blocks(alone, content)) if b"param " in content else {}
    return Comments(alone, code[0] if code else len(content) + 1, behind, tagged)


def _blocks(alone: Mapping[int, str], content: bytes) -> Iterator[list[str]]:
    """The lines of comment blocks without markers, but for those of functions, whose arguments are other names."""
    lines = content.split(b"\n")
    block: list[str] = []
    for line in sorted(alone):
        if not _for_tools(alone[line]):
            block.append(_MARKERS.sub("", alone[line], count=1).rstrip())
        if line + 1 not in alone:
            if not any(_FUNCTION.match(after) for after in lines[line : line + 1]):
                yield block
            block = []


def _is_alone(comment: Node, content: bytes) -> bool:
    return not content[comment.start_byte - comment.start_point[1] : comment.start_byte].strip()


def _for_tools(comment: str) -> bool:
    return bool(_FOR_TOOLS.match(comment)) or is_for_installers(comment)
