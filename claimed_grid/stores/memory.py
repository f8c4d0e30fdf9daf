"""No coordinator: each worker has a share of the batches of its own, and remembers what became of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from .. import clock
from ..backend import Address, BatchDetails, BatchState, Lease, Status


class MemoryStore:
    """The `Backend` of a worker that nobody competes with. All is forgotten when it ends."""

    page = 1_000_000_000

    def __init__(self) -> None:
        self._seen: dict[str, BatchState] = {}
        self._reports: dict[str, str] = {}
        self._files: dict[str, bytes] = {}

    def prepare(self) -> None:
        """There is nothing to make."""

    def states(self, names: Sequence[str]) -> Mapping[str, BatchState]:
        """What this worker has done."""
        return {name: self._seen[name] for name in names if name in self._seen}

    def claim(self, name: str, seen: BatchState | None) -> Lease | None:
        """Nobody is faster."""
        if self._seen.get(name) != seen:
            return None
        self._seen[name] = BatchState(Status.RUNNING)
        return Lease(name, "", 1, clock.now())

    def beat(self, lease: Lease) -> Lease:
        """Nobody takes a batch over."""
        return Lease(lease.name, lease.tag, lease.attempt, clock.now())

    def finish(self, lease: Lease) -> None:
        """Remember it."""
        self._seen[lease.name] = BatchState(Status.PROCESSED)

    def fail(self, lease: Lease, report: str) -> None:
        """Remember it."""
        self._seen[lease.name] = BatchState(Status.FAILED)
        self._reports[lease.name] = report

    def release(self, lease: Lease) -> None:
        """It is waiting again."""
        self._seen.pop(lease.name, None)

    def retry(self, names: Collection[str]) -> int:
        """Forget failures."""
        failed = [name for name in names if name in self._reports]
        for name in failed:
            del self._seen[name], self._reports[name]
        return len(failed)

    def details(self, name: str) -> BatchDetails:
        """The report, if there is one."""
        return BatchDetails(report=self._reports.get(name, ""))

    def read(self, path: str) -> bytes | None:
        """What this worker wrote."""
        return self._files.get(path)

    def write(self, path: str, content: bytes) -> None:
        """Keep it in memory."""
        self._files[path] = content

    def names(self) -> Sequence[str]:
        """The batches that this worker has touched."""
        return sorted(self._seen)


def open_memory(_: Address) -> MemoryStore:
    """A store for one worker."""
    return MemoryStore()
