"""What both layouts have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from ...backend import BackendError, BatchDetails, BatchState, Lease, LostError, Status
from ...connection import redacted
from .client import Bucket
from .leases import Leases
from .probe import FOLDER, prove

_THREADS = 8


class ObjectStore:
    """A store in a bucket. A layout says where things are (`states`, `names`) and what else is written."""

    page = 1000

    def __init__(self, bucket: Bucket, worker: str, suffix: str, *, accept_unsafe: bool) -> None:
        self._bucket = bucket
        self._leases = Leases(bucket, worker, suffix)
        self._accept_unsafe = accept_unsafe

    def prepare(self) -> None:
        """See `Backend`. Four writes to a key of its own, and its deletion."""
        prove(self._bucket, accept_unsafe=self._accept_unsafe)

    def states(self, names: Sequence[str]) -> Mapping[str, BatchState]:
        """See `Backend`."""
        states = self._look(names)
        running = {name for name, seen in states.items() if seen.status is Status.RUNNING}
        states.update(self._leases.own_doubtful(running))
        return states

    def claim(self, name: str, seen: BatchState | None) -> Lease | None:
        """See `Backend`."""
        if seen is not None and seen.status is Status.PROCESSED:
            return None
        return self._leases.claim(name, seen)

    def beat(self, lease: Lease) -> Lease:
        """See `Backend`."""
        return self._leases.beat(lease)

    def finish(self, lease: Lease) -> None:
        """See `Backend`. May be repeated after a BackendError."""
        self._leases.end(lease, Status.PROCESSED)

    def fail(self, lease: Lease, report: str) -> None:
        """See `Backend`. May be repeated after a BackendError."""
        self._leases.end(lease, Status.FAILED, redacted(report))

    def release(self, lease: Lease) -> None:
        """See `Backend`."""
        try:
            self._leases.end(lease, Status.WAITING)
        except LostError:
            return

    def retry(self, names: Collection[str]) -> int:
        """See `Backend`."""
        if not self._bucket.proven:
            self.prepare()
        count = 0
        for page in _pages(sorted(names), self.page):
            failed = {name: seen for name, seen in self._look(page).items() if seen.status is Status.FAILED}
            with ThreadPoolExecutor(_THREADS) as pool:
                count += sum(pool.map(self._forget, failed, failed.values()))
        return count

    def details(self, name: str) -> BatchDetails:
        """See `Backend`."""
        record = self._leases.read(name)
        return record.details() if record else BatchDetails()

    def read(self, path: str) -> bytes | None:
        """See `Backend`. These files are apart from the batches, below `.claimed/`."""
        stored = self._bucket.get(FOLDER + path)
        return stored.body if stored else None

    def write(self, path: str, content: bytes) -> None:
        """See `Backend`."""
        self._bucket.put(FOLDER + path, content)

    def _look(self, names: Sequence[str]) -> dict[str, BatchState]:
        raise NotImplementedError

    def _forget(self, name: str, seen: BatchState) -> bool:
        return self._leases.forget(name, seen)

    def _strange(self, key: str) -> BackendError:
        """The user's own files lie where ours should be: overwriting them would lose them."""
        return self._bucket.error(f"{key} is no file of a coordinator: choose a path of its own for it", lasting=True)


def _pages(names: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))
