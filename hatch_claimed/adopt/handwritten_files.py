"""Files by hand that lie beside a script, and that a project of operators has another place for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from hatch_claimed.adopt.declarations import Note
from hatch_claimed.system.tree import Tree

_REQUIREMENTS = "requirements.txt"
_MOST = 3
"""Of more files of one name there is only a number."""
_TEXTS = {
    "component.yaml": "a component by hand: builds write one for each operator, below dist/claimed/",
    "component.yml": "a component by hand: builds write one for each operator, below dist/claimed/",
    "Dockerfile": "no build uses it: name its base as `base-image`, and what it installs in comments of the script, "
    "such as `# pip install …` and `# apt install …`",
    _REQUIREMENTS: "no script installs it: write `# pip install -r requirements.txt` into those that need it",
}


def handwritten_files(tree: Tree, scripts: Collection[PurePosixPath]) -> Iterator[Note]:
    """What to know of such files beside these scripts, once for all of one name."""
    found: dict[str, dict[PurePosixPath, None]] = defaultdict(dict)
    for script in sorted(scripts):
        for name in _TEXTS:
            places = [script.with_name(name), *([PurePosixPath(name)] if name == _REQUIREMENTS else [])]
            found[name].update(dict.fromkeys(place for place in places if tree.is_file(place)))
    if _is_installed(tree, scripts):
        found.pop(_REQUIREMENTS, None)
    for name, paths in found.items():
        if not paths:
            continue
        shown = ", ".join(map(str, list(paths)[:_MOST]))
        more = f" and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
        yield Note(f"{shown}{more}", _TEXTS[name])


def _is_installed(tree: Tree, scripts: Collection[PurePosixPath]) -> bool:
    """Whether one of the scripts names the file with requirements: then their author knows how it is meant."""
    return any(_REQUIREMENTS.encode() in (tree.try_read(script) or b"") for script in scripts)
