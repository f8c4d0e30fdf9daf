"""The patterns that select just the operators that were found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.languages.registry import suffixes
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.system.tree import Tree, escaped

_ROOT = PurePosixPath()
_FEW = 8
"""Of so many scripts, one may be no operator, and `exclude` names it; with more of them operators are named instead."""
_SAME = 4
"""From so many folders on that hold a file of one name, one pattern names all of them."""
_SPECIAL = re.compile(r"[*?\[\]{}()!|~\\]")


@dataclass(frozen=True, slots=True)
class Patterns:
    """What `include` and `exclude` say."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def patterns(tree: Tree, wanted: Collection[PurePosixPath]) -> Patterns:
    """Patterns that select just what is wanted; none where the usual ones do.

    A folder of operators becomes one pattern, so that the next script in it is one as well.
    """
    if set(_scripts(tree, ClaimedTable().include)) == set(wanted):
        return Patterns()
    found = list(_of_one_name(tree, wanted))
    selected = {path for pattern, _ in found for path in tree.glob(pattern)}
    for suffix in suffixes():
        chosen = frozenset(path for path in wanted if path.suffix == suffix and path not in selected)
        if chosen:
            there = tuple(path for path in _scripts(tree, (f"**/*{suffix}",)) if path.suffix == suffix)
            found.extend(_patterns(_ROOT, there, chosen, suffix))
    others = (path for _, without in found for path in without)
    return Patterns(tuple(pattern for pattern, _ in found), tuple(_literal(path) for path in others))


def _of_one_name(tree: Tree, wanted: Collection[PurePosixPath]) -> Iterator[tuple[str, tuple[PurePosixPath, ...]]]:
    """A pattern for files of one name in many folders: `*/task.py`, so that the next folder's is an operator, too."""
    groups: dict[tuple[PurePosixPath, str], set[PurePosixPath]] = defaultdict(set)
    for path in wanted:
        if path.parent.name:
            groups[path.parent.parent, path.name].add(path)
    for (folder, name), same in sorted(groups.items()):
        pattern = f"{_literal(folder)}/*/{_escaped(name)}" if folder != _ROOT else f"*/{_escaped(name)}"
        there = [path for path in tree.glob(pattern) if not path.name.startswith("_")]
        others = tuple(path for path in there if path not in wanted)
        if len(same) >= _SAME and len(others) * _FEW < len(there):
            yield pattern, others


def _escaped(name: str) -> str:
    return escaped(name) if _SPECIAL.search(name) else name


def _literal(path: PurePosixPath) -> str:
    """A pattern for just this path, written as it is where that means the same."""
    return escaped(str(path)) if _SPECIAL.search(str(path)) else str(path)


def _scripts(tree: Tree, patterns: Iterable[str]) -> Iterator[PurePosixPath]:
    for pattern in patterns:
        yield from (path for path in tree.glob(pattern) if not path.name.startswith("_"))


def _patterns(
    folder: PurePosixPath, there: Collection[PurePosixPath], chosen: frozenset[PurePosixPath], suffix: str
) -> Iterator[tuple[str, tuple[PurePosixPath, ...]]]:
    """Patterns for the chosen ones of the scripts below a folder, each with what it must not select.

    The root is never taken whole: tools put files of their own there.
    """
    if chosen.isdisjoint(there):
        return
    below = defaultdict(list)
    for path in there:
        depth = len(folder.parts) + 1
        below[folder if len(path.parts) == depth else PurePosixPath(*path.parts[:depth])].append(path)
    others = tuple(sorted(path for path in there if path not in chosen))
    if folder != _ROOT and len(others) * _FEW < len(there):
        deep = "" if set(below) == {folder} else "**/"
        yield f"{_literal(folder)}/{deep}*{suffix}", others
        return
    for path in sorted(below.pop(folder, ())):
        if path in chosen:
            yield _literal(path), ()
    for inner, paths in sorted(below.items()):
        yield from _patterns(inner, paths, chosen, suffix)
