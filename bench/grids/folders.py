"""Four ways to share batches by the files of one folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from grids.crowd import Diary, Way
from grids.ours import work_on
from hatch_claimed.runtime.grid.claimed_grid.stores.directory import Directory

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY


def ours(folder: str) -> Way:
    """The worker of a grid wrapper, with the directory store."""

    def way(names: Sequence[str], number: int, _workers: int, diary: Diary) -> Callable[[], None]:
        return work_on(Directory(folder, f"host/{number}/x"), names, diary)

    return way


def shared(folder: str) -> Way:
    """The plain loop: all workers walk the same list, and O_EXCL tells who is first.

    The lock stays, or whoever comes later would do the batch again. So nobody can tell a batch that runs from one
    whose worker died.
    """

    def way(names: Sequence[str], _number: int, _workers: int, diary: Diary) -> Callable[[], None]:
        return lambda: do_all(names, diary)

    def do_all(names: Sequence[str], diary: Diary) -> None:
        for name in names:
            try:
                os.close(os.open(f"{folder}/{name}.lock", _NEW))
            except FileExistsError:
                continue
            diary.note(name)
            os.close(os.open(f"{folder}/{name}.processed", _NEW))

    return way


def own(folder: str) -> Way:
    """The lower bound: a lock by O_EXCL, a mark, and the lock is gone, for batches that nobody else asks for.

    Each worker has a share of its own and knows nothing of others, so it shares nothing.
    """

    def way(names: Sequence[str], number: int, workers: int, diary: Diary) -> Callable[[], None]:
        share = names[len(names) * number // workers : len(names) * (number + 1) // workers]
        return lambda: do_all(share, diary)

    def do_all(share: Sequence[str], diary: Diary) -> None:
        for name in share:
            lock = f"{folder}/{name}.lock"
            os.close(os.open(lock, _NEW))
            diary.note(name)
            os.close(os.open(f"{folder}/{name}.processed", _NEW))
            os.unlink(lock)  # noqa: PTH108 - a Path would cost as much as the call

    return way


def touch(folder: str) -> Way:
    """Look whether there is a lock, a mark or an error, then touch: all batches in their order, in each worker."""

    def way(names: Sequence[str], _number: int, _workers: int, diary: Diary) -> Callable[[], None]:
        return lambda: do_all(names, diary)

    def do_all(names: Sequence[str], diary: Diary) -> None:
        for name in names:
            lock, mark, error = (Path(folder, f"{name}.{suffix}") for suffix in ("lock", "processed", "err"))
            if lock.exists() or mark.exists() or error.exists():
                continue
            lock.touch()
            diary.note(name)
            mark.touch()
            with suppress(FileNotFoundError):
                lock.unlink()

    return way


WAYS = {"ours": ours, "shared": shared, "own": own, "touch": touch}
