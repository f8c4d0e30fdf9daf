"""What the place and name of a script say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from hatch_claimed.languages.registry import suffixes
from hatch_claimed.system.tree import Tree, escaped

_FOLDERS: Mapping[str, str] = {
    **dict.fromkeys(("test", "tests", "testing"), "a folder of tests"),
    **dict.fromkeys(("doc", "docs"), "a folder of documentation"),
    **dict.fromkeys(("venv", "env", "site-packages", "node_modules", "renv", "packrat"), "installed packages"),
    **dict.fromkeys(("build", "dist"), "made by builds"),
}
_NAMES = frozenset(
    {
        "conf", "conftest", "dodo", "fabfile", "gulpfile", "manage", "noxfile", "setup", "sitecustomize", "tasks",
        "versioneer", "wsgi", "asgi",
    }
)  # fmt: skip
_TEST = re.compile(r"test_.*|.*_test|test-.*")


def projects(tree: Tree) -> frozenset[PurePosixPath]:
    """Folders below the root that are projects of their own."""
    return frozenset(path.parent for path in tree.glob("**/pyproject.toml")) - {PurePosixPath()}


def has_scripts(tree: Tree, folder: PurePosixPath) -> bool:
    """Whether there are scripts of any kind in a folder."""
    return any(tree.glob(f"{escaped(str(folder))}/**/*{suffix}") for suffix in suffixes())


def exclusion_reason(path: PurePosixPath, outside: Iterable[PurePosixPath], *, named: bool) -> str | None:
    """Why a script at this place is no operator, whatever it holds.

    `outside` are folders of other projects. A script that something else calls an operator may be called as it likes.
    """
    return next(_never(path, outside), None) or (None if named else next(_unlikely(path), None))


def _never(path: PurePosixPath, outside: Iterable[PurePosixPath]) -> Iterator[str]:
    own = next((folder for folder in outside if folder in path.parents), None)
    if own is not None:
        yield f"belongs to the project {own}: run `hatch-claimed -C {own} init` for it"
    if path.name.startswith(("_", ".")):
        yield "its name begins with `_`: a helper"


def _unlikely(path: PurePosixPath) -> Iterator[str]:
    folder = next((part for part in path.parts[:-1] if part.lower() in _FOLDERS), None)
    if folder is not None:
        yield f"in `{folder}`: {_FOLDERS[folder.lower()]}"
    stem = path.stem.lower()
    if stem in _NAMES:
        yield "a tool's own file"
    if _TEST.fullmatch(stem):
        yield "a test"
