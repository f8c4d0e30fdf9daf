"""Three objects per batch, with the suffixes that today's coordinators have: `.lock`, `.processed` and `.err`.

The lock decides: it is created by PUT If-None-Match, changed by PUT If-Match, and says itself when the batch is
released, failed or processed. So it is never deleted by its owner (a DELETE cannot be made conditional everywhere), and
a worker that dies between two writes leaves nothing undecided. `.processed` and `.err` are for people, and outlive it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

from ...backend import BackendError, BatchDetails, BatchState, Lease, Status
from ...clock import now
from ...connection import redacted
from .client import Bucket, ObjectInfo
from .listing import find
from .record import decoded, status_of
from .store import ObjectStore
from .sweep import Sweeper

LOCK, PROCESSED, ERR = ".lock", ".processed", ".err"


class Cos(ObjectStore):
    """`<path>/<name>.lock` and the like. Three requests per batch, and one for each thousand locks that are swept."""

    def __init__(self, bucket: Bucket, worker: str, timeout: float, *, accept_unsafe: bool) -> None:
        super().__init__(bucket, worker, LOCK, accept_unsafe=accept_unsafe)
        self._sweeper = Sweeper(bucket, timeout)
        self._longest = timeout / 2
        self._looked = now()

    def claim(self, name: str, seen: BatchState | None) -> Lease | None:
        """See `Backend`. What was seen of the batch must not be older than half the takeover timeout."""
        if now() - self._looked > self._longest:
            return None  # look again: the batch may be done since then, and its lock deleted
        lease = super().claim(name, seen)
        if lease and seen and seen.status is Status.FAILED:
            with contextlib.suppress(BackendError):  # what stays counts for nothing beside the lock
                self._bucket.delete([name + ERR])
        return lease

    def finish(self, lease: Lease) -> None:
        """See `Backend`. The lock is the decision, what follows is for people and for those who come after it."""
        record = self._leases.end(lease, Status.PROCESSED)
        self._bucket.put(lease.name + PROCESSED, record.encoded())

    def fail(self, lease: Lease, report: str) -> None:
        """See `Backend`."""
        self._leases.end(lease, Status.FAILED, redacted(report))
        self._bucket.put(lease.name + ERR, redacted(report).encode("utf-8", "backslashreplace"))

    def details(self, name: str) -> BatchDetails:
        """See `Backend`."""
        record = self._leases.read(name)
        if record and (record.report or record.status is not Status.FAILED):
            return record.details()
        failed = self._bucket.get(name + ERR)
        if failed:
            return BatchDetails(report=failed.body.decode("utf-8", "replace"))
        done = self._bucket.get(name + PROCESSED)
        record = decoded(done.body) if done else None
        return record.details() if record else BatchDetails()

    def names(self) -> Sequence[str]:
        """See `Backend`."""
        found = (_split(item.key) for item in self._bucket.every())
        return sorted({name for name, suffix in found if suffix})

    def _look(self, names: Sequence[str]) -> dict[str, BatchState]:
        keys = sorted(name + suffix for name in names for suffix in (LOCK, PROCESSED, ERR))
        asked = now()
        items = {item.key: item for item in find(self._bucket, keys)}
        self._looked = asked
        states = {}
        for name in names:
            seen = _seen(items, name)
            if seen:
                states[name] = seen
            self._note(items, name)
        self._sweeper.run()
        return states

    def _note(self, items: Mapping[str, ObjectInfo], name: str) -> None:
        lock = items.get(name + LOCK)
        if lock and name + PROCESSED in items:
            self._sweeper.note(lock.key, lock.etag)
        else:
            self._sweeper.forget(name + LOCK)

    def _forget(self, name: str, seen: BatchState) -> bool:
        # a failure of today's tool has no lock
        if seen.tag and not self._leases.forget(name, seen):
            return False
        self._bucket.delete([name + ERR])
        return True


def _seen(items: Mapping[str, ObjectInfo], name: str) -> BatchState | None:
    lock = items.get(name + LOCK)
    tag = lock.etag if lock else ""
    if name + PROCESSED in items:
        return BatchState(Status.PROCESSED, tag)
    # a lock of another size is one of today's tool
    status = (status_of(lock.size) or Status.RUNNING) if lock else Status.WAITING
    if status is Status.WAITING and name + ERR in items:
        status = Status.FAILED
    return BatchState(status, tag) if lock or status is Status.FAILED else None


def _split(key: str) -> tuple[str, str]:
    name, dot, suffix = key.rpartition(".")
    return name, suffix if name and dot + suffix in {LOCK, PROCESSED, ERR} else ""
