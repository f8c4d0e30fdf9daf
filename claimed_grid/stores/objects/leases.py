"""The lease of a batch, kept in one object that only conditional writes change."""

from __future__ import annotations

import itertools
import random
import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass, replace

from ...backend import BackendError, BatchState, Lease, LostError, Status
from ...clock import now
from .client import Bucket, StoredObject
from .errors import PreconditionError, UncertainWriteError
from .record import LeaseRecord, decoded


@dataclass(frozen=True)
class _Own:
    """What the tag of a lease says: the object's ETag, and what was written last."""

    etag: str
    nonce: str
    counter: int
    since: str

    def tag(self) -> str:
        return f"{self.etag} {self.nonce} {self.counter} {self.since}"

    @staticmethod
    def of(lease: Lease) -> _Own:
        etag, nonce, counter, since = lease.tag.split(" ")
        return _Own(etag, nonce, int(counter), since)


@dataclass(frozen=True)
class _Doubt:
    """The nonce of a claim, and until when it might still take effect."""

    nonce: str
    until: float


class Leases:
    """Claims, renews and ends leases. `suffix` makes the object's key of the batch's name."""

    def __init__(self, bucket: Bucket, worker: str, suffix: str) -> None:
        self._bucket = bucket
        self._worker = worker
        self._suffix = suffix
        # claims of which nobody knows whether they took effect
        self._doubtful: dict[str, _Doubt] = {}

    def read(self, name: str) -> LeaseRecord | None:
        """The record of a batch; None if there is none, or none of ours."""
        stored = self._bucket.get(name + self._suffix)
        return decoded(stored.body) if stored else None

    def claim(self, name: str, seen: BatchState | None) -> Lease | None:
        """Create the object, or change it if its ETag is still the one that was seen."""
        seen = self.own_doubtful([name]).get(name, seen)
        attempt, etag = 1, None
        if seen is not None and seen.tag:
            stored = self._bucket.get(name + self._suffix)
            if stored is None or stored.etag != seen.tag:
                return None
            attempt, etag = self._next_attempt(name, stored), stored.etag
        started = now()
        record = self._record(Status.RUNNING, attempt)
        try:
            written = self._write(name, record, etag)
        except BackendError:
            self._doubtful[name] = _Doubt(record.nonce, now() + 2 * self._bucket.patience)
            raise
        if written is None:
            return None
        self._doubtful.pop(name, None)
        return _lease(name, record, written, started)

    def beat(self, lease: Lease) -> Lease:
        """Write the object anew. Raises LostError."""
        started = now()
        record, etag = self._change(lease, Status.RUNNING, "")
        return _lease(lease.name, record, etag, started)

    def end(self, lease: Lease, status: Status, report: str = "") -> LeaseRecord:
        """Give the lease up. Doing it twice is no error, so that it can be repeated after a BackendError."""
        if status is Status.WAITING:
            lease = replace(lease, attempt=lease.attempt - 1)  # it did not fail: the next owner has the same number
        return self._change(lease, status, report)[0]

    def forget(self, name: str, seen: BatchState) -> bool:
        """Let a failed batch wait again, as if it had never been tried. Whether nobody changed it meanwhile."""
        return self._write(name, self._record(Status.WAITING, 0), seen.tag) is not None

    def own_doubtful(self, names: Collection[str]) -> dict[str, BatchState]:
        """Of these batches, those that I claimed without knowing it: nobody works on them, and I may claim them."""
        own = {}
        for name in [name for name in self._doubtful if name in names]:
            stored = self._bucket.get(name + self._suffix)
            record = decoded(stored.body) if stored else None
            if stored and record and record.nonce == self._doubtful[name].nonce:
                own[name] = BatchState(Status.WAITING, stored.etag)
            elif now() > self._doubtful[name].until:
                del self._doubtful[name]
        return own

    def _record(self, status: Status, attempt: int) -> LeaseRecord:
        since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        return LeaseRecord(status, self._worker, since, attempt, nonce=secrets.token_hex(12))

    def _next_attempt(self, name: str, stored: StoredObject) -> int:
        record = decoded(stored.body)
        if record is None:
            return 2  # a lock of another tool: somebody has tried
        if record.status is Status.FAILED:
            return 1
        doubt = self._doubtful.get(name)
        return record.attempt if doubt and doubt.nonce == record.nonce else record.attempt + 1

    def _change(self, lease: Lease, status: Status, report: str) -> tuple[LeaseRecord, str]:
        own = _Own.of(lease)
        record = LeaseRecord(status, self._worker, own.since, lease.attempt, own.nonce, own.counter + 1, report)
        written = self._write(lease.name, record, own.etag)
        return (record, written) if written else self._catch_up(lease.name, record)

    def _catch_up(self, name: str, record: LeaseRecord) -> tuple[LeaseRecord, str]:
        """The ETag was not ours any more. An earlier write of ours may have taken effect late: then go on from it."""
        stored = self._bucket.get(name + self._suffix)
        current = decoded(stored.body) if stored else None
        if stored is None or current is None or current.nonce != record.nonce:
            raise LostError(name)
        if current.status is record.status and current.status is not Status.RUNNING:
            return current, stored.etag
        if current.status is not Status.RUNNING:
            raise LostError(name)
        later = replace(record, counter=current.counter + 1)
        written = self._write(name, later, stored.etag)
        if written is None:
            raise LostError(name)
        return later, written

    def _write(self, name: str, record: LeaseRecord, etag: str | None) -> str | None:
        """The ETag of the record once it is written; None if the object has changed. Raises BackendError in doubt."""
        key, body = name + self._suffix, record.encoded()
        until = now() + self._bucket.patience
        doubt = ""
        for tries in itertools.count(1):
            try:
                return self._bucket.put_if(key, body, etag)
            except PreconditionError:
                if not doubt:
                    return None
            except UncertainWriteError as error:
                doubt = str(error)
            stored = self._bucket.get(key)
            if stored and stored.body == body:
                return stored.etag
            if (stored.etag if stored else None) != etag:
                return None
            if tries > 1 and now() > until:
                break
            time.sleep(random.uniform(0.1, 0.3))  # noqa: S311 - no secret
        raise self._bucket.error(doubt)


def _lease(name: str, record: LeaseRecord, etag: str, renewed: float) -> Lease:
    own = _Own(etag, record.nonce, record.counter, record.since)
    return Lease(name, own.tag(), record.attempt, renewed)
