"""Comments of Python code, and which of them describe a line."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hatch_claimed.sources.install.lines import is_install_comment


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its `#`. `alone` says that nothing else stands on the line."""

    line: int
    text: str
    alone: bool
    column: int


_COOKIE = re.compile(r"#.*?coding[:=][ \t]*[-\w.]+")
_CELL_MARKER = re.compile(r"#\s*(%%|In\s?\[|<codecell>)")
_FOR_TOOLS = re.compile(r"#!|#\s*(claimed:|noqa\b|type:|pylint:|pragma:|mypy:|fmt:|ruff:|isort:)")


def comments(text: str) -> dict[int, Comment]:
    """The comments by line. A `#` inside a string is none."""
    return {comment.line: comment for comment in _scan(text)} if "#" in text else {}


def description_above(found: Mapping[int, Comment], line: int) -> str | None:
    """The comment block that ends directly above `line`, without what is meant for tools.

    C3 requirements, *Parameters*. Lines are joined with newlines; `#` and one space are taken off. None when nothing
    is left.
    """
    block: list[str] = []
    above = line - 1
    while (comment := found.get(above)) and comment.alone and not _CELL_MARKER.match(comment.text):
        if not _for_tools(comment):
            block.append(comment.text[1:].removeprefix(" ").rstrip())
        above -= 1
    return "\n".join(reversed(block)).strip("\n") or None


def _scan(text: str) -> Iterator[Comment]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                line, column = token.start
                yield Comment(line, token.string, alone=not token.line[:column].strip(), column=column + 1)
    except (tokenize.TokenError, SyntaxError):
        # text that parses can still be too odd for tokenize; what came before stays
        return


def _for_tools(comment: Comment) -> bool:
    if comment.line <= 2 and _COOKIE.match(comment.text):
        return True
    return bool(_FOR_TOOLS.match(comment.text)) or is_install_comment(comment.text)
