"""A folder that all workers share: on one host, NFS, CephFS and the like. `mkdir` alone decides who owns what.

    <name>.lock/        somebody owns the batch, or has failed at it (see `directory_lock`)
    <name>.processed    the batch is done; its lock means nothing any more
    <name>.err          why the batch failed

A lock is removed only beside `.processed`, and whoever makes a lock looks for `.processed` afterwards. So a lock that
is there is the one that a slow worker believes it is, and nothing that it does late can harm another owner.

A lock that is an empty file comes from a tool that only touches it: it is held to be somebody's until it has not
changed for the takeover timeout. Then one worker replaces it: `unlink` cannot remove the folder of a faster one.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from .. import clock
from ..backend import Address, BackendError, BatchDetails, BatchState, Lease, LostError, Status
from ..executors.markers import COORDINATOR
from . import directory_lock, directory_steps, volume
from .directory_steps import FIRST

LOCK = ".lock"
PROCESSED = ".processed"
FAILED = ".err"
_PROCESSED = BatchState(Status.PROCESSED)
# from how many entries for each name on a listing is dearer than to look at the names one by one
_MANY = 20


class Directory:
    """The `Backend` of a folder. `worker` is a name for people."""

    page = 1_000_000_000
    # a batch of some length tells people soon who owns it: one more file is nothing to a folder
    first_beat = 2.0
    # to list a large folder is as dear as thousands of tries at random places, which nearly always find a batch
    misses = 16

    def __init__(self, path: str, worker: str) -> None:
        self._root = os.path.abspath(path)
        self._prefix = os.path.join(self._root, "")
        self._worker = worker
        self._host = socket.gethostname()
        self._nonce = secrets.token_hex(6)
        self._make: Callable[[str], None] = volume.make_by_open
        self._marked = ""
        self._size = 0
        # all names whose lock or report was ever seen here
        self._met: set[str] = set()

    def prepare(self) -> None:
        """Make the folder and prove that `mkdir` refuses what is there. Raises BackendError."""
        with _answering():
            os.makedirs(self._root, exist_ok=True)
            if not volume.refuses_twice(self._root):
                message = f"{self._root}: this volume makes a folder that exists, so it cannot coordinate workers"
                raise BackendError(message, lasting=True)
            self._make = volume.best_maker(self._root)

    def states(self, names: Sequence[str]) -> Mapping[str, BatchState]:
        """One listing of the folder; for a few batches in a large folder a look at each of them."""
        with _answering():
            if len(names) * _MANY < self._size:
                return {name: seen for name in names if (seen := self._look(name)) is not None}
            processed, failed, locks = self._list()
            result = dict.fromkeys(processed.intersection(names), _PROCESSED)
            for name in failed.union(locks).intersection(names).difference(processed):
                seen = self._look(name, locked=name in locks)
                if seen is not None:
                    result[name] = seen
            return result

    def claim(self, name: str, seen: BatchState | None) -> Lease | None:
        """`mkdir` of the lock, or of the next generation in the lock that was seen."""
        renewed = clock.now()
        lock = self._prefix + name + LOCK
        try:
            if seen is None or not seen.tag:
                os.mkdir(lock)
                tag, attempt = FIRST, 1
            else:
                tag, attempt = directory_steps.take_over(lock, seen)
        except (FileExistsError, LostError):
            return None
        except OSError as error:
            raise volume.backend_error(error) from error
        lease = Lease(name, tag, attempt, renewed)
        try:
            # one that is slower than its snapshot finds the lock gone, and the batch done
            os.stat(self._prefix + name + PROCESSED)
        except FileNotFoundError:
            if seen is not None:
                self._forget(lease)
            return lease
        except OSError as error:
            self._give_up(lease)
            raise volume.backend_error(error) from error
        directory_lock.clear(lock)
        return None

    def beat(self, lease: Lease) -> Lease:
        """Rename the heartbeat, which is a file in the lock."""
        with _answering():
            renewed = directory_steps.beat(self._lock(lease), lease, self._nonce, self._worker, self._host)
            self._must_be_open(lease)
            return renewed

    def finish(self, lease: Lease) -> None:
        """Make `.processed`, then remove the lock. What goes wrong in between loses nothing."""
        path = self._prefix + lease.name
        try:
            if lease.tag == FIRST:
                self._make(path + PROCESSED)
                self._marked = lease.name
                os.rmdir(path + LOCK)
                return
        except OSError:
            # a successor, a mark that is there already, or a volume that fails: the long way tells
            pass
        with _answering():
            self._finish(lease)

    def _finish(self, lease: Lease) -> None:
        if self._marked != lease.name:
            directory_steps.owned(self._lock(lease), lease)
            with suppress(FileExistsError):
                self._make(self._prefix + lease.name + PROCESSED)
            self._marked = lease.name
        if os.path.lexists(self._lock(lease)):
            # a successor that came between the look and the mark clears up itself
            directory_steps.owned(self._lock(lease), lease)
            directory_lock.clear(self._lock(lease))

    def fail(self, lease: Lease, report: str) -> None:
        """Keep the report in `.err`, then end the own generation; the lock stays, so that nothing happens twice."""
        lock = self._lock(lease)
        content = report.encode("utf-8", "backslashreplace")
        with _answering():
            volume.write_whole(self._report(lease), content, check=lambda: directory_steps.owned(lock, lease))
            directory_steps.end(lock, directory_steps.generation_of(lease))
            # a successor that came meanwhile does not look at the report
            directory_steps.owned(lock, lease)
            self._must_be_open(lease)

    def release(self, lease: Lease) -> None:
        """End the own generation."""
        with _answering(), suppress(LostError):
            directory_steps.end(self._lock(lease), directory_steps.generation_of(lease))

    def retry(self, names: Collection[str]) -> int:
        """Remove the reports of failed batches. Their locks say already that the next owner is a first one."""
        failed = [name for name, seen in self.states(sorted(names)).items() if seen.status is Status.FAILED]
        with _answering():
            return sum(volume.remove(self._prefix + name + FAILED) for name in failed)

    def details(self, name: str) -> BatchDetails:
        """What the heartbeat says, or since when there is a lock, and the report."""
        with _answering():
            report = volume.read_whole(self._prefix + name + FAILED) or b""
            found = directory_steps.owner(self._prefix + name + LOCK)
            return replace(found, report=report.decode("utf-8", "replace"))

    def read(self, path: str) -> bytes | None:
        """A file below the folder."""
        with _answering():
            return volume.read_whole(volume.inside(self._root, path))

    def write(self, path: str, content: bytes) -> None:
        """Make the folders above the file, and write it."""
        place = volume.inside(self._root, path)
        with _answering():
            os.makedirs(os.path.dirname(place), exist_ok=True)
            volume.write_whole(place, content)

    def names(self) -> Sequence[str]:
        """All names with one of our endings; there is nothing else to tell them from other people's files."""
        with _answering():
            return sorted(set().union(*self._list()))

    def sweep(self) -> None:
        """Remove what killed workers left beside `.processed`.

        Whoever is told that a batch is processed has seen at the same time what lies beside the mark, so that a large
        folder is not listed once more.
        """
        with _answering():
            if len(self._met) * _MANY >= self._size:
                self._list()
            for name in self._met:
                if volume.exists(self._prefix + name + PROCESSED):
                    directory_lock.clear(self._prefix + name + LOCK)
                    volume.remove(self._prefix + name + FAILED)

    def _list(self) -> tuple[set[str], set[str], set[str]]:
        entries = os.listdir(self._root)
        self._size = len(entries)
        # in the end nearly all entries are marks, and what else there is need not be looked for among them
        others = [entry for entry in entries if not entry.endswith(PROCESSED)]
        failed, locks = _stems(others, FAILED), _stems(others, LOCK)
        self._met |= failed | locks
        return _stems(entries, PROCESSED), failed, locks

    def _look(self, name: str, *, locked: bool = True) -> BatchState | None:
        """One batch. The lock comes first: an owner that finishes meanwhile makes `.processed` before it is gone."""
        path = self._prefix + name
        seen = directory_steps.look(path + LOCK) if locked else None
        if seen is not None:
            self._met.add(name)
        if locked and volume.exists(path + PROCESSED):
            return _PROCESSED
        if (seen is None or seen.status is not Status.RUNNING) and volume.exists(path + FAILED):
            return BatchState(Status.FAILED, "" if seen is None else seen.tag)
        return seen

    def _forget(self, lease: Lease) -> None:
        """Remove the report of an earlier owner."""
        try:
            volume.remove(self._report(lease))
        except OSError as error:
            self._give_up(lease)
            raise volume.backend_error(error) from error

    def _give_up(self, lease: Lease) -> None:
        """Leave no lock behind that nobody feels responsible for, as far as a failing volume lets us."""
        with suppress(BackendError):
            self.release(lease)

    def _must_be_open(self, lease: Lease) -> None:
        """Raise LostError if the batch is processed. Asked after a look at the lock, which may just be cleared up."""
        if volume.exists(self._prefix + lease.name + PROCESSED):
            raise LostError(lease.name)

    def _lock(self, lease: Lease) -> str:
        return self._prefix + lease.name + LOCK

    def _report(self, lease: Lease) -> str:
        return self._prefix + lease.name + FAILED


def open_local(address: Address) -> Directory:
    """The store of a folder."""
    return Directory(address.place, address.worker)


def open_beside(address: Address) -> Directory:
    """The store beside the results in a folder."""
    return Directory(os.path.join(address.place, COORDINATOR), address.worker)


def _stems(entries: Iterable[str], suffix: str) -> set[str]:
    """What is before the suffix, of those entries that end with it and are more than that."""
    end = -len(suffix)
    stems = {entry[:end] for entry in entries if entry.endswith(suffix)}
    stems.discard("")
    return stems


@contextmanager
def _answering() -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        raise volume.backend_error(error) from error
