"""The worker of a grid wrapper, whose work is nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from claimed_grid.backend import Backend
from claimed_grid.executor import Batch, BatchOutcome, OutcomeKind
from claimed_grid.worker import Worker, WorkerSettings
from grids.worker_processes import WorkerLog

TIMEOUT = 10800.0


class _NoOpExecutor:
    """An executor that takes no time."""

    def __init__(self, log: WorkerLog) -> None:
        self._diary = log

    def start(self) -> None:
        """Nothing to make ready."""

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> BatchOutcome:
        """Note that it has been here."""
        del must_stop
        self._diary.note(batch.id)
        return BatchOutcome(OutcomeKind.DONE)

    def close(self) -> None:
        """Nothing to end."""


def work_on(store: Backend, names: Sequence[str], log: WorkerLog) -> Callable[[], None]:
    """Make a worker ready, which works until all batches are processed."""
    worker = Worker(store, _NoOpExecutor(log), names, WorkerSettings(TIMEOUT), lambda _: None)
    return lambda: _run(worker)


def _run(worker: Worker) -> None:
    summary = worker.run()
    if summary.exit_code:
        sys.exit("; ".join(summary.lines()))
