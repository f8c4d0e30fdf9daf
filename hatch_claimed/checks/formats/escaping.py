"""Text that terminals, files and other programs take without harm."""

from __future__ import annotations

import json


def encodable(text: str) -> str:
    """Text with lone surrogates, such as the bytes of a file name that is not UTF-8, as Python's escapes of them."""
    return text.encode(errors="backslashreplace").decode()


def visible(text: str) -> str:
    """Text in which everything that no terminal shows, or that steers it, is escaped as Python does."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def json_text(document: object) -> str:
    """Indented JSON that reads back as the same document, with only printable characters as themselves.

    A lone surrogate stays one behind a JSON escape; UTF-8 could not hold it.
    """
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
