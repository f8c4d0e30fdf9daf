"""`claimed.lock` as text: TOML that is sorted, free of times, and changes few lines when few things change."""

from __future__ import annotations

import re
import tomllib

from hatch_claimed.lock.malformed import MalformedError, Node
from hatch_claimed.lock.model import FORMAT, LOCK_FILE, LockFile
from hatch_claimed.lock.table_reader import table_of
from hatch_claimed.model import Finding

_MARKER = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)", re.MULTILINE)
_HEADER = "Made by `hatch-claimed lock`, which also brings it up to date. Commit it, and do not edit it."
_AGAIN = "Run `hatch-claimed lock` to make it anew."


def read(text: str) -> tuple[LockFile | None, tuple[Finding, ...]]:
    """The lock that the text holds, or None and CLM081 with the line that is wrong."""
    marker = _MARKER.search(text)
    if marker:
        line = text.count("\n", 0, marker.start()) + 1
        remedy = "Take either side of the merge, then run `hatch-claimed lock`: it writes what is missing."
        return None, (_unreadable("holds the marks of an unfinished merge", remedy, line),)
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"\(at line (\d+)", str(error))
        message = f"is not valid TOML: {str(error).split(' (at ')[0]}"
        return None, (_unreadable(message, _AGAIN, int(place[1]) if place else None),)
    root = Node(document, tuple(text.split("\n")))
    try:
        return _lock(root), ()
    except MalformedError as error:
        return None, (_unreadable(str(error), error.remedy or _AGAIN, error.line),)


def write(lock: LockFile) -> str:
    """The lock as text. Equal locks give equal texts, and `read` gives the lock back when its entries are sorted."""
    from hatch_claimed.lock.table_writer import text_of

    return text_of(lock, _HEADER)


def _lock(root: Node) -> LockFile:
    version = root.number("version")
    if version != FORMAT:
        message = f"has the format {version}, and this version of hatch-claimed knows {FORMAT}"
        remedy = "Install the hatch-claimed that wrote it, or run `hatch-claimed lock` to make it anew with this one."
        raise MalformedError(message, root.line("version"), remedy)
    return table_of(LockFile, root)


def _unreadable(message: str, remedy: str, line: int | None) -> Finding:
    return Finding(code="CLM081", severity="error", message=message, remedy=remedy, path=LOCK_FILE, line=line)
