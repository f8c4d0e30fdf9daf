"""What operators are called, by the paths of their scripts. Pure, and the order of the paths means nothing."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath

from hatch_claimed.model import name_part, operator_name

MAX_NAME = 63
"""RFC 1123: a Kubernetes name has at most 63 characters."""

Names = Mapping[PurePosixPath, str]


@dataclass(frozen=True, slots=True)
class DerivedNames:
    """The name that each path gives, and the paths that are named by more than their file, by what the file gives.

    Paths that nothing tells apart have one name, and a name may be empty or too long: whoever asks says so.
    """

    names: Names
    clashes: Mapping[str, tuple[PurePosixPath, ...]]


def derived_names(paths: Iterable[PurePosixPath]) -> DerivedNames:
    """Name scripts by their files. Those whose files give one name are told apart by their folders.

    Where all of them have one file name, the folders' names alone do if these differ from each other and from all other
    operators (`flood/task.py` is `flood`), else the folder's name and the file's (`flood-task`), and for those that are
    the same even so, more of the path.
    """
    by_file: dict[str, list[PurePosixPath]] = defaultdict(list)
    for path in sorted(paths):
        by_file[operator_name(path)].append(path)
    # a file whose name holds no letter is told apart by nothing
    clashes = {name: tuple(same) for name, same in by_file.items() if name and len(same) > 1}
    fixed = {path: name for name, same in by_file.items() if name not in clashes for path in same}
    fixed |= _by_folder(clashes.values(), Counter(fixed.values()))
    rest = [path for same in clashes.values() for path in same if path not in fixed]
    return DerivedNames({**fixed, **_by_path(rest, Counter(fixed.values()))}, clashes)


def _by_folder(groups: Iterable[tuple[PurePosixPath, ...]], taken: Counter[str]) -> dict[PurePosixPath, str]:
    """The names of the groups that their folders tell apart; groups that are in each other's way get none."""
    alike = (same for same in groups if len({path.name for path in same}) == 1)
    proposed = [{path: name_part(path.parent.name) for path in same} for same in alike]
    counts = taken + Counter(name for names in proposed for name in names.values())
    alone = (names for names in proposed if all(name and counts[name] == 1 for name in names.values()))
    return {path: name for names in alone for path, name in names.items()}


def _by_path(paths: Iterable[PurePosixPath], taken: Counter[str]) -> dict[PurePosixPath, str]:
    """Names of a file and as many folders above it as it takes, one at least, as far as there are any."""
    folders = dict.fromkeys(paths, 1)
    while True:
        names = {path: _joined(path, count) for path, count in folders.items()}
        counts = taken + Counter(names.values())
        longer = [path for path, name in names.items() if counts[name] > 1 and folders[path] < len(path.parts) - 1]
        if not longer:
            # what nothing tells apart is what its file says
            return {path: name if counts[name] == 1 else operator_name(path) for path, name in names.items()}
        for path in longer:
            folders[path] += 1


def _joined(path: PurePosixPath, folders: int) -> str:
    return _joined_parts(*(name_part(folder) for folder in path.parent.parts[-folders:]), operator_name(path))


def _joined_parts(*parts: str) -> str:
    return "-".join(part for part in parts if part)


def distinct_names(paths: Iterable[PurePosixPath]) -> Names:
    """A legal name for each path, all different: what `derived_names` says, and where that does not do, one near it."""
    derived = derived_names(paths).names
    counts = Counter(derived.values())
    chosen = {path: name for path, name in derived.items() if counts[name] == 1 and 0 < len(name) <= MAX_NAME}
    taken = set(chosen.values())
    for path in derived:
        if path not in chosen:
            # of several with one name none gets it
            chosen[path] = next(name for name in _near(path) if name not in taken and counts[name] < 2)
            taken.add(chosen[path])
    return chosen


def _near(path: PurePosixPath) -> Iterator[str]:
    """Legal names for a path, the most telling first; there is no end of them."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
    folder, suffix = name_part(path.parent.name), name_part(path.suffix)
    own = operator_name(path) or name_part(plain) or _joined_parts(folder, "script")
    yield from (_cut(name) for name in (own, f"{own}-{suffix}", _joined_parts(folder, own, suffix)))
    yield from (_cut(own, f"-{number}") for number in count(2))


def _cut(name: str, end: str = "") -> str:
    return f"{name[: MAX_NAME - len(end)].rstrip('-')}{end}"
