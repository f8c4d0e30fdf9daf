"""Lays out text for a terminal. `usage.R` does the same for R, in base R."""

from __future__ import annotations

import re
import unicodedata

# what a terminal obeys, and what turns the direction of writing or ends a line for some readers
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u2028-\u202e\u2066-\u2069]")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TAB = " " * 4
NARROWEST_DESCRIPTION = 20
INDENT = 6

Row = tuple[list[str], str]


def harmless(text: str) -> str:
    """The text on one line, its control characters written as Python writes them in a string."""
    return _CONTROL.sub(lambda found: _escape(found.group()), text)


def _escape(character: str) -> str:
    number = ord(character)
    return _NAMED.get(character) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: an ideograph or emoji takes two, a combining mark none."""
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns; none if there is no text.

    Each of its own lines stays a paragraph: it is left as it is if it fits, and broken at its spaces if not. Longer
    words stay whole, so that an address can be copied.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", _TAB).strip("\n ")
    own = plain.split("\n") if plain else []
    return [line for paragraph in own for line in _filled(harmless(paragraph).rstrip(" "), width)]


def _filled(line: str, width: int) -> list[str]:
    if columns(line) <= width:
        return [line]
    words = [word for word in line.split(" ") if word]
    indent = " " * min(len(line) - len(line.lstrip(" ")), width // 2)
    lines, used = [indent + words[0]], len(indent) + columns(words[0])
    for word in words[1:]:
        used += 1 + columns(word)
        if used <= width:
            lines[-1] += " " + word
        else:
            lines.append(indent + word)
            used = len(indent) + columns(word)
    return lines


def table(rows: list[Row], widest: tuple[int, ...], width: int) -> list[str]:
    """Lines for rows of cells and a description; all rows have the same number of cells.

    A column is as wide as its widest cell, leaving out cells that are wider than `widest` allows. The description
    stands beside the cells if they leave room for it, else below them.
    """
    places = range(len(rows[0][0]))
    widths = [_width([columns(cells[place]) for cells, _ in rows], widest[place]) for place in places]
    start = 2 + sum(widths) + 2 * len(widths)
    if width - start < NARROWEST_DESCRIPTION:
        start = INDENT
    return [line for cells, text in rows for line in _row(_side_by_side(cells, widths), text, start, width)]


def _width(needed: list[int], most: int) -> int:
    return max((width for width in needed if width <= most), default=0)


def _side_by_side(cells: list[str], widths: list[int]) -> str:
    padded = map(_padded, cells, widths)
    return "  " + "  ".join(padded).rstrip(" ")


def _row(cells: str, description: str, start: int, width: int) -> list[str]:
    lines = wrapped(description, width - start)
    indented = [" " * start + line if line else "" for line in lines]
    if not lines or columns(cells) + 2 > start:
        return [cells, *indented]
    return [_padded(cells, start) + lines[0], *indented[1:]]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))
