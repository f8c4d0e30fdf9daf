"""Adds to any work what the coordinator wants of all of them."""

from __future__ import annotations

from collections.abc import Callable

from ..work import Batch, Outcome, Work


class Attended:
    """Work that also stops when the user is in a hurry."""

    def __init__(self, work: Work, hurry: Callable[[], bool]) -> None:
        self._work = work
        self._hurry = hurry

    def start(self) -> None:
        """Start the work."""
        self._work.start()

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> Outcome:
        """Do the work."""
        return self._work.run(batch, lambda: must_stop() or self._hurry())

    def close(self) -> None:
        """End the work."""
        self._work.close()
