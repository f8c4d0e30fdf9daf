"""Four ways to share batches by the files of one folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from claimed_grid.stores.directory import Directory
from grids.ours import work_on
from grids.worker_processes import Way, WorkerLog

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY


def ours(folder: str) -> Way:
    """The worker of a grid wrapper, with the directory store."""

    def way(names: Sequence[str], number: int, _workers: int, log: WorkerLog) -> Callable[[], None]:
        return work_on(Directory(folder, f"host/{number}/x"), names, log)

    return way


def bare(folder: str) -> Way:
    """The bare loop: all workers walk the same list, O_EXCL tells who is first, and no lock is left in the end.

    It looks for the mark before it makes a lock, and again behind it, for whoever was faster has removed the lock.
    """

    def way(names: Sequence[str], _number: int, _workers: int, log: WorkerLog) -> Callable[[], None]:
        return lambda: do_all(names, log)

    def do_all(names: Sequence[str], log: WorkerLog) -> None:
        for name in names:
            lock, mark = f"{folder}/{name}.lock", f"{folder}/{name}.processed"
            if os.path.exists(mark):  # noqa: PTH110 - a Path would cost as much as the call
                continue
            try:
                os.close(os.open(lock, _NEW))
            except FileExistsError:
                continue
            if not os.path.exists(mark):  # noqa: PTH110
                log.note(name)
                os.close(os.open(mark, _NEW))
            os.unlink(lock)  # noqa: PTH108

    return way


def stays(folder: str) -> Way:
    """The bare loop without its ends: the lock stays, so it need not look for a mark.

    Nobody can tell a batch that is done or runs from one whose worker died but by looking for the marks as well.
    """

    def way(names: Sequence[str], _number: int, _workers: int, log: WorkerLog) -> Callable[[], None]:
        return lambda: do_all(names, log)

    def do_all(names: Sequence[str], log: WorkerLog) -> None:
        for name in names:
            try:
                os.close(os.open(f"{folder}/{name}.lock", _NEW))
            except FileExistsError:
                continue
            log.note(name)
            os.close(os.open(f"{folder}/{name}.processed", _NEW))

    return way


def touch(folder: str) -> Way:
    """Look whether there is a lock, a mark or an error, then touch: all batches in their order, in each worker."""

    def way(names: Sequence[str], _number: int, _workers: int, log: WorkerLog) -> Callable[[], None]:
        return lambda: do_all(names, log)

    def do_all(names: Sequence[str], log: WorkerLog) -> None:
        for name in names:
            lock, mark, error = (Path(folder, f"{name}.{suffix}") for suffix in ("lock", "processed", "err"))
            if lock.exists() or mark.exists() or error.exists():
                continue
            lock.touch()
            log.note(name)
            mark.touch()
            with suppress(FileNotFoundError):
                lock.unlink()

    return way


WAYS = {"ours": ours, "bare": bare, "stays": stays, "touch": touch}
