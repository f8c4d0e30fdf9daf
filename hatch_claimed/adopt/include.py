"""The patterns that select just the operators that were found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from hatch_claimed.settings.tables import ClaimedTable
from hatch_claimed.sources.discover import KINDS
from hatch_claimed.tree import Tree, escaped

_ROOT = PurePosixPath()
_SPECIAL = re.compile(r"[*?\[\]{}()!|~\\]")


def include(tree: Tree, wanted: Collection[PurePosixPath]) -> tuple[str, ...] | None:
    """Patterns for `include`, None where the default ones select the same.

    A folder of which all scripts are operators becomes one pattern, so that the next script in it is one as well.
    """
    if set(_scripts(tree, ClaimedTable().include)) == set(wanted):
        return None
    found: list[str] = []
    for suffix in KINDS:
        chosen = frozenset(path for path in wanted if path.suffix == suffix)
        if chosen:
            there = tuple(path for path in _scripts(tree, (f"**/*{suffix}",)) if path.suffix == suffix)
            found.extend(_patterns(_ROOT, there, chosen, suffix))
    return tuple(found)


def _literal(path: PurePosixPath) -> str:
    """A pattern for just this path, written as it is where that means the same."""
    return escaped(str(path)) if _SPECIAL.search(str(path)) else str(path)


def _scripts(tree: Tree, patterns: Iterable[str]) -> Iterator[PurePosixPath]:
    for pattern in patterns:
        yield from (path for path in tree.glob(pattern) if not path.name.startswith("_"))


def _patterns(
    folder: PurePosixPath, there: Collection[PurePosixPath], chosen: frozenset[PurePosixPath], suffix: str
) -> Iterator[str]:
    """Patterns for the chosen ones of the scripts below a folder. The root is never taken whole."""
    if chosen.isdisjoint(there):
        return
    below = defaultdict(list)
    for path in there:
        depth = len(folder.parts) + 1
        below[folder if len(path.parts) == depth else PurePosixPath(*path.parts[:depth])].append(path)
    if folder != _ROOT and chosen.issuperset(there):
        deep = "" if set(below) == {folder} else "**/"
        yield f"{_literal(folder)}/{deep}*{suffix}"
        return
    for path in sorted(below.pop(folder, ())):
        if path in chosen:
            yield _literal(path)
    for inner, paths in sorted(below.items()):
        yield from _patterns(inner, paths, chosen, suffix)
