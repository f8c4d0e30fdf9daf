"""`retry`: lets failed batches wait again."""

from __future__ import annotations

from collections.abc import Sequence

from ..backend import Backend, Status
from ..batches.batches import counted, shown
from ..names import encode
from .errors import ToolError
from .snapshot import states_of


def retry(store: Backend, ids: Sequence[str] | None) -> str:
    """Clear the errors of all batches, or of these. What was done, in one line.

    Raises ToolError, and changes nothing, when one of these has not failed; raises BackendError.
    """
    failed = _all_failed(store) if ids is None else _failed(store, ids)
    cleared = store.retry(failed) if failed else 0
    return (
        f"{counted(cleared, 'failed batch waits', 'failed batches wait')} again" if cleared else "no batch has failed"
    )


def _all_failed(store: Backend) -> list[str]:
    states = states_of(store, store.names())
    return sorted(name for name, seen in states.items() if seen.status is Status.FAILED)


def _failed(store: Backend, ids: Sequence[str]) -> list[str]:
    names = {encode(batch_id): batch_id for batch_id in ids}
    states = states_of(store, sorted(names))
    for name, batch_id in names.items():
        status = states[name].status if name in states else Status.WAITING
        if status is not Status.FAILED:
            what = "waiting, or none of these batches" if status is Status.WAITING else status.value
            problem = f"{shown(batch_id)} has not failed: it is {what}"
            raise ToolError(problem)
    return sorted(names)
