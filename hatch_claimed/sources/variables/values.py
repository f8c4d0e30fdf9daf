"""Whether what a script sets a variable to can be the path of a file (C3 requirements, *Outputs*)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

Verdict = Literal["path", "unclear", "empty", "other"]

HOLE = "\0"
"""What stands in an outline for a part of a text that only running the script would tell."""

_NUMBER = re.compile(r"[+-]?(?:\d[\d_]*(?:\.\d*)*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:inf|nan)", re.IGNORECASE)
_VERSION = re.compile(r"[vV]?\d+(?:\.\d+)*(?:[-.+]?(?:a|b|rc|alpha|beta|post|dev)\.?\d*)?")
_WORDS = frozenset(
    {"true", "false", "yes", "no", "on", "off", "none", "null", "na", "nil", "y", "n", "t", "f"}
    | {"enable", "enabled", "disable", "disabled"}
)
# a drive of Windows has one letter
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?!\\)\S*")
_HOST = re.compile(r"(?!\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?/[^.]*")
_SUFFIX = re.compile(r"[^\s/\\][^/\\]*\.[A-Za-z][A-Za-z0-9]{0,9}")


def verdict(outline: str) -> Verdict:
    """What a text looks like that a variable is set to; it may have holes.

    A path has a slash or ends in a suffix. Numbers, versions, truth words and URLs are none, and neither is `host:80`.
    All else is unclear: a bare word may be a folder, or the name of anything.
    """
    text = outline.strip()
    if not text:
        return "empty"
    if _NUMBER.fullmatch(text) or _VERSION.fullmatch(text) or text.lower() in _WORDS or _URL.fullmatch(text):
        return "other"
    return "path" if _is_path(text) else "unclear"


def _is_path(text: str) -> bool:
    if text.startswith(("-", "{", "[", "<")) or any(char in text for char in "\n:;=@"):
        return bool(re.match(r"[A-Za-z]:[\\/]", text))
    if _HOST.fullmatch(text):
        return False
    return "/" in text or "\\" in text or bool(_SUFFIX.fullmatch(text))


def together(verdicts: Collection[Verdict]) -> Verdict:
    """What a variable is that is set in several places.

    One that is set to a path once is an output: there the script does write a file. Without that, one value that can be
    no path says what the variable is for, and only an empty text says nothing, since it often stands for "not yet".
    """
    order: tuple[Verdict, ...] = ("path", "other", "unclear", "empty")
    return next((one for one in order if one in verdicts), "unclear")
