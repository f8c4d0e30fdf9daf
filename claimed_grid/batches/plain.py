"""Ids in a text file, separated by commas or line breaks."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile(r"\r\n?|\n")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # in the midst, where files with a byte order mark were joined


def ids_of_txt(text: str) -> list[str]:
    """The ids without white space around them. Empty ones are kept, but not blank lines, nor what ends in a comma."""
    ids: list[str] = []
    for line in _LINE_BREAK.split(text):
        stripped = _stripped(line)
        if stripped:
            ids += [_stripped(batch_id) for batch_id in stripped.split(",")]
            if stripped.endswith(","):
                ids.pop()
    return ids


def _stripped(text: str) -> str:
    return text.strip().strip(_MARK).strip()
