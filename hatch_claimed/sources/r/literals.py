"""R's literals and what they look like as text."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.tree import LEGAL_ESCAPE, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_INTEGER = 2**31 - 1
"""R's largest integer; what lies beyond is NA."""
_RAW = re.compile(r"""[rR](?P<quote>["'])(?P<dashes>-*)[(\[{](?P<text>.*)[)\]}](?P=dashes)(?P=quote)""", re.DOTALL)
_SIMPLE = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
_DIGITS = 15
"""The significant digits that as.character keeps."""


def number(text: str) -> int | float | None:
    """`5L`, `1e-4`, `0x10`, `1e5L` as R reads them: an integer only with an `L`. None for what is no number."""
    digits = text.removesuffix("L")
    try:
        value = float.fromhex(digits) if digits[:2].lower() == "0x" else float(digits)
    except (ValueError, OverflowError):
        return None
    whole = text.endswith("L") and value.is_integer() and abs(value) <= MAX_INTEGER
    return int(value) if whole else value


def string(node: Node) -> str | None:
    """The value of a string node, plain or raw. None where it depends on the locale (a byte escape such as `xe9`)."""
    raw = _RAW.fullmatch(text_of(node))
    if raw:
        return raw["text"]
    content = node.child_by_field_name("content")
    return "" if content is None else unescape(text_of(content))


def identifier(node: Node) -> str | None:
    """The name that an identifier, in backticks or not, or a string stands for."""
    if node.type == "string":
        return string(node)
    name = text_of(node)
    return unescape(name[1:-1]) if name.startswith("`") else name


def unescape(text: str) -> str | None:
    """A string's text with its escapes resolved, None where that cannot be done."""
    parts: list[str] = []
    end = 0
    for escape in LEGAL_ESCAPE.finditer(text):
        character = _character(escape)
        if character is None:
            return None
        parts += text[end : escape.start()], character
        end = escape.end()
    return "".join([*parts, text[end:]])


def _character(escape: re.Match[str]) -> str | None:
    if escape["simple"]:
        return _SIMPLE.get(escape["simple"], escape["simple"])
    if escape["hex"] or escape["octal"]:
        code = int(escape["hex"], 16) if escape["hex"] else int(escape["octal"], 8)
        return chr(code) if 0 < code < 0x80 else None
    code = int(escape["u"] or escape["u_braced"] or escape["U"] or escape["U_braced"], 16)
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else None


def as_text(value: str | float) -> str:
    """A constant as `as.character` of R 4 writes it: `TRUE`, `5`, `1e+05`, `0.1`."""
    if isinstance(value, bool):
        return str(value).upper()
    return _float_text(value) if isinstance(value, float) else str(value)


def _float_text(value: float) -> str:
    """R takes the fewest digits that hold 15 places, and the shorter of fixed and scientific notation."""
    if not math.isfinite(value):
        return {"inf": "Inf", "-inf": "-Inf"}.get(str(value), "NaN")
    rounded = float(f"{value:.{_DIGITS - 1}e}")
    places = next(n for n in range(_DIGITS) if float(f"{value:.{n}e}") == rounded)
    scientific = f"{value:.{places}e}"
    decimals = max(0, places - int(scientific.partition("e")[2]))
    fixed = f"{value:.{decimals}f}"
    return fixed if len(fixed) <= len(scientific) else scientific
