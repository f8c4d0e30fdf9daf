"""Adds to any executor what the coordinator wants of all of them."""

from __future__ import annotations

from collections.abc import Callable

from ..executor import Batch, BatchOutcome, Executor


class InterruptibleExecutor:
    """An executor that also stops when the user is in a hurry."""

    def __init__(self, executor: Executor, hurry: Callable[[], bool]) -> None:
        self._executor = executor
        self._hurry = hurry

    def start(self) -> None:
        """Start the work."""
        self._executor.start()

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> BatchOutcome:
        """Do the work."""
        return self._executor.run(batch, lambda: must_stop() or self._hurry())

    def close(self) -> None:
        """End the work."""
        self._executor.close()
