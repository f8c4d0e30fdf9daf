"""The source line below a finding, with a caret."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from hatch_claimed.model.secrets.lines import may_hold_secret

WIDTH = 100
_TAB = " " * 4
# how much around the column is looked at: no line is too long for a message in milliseconds
_REACH = 2000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a line, and how many columns of a terminal are left of the caret, if it has one."""

    text: str
    caret: int | None


def excerpt(line: str, column: int | None) -> Excerpt | None:
    """What a terminal can show of a line, at most WIDTH columns around `column`, which counts characters from 1.

    None when there is nothing to see in it, or something that nobody should see.
    """
    line = line.partition("\n")[0].rstrip("\r")
    at = min(max((column or 1) - 1, 0), len(line))
    start, end = max(at - _REACH, 0), at + _REACH
    nearby = line[start:end]
    if not nearby.strip() or may_hold_secret(nearby):
        return None
    before, after = _shown(nearby[: at - start]), _shown(nearby[at - start :])
    text, caret = _cut(before + after, len(before), more_left=start > 0, more_right=end < len(line))
    return Excerpt(text.rstrip(), None if column is None else caret)


def _shown(text: str) -> str:
    """Tabs as spaces, and one sign for each character that has no look of its own or steers a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text.replace("\t", _TAB))


def _cut(text: str, at: int, *, more_left: bool, more_right: bool) -> tuple[str, int]:
    """The part of the text around its index `at` that fits, and the width of what is left of it."""
    # where some characters are wide, as many as fit if all are
    room = WIDTH if _width(text) == len(text) else WIDTH // 2
    start = max(min(at - room // 2, len(text) - room), 0)
    end = start + room
    left = "…" if start > 0 or more_left else ""
    right = "…" if end < len(text) or more_right else ""
    return f"{left}{text[start:end]}{right}", len(left) + _width(text[start:at])


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    """How many columns of a terminal a character takes: marks none, East Asian wide ones two."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
