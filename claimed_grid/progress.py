"""What a worker knows of the batches, from all that it has seen and done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import filterfalse

from .backend import BatchState, Status


@dataclass(frozen=True)
class _Watched:
    """Another worker's batch: `since` when, and up to when (`until`) its tag was seen to be the same."""

    tag: str
    since: float
    until: float


class Progress:
    """Batches are open until they are processed or failed; nobody asks for the others again.

    With `ignore_errors`, a failure that was there when this worker first saw the batch is no obstacle, once.
    """

    def __init__(self, names: Iterable[str], timeout: float, *, ignore_errors: bool) -> None:
        self._open = sorted(names)
        self._timeout = timeout
        self._ignore_errors = ignore_errors
        self._settled: dict[Status, set[str]] = {Status.PROCESSED: set(), Status.FAILED: set()}
        # settled, and still in the list
        self._closed: set[str] = set()
        self._watched: dict[str, _Watched] = {}
        self._met: dict[str, str] = {}

    def open(self) -> Sequence[str]:
        """The names of all open batches, sorted."""
        if self._closed:
            self._open = _without(self._open, self._closed)
            self._closed = set()
        return self._open

    def window(self, start: str, page: int) -> Sequence[str]:
        """Up to `page` open names in sorted order from `start` on; all of them, if they are not more."""
        names = self.open()
        if len(names) <= page:
            return names
        place = bisect_left(names, start)
        if place == len(names):
            place = 0
        return names[place : place + page]

    def settle(self, name: str, status: Status) -> None:
        """The batch is processed, or has failed."""
        self._settled[Status.FAILED].discard(name)
        self._settled[status].add(name)
        self._closed.add(name)
        if self._watched:
            self._watched.pop(name, None)

    def _processed(self, names: Set[str]) -> None:
        """The same for many at once: each worker hears of all batches."""
        self._settled[Status.FAILED] -= names
        self._settled[Status.PROCESSED] |= names
        self._closed |= names
        for name in self._watched.keys() & names:
            del self._watched[name]

    def note(self, names: Sequence[str], states: Mapping[str, BatchState], asked: float, answered: float) -> list[str]:
        """Remember a snapshot of these names. The result is what may be claimed by it, in the same order.

        A tag was there at some time between `asked` and `answered`: it has been the same at least from the first
        answer to the last question.
        """
        if self._watched:
            for name in self._watched.keys() & set(names).difference(states):
                del self._watched[name]
        processed = Status.PROCESSED
        others = {name: seen for name, seen in states.items() if seen.status is not processed}
        taken = states.keys() - others.keys()
        self._processed(taken)
        taken.update(name for name, seen in others.items() if not self._claimable(name, seen, asked, answered))
        if self._ignore_errors:
            for name in names:
                self._met.setdefault(name, "")
        return _without(names, taken)

    def _claimable(self, name: str, seen: BatchState, asked: float, answered: float) -> bool:
        if seen.status is Status.RUNNING:
            known = self._watched.get(name)
            since = known.since if known is not None and known.tag == seen.tag else answered
            self._watched[name] = _Watched(seen.tag, since, asked)
            return asked - since >= self._timeout
        self._watched.pop(name, None)
        if seen.status is Status.WAITING:
            return True
        if seen.status is Status.FAILED and self._ignore_errors:
            # the first meeting decides; a failure since then has another tag
            met = self._met.setdefault(name, _failure(seen))
            if met == _failure(seen):
                return True
        self.settle(name, seen.status)
        return False

    def next_expiry(self) -> float | None:
        """When the first of the other workers' batches can be taken over, if it stays as it is."""
        if not self._watched:
            return None
        return min(watched.since for watched in self._watched.values()) + self._timeout

    def count(self, status: Status) -> int:
        """How many batches are known to be processed, failed or with others."""
        if status is Status.RUNNING:
            return len(self._watched)
        return len(self._settled[status])

    def failed(self) -> Sequence[str]:
        """The names of all failed batches, sorted."""
        return sorted(self._settled[Status.FAILED])


def _without(names: Iterable[str], gone: Collection[str]) -> list[str]:
    return list(filterfalse(gone.__contains__, names))


def _failure(seen: BatchState) -> str:
    return f"failed {seen.tag}"
