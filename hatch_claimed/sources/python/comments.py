"""Comments of Python code, and which of them describe a line."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hatch_claimed.sources.install.lines import is_for_installers
from hatch_claimed.sources.param_lines import all_param_lines, has_param_lines, param_lines


@dataclass(frozen=True, slots=True)
class PythonComment:
    """A comment with its `#`. `alone` says that nothing else stands on the line."""

    line: int
    text: str
    alone: bool
    column: int


_COOKIE = re.compile(r"#.*?coding[:=][ \t]*[-\w.]+")
_CELL_MARKER = re.compile(r"#\s*(%%|In\s?\[|<codecell>)")
_TOOLS = r"(?:claimed:|(?i:noqa)\b|nosec\b|type:|pylint:|pyright:|pragma:|mypy:|fmt:|ruff:|isort:|flake8:|yapf:)"
# the last is the name of a form in Colab
_FOR_TOOLS = re.compile(rf"#!|#\s*{_TOOLS}|#\s*@title\b")
# what may follow a comment of the author's
_TOOL_BEHIND = re.compile(rf"\s*#\s*{_TOOLS}.*")
# what makes a form of a line in Colab, and code that was there before
_NO_TEXT = re.compile(r"\A#\s*@\w|getenv|environ")
_MARKDOWN_OF_A_FORM = re.compile(r"\s*@markdown\b(?:\s*#+(?=\s))?\s*(?:-{3,}\s*$)?")
_DEFINITION = re.compile(r"\s*(?:@|(?:async|def|class)\s)")


def comments(text: str) -> dict[int, PythonComment]:
    """The comments by line. A `#` inside a string is none."""
    return {comment.line: comment for comment in _scan(text)} if "#" in text else {}


def description_above(found: Mapping[int, PythonComment], line: int) -> str | None:
    """The comment block that ends directly above `line`, without what is meant for tools.

    C3 requirements, *Parameters*. Lines are joined with newlines; `#` and one space are taken off. None when nothing
    is left.
    """
    block: list[str] = []
    above = line - 1
    while (comment := found.get(above)) and comment.alone and not _CELL_MARKER.match(comment.text):
        if not _for_tools(comment):
            block.append(_MARKDOWN_OF_A_FORM.sub("", comment.text[1:].removeprefix(" "), count=1).rstrip())
        above -= 1
    return "\n".join(reversed(block)).strip("\n") or None


def described(
    found: Mapping[int, PythonComment], line: int, statement: int, name: str, tagged: Mapping[str, str]
) -> str | None:
    """What the comments say of the variable `name`, which is used in `line`, within the statement of line `statement`.

    The block directly above comes first, then what `tagged` says of the name, then the comment at the end of the line,
    then the block above the statement. Of a block with tags, what it says of the name is all that counts.
    """
    above, said = _block(found, line, name)
    return above or said or tagged.get(name) or _behind(found.get(line), name) or _block(found, statement, name)[0]


def noted(text: str | None, name: str) -> str | None:
    """What a block that stands above a variable says of it: where it has tags, those for its name."""
    tags = param_lines(text.split("\n")) if text and has_param_lines(text) else {}
    return tags.get(name) if tags else text


def _block(found: Mapping[int, PythonComment], line: int, name: str) -> tuple[str | None, str | None]:
    """The block above a line where it has no tags, and what its tags say of the name where it has some."""
    text = description_above(found, line)
    tags = param_lines(text.split("\n")) if text and has_param_lines(text) else {}
    return (None, tags.get(name)) if tags else (text, None)


def tagged_lines(text: str, found: Mapping[int, PythonComment]) -> Mapping[str, str]:
    """What `@param name …` lines in the comments of a text say, by name; those of a function are its own."""
    lines = text.split("\n")
    blocks: list[list[PythonComment]] = []
    for comment in (one for one in found.values() if one.alone):
        if blocks and blocks[-1][-1].line == comment.line - 1:
            blocks[-1].append(comment)
        else:
            blocks.append([comment])
    return all_param_lines(
        [one.text[1:].removeprefix(" ").rstrip() for one in block if not _for_tools(one)]
        for block in blocks
        if not any(_DEFINITION.match(line) for line in lines[block[-1].line : block[-1].line + 1])
    )


def _behind(comment: PythonComment | None, name: str) -> str | None:
    """The text of a comment at the end of a line, without what follows it for tools."""
    if comment is None or comment.alone or _for_tools(comment):
        return None
    if has_param_lines(comment.text) and name in (tags := param_lines([comment.text[1:]])):
        return tags[name] or None
    if _NO_TEXT.search(comment.text):
        return None
    return _TOOL_BEHIND.sub("", comment.text[1:]).strip(" #") or None


def _scan(text: str) -> Iterator[PythonComment]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                line, column = token.start
                yield PythonComment(line, token.string, alone=not token.line[:column].strip(), column=column + 1)
    except (tokenize.TokenError, SyntaxError):
        # text that parses can still be too odd for tokenize; what came before stays
        return


def _for_tools(comment: PythonComment) -> bool:
    if comment.line <= 2 and _COOKIE.match(comment.text):
        return True
    return bool(_FOR_TOOLS.match(comment.text)) or is_for_installers(comment.text)
