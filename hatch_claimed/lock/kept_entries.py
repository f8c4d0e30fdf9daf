"""What a lock keeps of operators that are broken: nobody can tell what they require, so it stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from hatch_claimed.lock.document import write
from hatch_claimed.lock.model import (
    Installer,
    LockedBase,
    LockedEnvironment,
    LockedSystem,
    LockFile,
    RPackages,
    Wheels,
)

Entry = TypeVar("Entry", LockedEnvironment, LockedSystem, RPackages)


def with_kept_entries(new: LockFile, old: LockFile | None, names: frozenset[str]) -> LockFile:
    """The new lock, with all that the old one has for `names`, which the new one was made without.

    Where both ask the same, the new packages are those of all. A lock that is then the old one is made from the same.
    """
    if old is None or not names:
        return new
    lock = replace(
        new,
        installer=_installer(new.installer, old.installer),
        bases=_bases(new.bases, old.bases),
        environments=_entries(new.environments, old.environments, names, lambda one: (one.id, one.platform)),
        system=_entries(new.system, old.system, names, lambda one: one.key),
        r=_entries(new.r, old.r, names, lambda one: (one.repository, one.packages)),
    )
    same = replace(lock, made_from=old.made_from)
    # the order of entries is that of the file
    return same if write(same) == write(old) else lock


def _entries(
    new: tuple[Entry, ...], old: tuple[Entry, ...], names: frozenset[str], key: Callable[[Entry], Hashable]
) -> tuple[Entry, ...]:
    """The new entries, and the old ones for those names alone; one where they are for the same."""
    found = {key(one): one for one in new}
    for one in old:
        operators = names.intersection(one.operators)
        if operators:
            beside = found.get(key(one), replace(one, operators=()))
            found[key(one)] = replace(beside, operators=tuple(sorted(operators.union(beside.operators))))
    return tuple(found.values())


def _bases(new: tuple[LockedBase, ...], old: tuple[LockedBase, ...]) -> tuple[LockedBase, ...]:
    """All of them, since it cannot be told which of the old ones are still needed."""
    known = {one.image: one for one in old}
    found = {one.image: _with_platforms(one, known.get(one.image)) for one in new}
    return tuple({**known, **found}.values())


def _with_platforms(new: LockedBase, old: LockedBase | None) -> LockedBase:
    if old is None or old.digest != new.digest:
        return new
    return replace(new, python=new.python or old.python, platforms={**old.platforms, **new.platforms})


def _installer(new: Installer | None, old: Installer | None) -> Installer | None:
    if new is None or old is None or new.version != old.version:
        return new or old
    wheels: Iterable[Wheels] = {one.target: one for one in (*old.wheels, *new.wheels)}.values()
    return replace(new, wheels=tuple(wheels))
