"""A snapshot of a store: how far the batches are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..backend import Backend, BatchDetails, BatchState, Status
from ..names import decode, encode


@dataclass(frozen=True)
class ListedBatch:
    """A batch that is shown by itself."""

    id: str
    name: str
    details: BatchDetails


@dataclass(frozen=True)
class Snapshot:
    """The counts at one time. Without the list of all batches, total and waiting are not known (None).

    `unlisted` are batches of the store that are not in the list.
    """

    processed: int
    running: int
    failed: int
    waiting: int | None
    total: int | None
    unlisted: int
    shown_running: tuple[ListedBatch, ...]
    shown_failed: tuple[ListedBatch, ...]

    @property
    def finished(self) -> int:
        """Batches that nobody will work on any more."""
        return self.processed + self.failed

    @property
    def left(self) -> int | None:
        """Batches that have to be worked on still."""
        return None if self.waiting is None else self.waiting + self.running


def take_snapshot(backend: Backend, ids: Sequence[str] | None, limit: int) -> Snapshot:
    """Ask the store once. `limit` batches of a kind are shown by themselves, 0 stands for all. Raises BackendError."""
    known = {encode(batch_id): batch_id for batch_id in ids or ()}
    stored = backend.names()
    states = states_of(backend, sorted(known) if ids is not None else stored)
    running, failed, processed = (_in(states, status) for status in (Status.RUNNING, Status.FAILED, Status.PROCESSED))
    total = None if ids is None else len(known)
    return Snapshot(
        processed=len(processed),
        running=len(running),
        failed=len(failed),
        waiting=None if total is None else total - len(processed) - len(running) - len(failed),
        total=total,
        unlisted=0 if ids is None else sum(name not in known for name in stored),
        shown_running=tuple(_shown(backend, known, running[: limit or None])),
        shown_failed=tuple(_shown(backend, known, failed[: limit or None])),
    )


def states_of(backend: Backend, names: Sequence[str]) -> Mapping[str, BatchState]:
    """The states of sorted names, by as many as the store likes at once."""
    states: dict[str, BatchState] = {}
    for start in range(0, len(names), backend.page):
        states.update(backend.states(names[start : start + backend.page]))
    return states


def id_of(backend: Backend, name: str) -> str:
    """The id of a name; of a long one that nobody wrote down, the name itself."""
    batch_id = decode(name)
    if batch_id is None:
        content = backend.read(f"ids/{name}")
        batch_id = name if content is None else content.decode("utf-8", "surrogatepass")
    return batch_id


def _in(states: Mapping[str, BatchState], status: Status) -> list[str]:
    return sorted(name for name, seen in states.items() if seen.status is status)


def _shown(backend: Backend, known: Mapping[str, str], names: Sequence[str]) -> Iterator[ListedBatch]:
    for name in names:
        yield ListedBatch(known.get(name) or id_of(backend, name), name, backend.details(name))
