"""Names of batches: what the files, keys and rows of a coordinator call a batch, whatever its id is.

Plain ids are their own names, so that the files of earlier grid wrappers are understood. In all others, each byte of
the UTF-8 text that is no letter, digit, `_`, `-` or inner dot becomes `%` and two hex digits.
"""

from __future__ import annotations

import hashlib
import re

LONGEST = 200
"""Bytes. With a suffix behind it, a name still is one that every file system takes."""

SUFFIXES = (".lock", ".processed", ".err")
"""How files of a coordinator end. No name ends like that."""

RESERVED = frozenset(("ids", "probe", "runs", "sweep"))
"""What the coordinator's own files and folders may be called. No batch has such a name, nor one with a leading dot."""

_EMPTY = "~"
_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.+[A-Za-z0-9_-]+)*")
_ODD = re.compile(rb"[^A-Za-z0-9_.-]")
_OUTER_DOTS = re.compile(r"\A\.+|\.+\Z")
_ESCAPED = re.compile(rb"%([0-9A-F]{2})")
_CUT_ESCAPE = re.compile(r"%.?\Z")
_DIGITS = 32
_LONG = re.compile(rf"~[0-9a-f]{{{_DIGITS}}}\Z")


def encode(batch_id: str) -> str:
    """The name of a batch: 1 to 200 ASCII characters, for each id another one.

    It is never a dot name, never one of `RESERVED`, never ends like one of `SUFFIXES`, and holds no slash. Of ids whose
    name would be longer, it is a readable beginning, `~`, and 32 hex digits of the SHA-256 of the whole.
    """
    if len(batch_id) <= LONGEST and _PLAIN.fullmatch(batch_id):
        name = batch_id
    else:
        odd = _ODD.sub(lambda match: b"%%%02X" % match[0][0], _bytes(batch_id)).decode("ascii")
        name = _OUTER_DOTS.sub(lambda match: "%2E" * len(match[0]), odd) or _EMPTY
    if name in RESERVED:
        return f"%{ord(name[0]):02X}{name[1:]}"
    stem, dot, suffix = name.rpartition(".")
    if dot + suffix in SUFFIXES:
        name = f"{stem}%2E{suffix}"
    return name if len(name) <= LONGEST else _shortened(name, batch_id)


def decode(name: str) -> str | None:
    """The id of a name; None where the name only holds its beginning (`is_long`).

    What `encode` would never make, such as a file that somebody else put there, is shown as it is.
    """
    if is_long(name):
        return None
    if name == _EMPTY:
        return ""
    try:
        escaped = _bytes(name)
        batch_id = _ESCAPED.sub(lambda match: bytes((int(match[1], 16),)), escaped).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return name
    return batch_id if encode(batch_id) == name else name


def is_long(name: str) -> bool:
    """Whether the name stands for an id that is too long for it."""
    return _LONG.search(name) is not None


def _shortened(name: str, batch_id: str) -> str:
    digest = hashlib.sha256(_bytes(batch_id)).hexdigest()[:_DIGITS]
    return f"{_CUT_ESCAPE.sub('', name[: LONGEST - _DIGITS - 1])}~{digest}"


def _bytes(text: str) -> bytes:
    """UTF-8 that also holds what `os.fsdecode` makes of file names that are none."""
    return text.encode("utf-8", "surrogatepass")
