"""Files by hand that lie beside a script, and that a project of operators has another place for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from hatch_claimed.adopt.declarations import Note
from hatch_claimed.system.tree import Tree

_MOST = 3
"""Of more files of one name there is only a number."""
_TEXTS = {
    "component.yaml": "a component by hand: builds write one for each operator, below dist/claimed/",
    "component.yml": "a component by hand: builds write one for each operator, below dist/claimed/",
    "Dockerfile": "no build uses it: name its base as `base-image`, and what it installs in comments of the script, "
    "such as `# pip install …` and `# apt install …`",
}


def files_beside(tree: Tree, scripts: Iterable[PurePosixPath]) -> Iterator[Note]:
    """What to know of such files beside these scripts, once for all of one name."""
    found: dict[str, dict[PurePosixPath, None]] = defaultdict(dict)
    for script in sorted(scripts):
        for name in _TEXTS:
            if tree.is_file(script.with_name(name)):
                found[name][script.with_name(name)] = None
    for name, paths in found.items():
        shown = ", ".join(map(str, list(paths)[:_MOST]))
        more = f" and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
        yield Note(f"{shown}{more}", _TEXTS[name])
