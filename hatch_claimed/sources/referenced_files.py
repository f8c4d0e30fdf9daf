"""The files of the project whose paths stand in a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from hatch_claimed.system.tree import Tree, inside

# in a notebook, quotes are escaped
_TEXT = re.compile(rb"""["'](?P<path>(?![/~])[^"'\\\n%*{}:<>|]{1,200}\.[A-Za-z]\w{0,9})\\?["']""")
# `file.path("tables", "a.csv")`, `os.path.join('tables', 'a.csv')`, `Path('tables') / 'a.csv'`
_PART = rb"""["'](?![/~])[^"'\\\n%*{}:<>|,]{1,100}\\?["']"""
_PARTS = re.compile(rb"(?:" + _PART + rb"\)?\s*[,/]\s*\\?){1,4}" + _PART)
# `f"{HERE}/a.csv"`, `HERE + '/a.csv'`: what stands behind a script's own place
_END = re.compile(rb"""(?P<path>[^"'\\\n%*{}:<>|]{1,200}\.[A-Za-z]\w{0,9})\\?["']""")
PROJECT = PurePosixPath("//")
"""The project's root in paths that a script makes of `__file__`. No other path begins with two strokes."""
_EDGES = b"\"'\\"
_MOST = 200


def mentioned(script: PurePosixPath, content: bytes, tree: Tree) -> tuple[tuple[str, PurePosixPath], ...]:
    """Each text of a script that is the path of a file, as seen from the project's root or from beside the script.

    Paths from the root come first, since that is where most people start their scripts. Where the script uses its own
    place, what lies in folders around it is there once more, by its place below PROJECT.
    """
    texts = dict.fromkeys([*(match["path"] for match in _TEXT.finditer(content)), *_joined(content)])
    found: list[tuple[str, PurePosixPath]] = []
    for raw in list(texts)[:_MOST]:
        text = raw.decode(errors="replace")
        places = (inside(folder / text) for folder in (PurePosixPath(), script.parent))
        path = next((one for one in places if one is not None and one != script and tree.is_file(one)), None)
        if path is not None:
            found.append((text, path))
    if b"__file__" in content:
        found += [(str(PROJECT / path), path) for path in _around(script, content, texts, tree)]
    return tuple(found)


def _around(script: PurePosixPath, content: bytes, texts: Iterable[bytes], tree: Tree) -> dict[PurePosixPath, None]:
    """The files whose paths stand in a script as seen from any folder around it."""
    ends = dict.fromkeys([*texts, *(match["path"].lstrip(b"/") for match in _END.finditer(content))])
    places = (inside(folder / raw.decode(errors="replace")) for raw in list(ends)[:_MOST] for folder in script.parents)
    return dict.fromkeys(one for one in places if one is not None and one != script and tree.is_file(one))


def _joined(content: bytes) -> Iterator[bytes]:
    """Texts side by side, which functions make a path of."""
    for match in _PARTS.finditer(content):
        parts = [part[0].strip(_EDGES) for part in re.finditer(_PART, match[0])]
        if b"." in parts[-1]:
            yield b"/".join(parts)
