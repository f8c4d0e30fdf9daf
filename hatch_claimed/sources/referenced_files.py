"""The files of the project whose paths stand in a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from hatch_claimed.system.tree import Tree, inside

# in a notebook, quotes are escaped
_TEXT = re.compile(rb"""["'](?P<path>(?![/~])[^"'\\\n%*{}:<>|]{1,200}\.[A-Za-z]\w{0,9})\\?["']""")
# `file.path("tables", "a.csv")`, `os.path.join('tables', 'a.csv')`, `Path('tables') / 'a.csv'`
_PART = rb"""["'](?![/~])[^"'\\\n%*{}:<>|,]{1,100}\\?["']"""
_PARTS = re.compile(rb"(?:" + _PART + rb"\)?\s*[,/]\s*\\?){1,4}" + _PART)
_EDGES = b"\"'\\"
_MOST = 200


def mentioned(script: PurePosixPath, content: bytes, tree: Tree) -> tuple[tuple[str, PurePosixPath], ...]:
    """Each text of a script that is the path of a file, as seen from the project's root or from beside the script.

    Paths from the root come first, since that is where most people start their scripts.
    """
    texts = dict.fromkeys([*(match["path"] for match in _TEXT.finditer(content)), *_joined(content)])
    found: list[tuple[str, PurePosixPath]] = []
    for raw in list(texts)[:_MOST]:
        text = raw.decode(errors="replace")
        places = (inside(folder / text) for folder in (PurePosixPath(), script.parent))
        path = next((one for one in places if one is not None and one != script and tree.is_file(one)), None)
        if path is not None:
            found.append((text, path))
    return tuple(found)


def _joined(content: bytes) -> Iterator[bytes]:
    """Texts side by side, which functions make a path of."""
    for match in _PARTS.finditer(content):
        parts = [part[0].strip(_EDGES) for part in re.finditer(_PART, match[0])]
        if b"." in parts[-1]:
            yield b"/".join(parts)
