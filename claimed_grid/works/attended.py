"""Adds to any work what the coordinator wants of all of them."""

from __future__ import annotations

import logging
from collections.abc import Callable

from .. import names
from ..backend import Backend, StoreError
from ..work import Batch, Outcome, Work

_LOG = logging.getLogger(__name__)


class Attended:
    """Work that also stops when the user is in a hurry, and whose batches can be told by their long names."""

    def __init__(self, work: Work, backend: Backend, hurry: Callable[[], bool]) -> None:
        self._work = work
        self._backend = backend
        self._hurry = hurry

    def start(self) -> None:
        """Start the work."""
        self._work.start()

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> Outcome:
        """Write down the id of a long name, and do the work."""
        if names.is_long(batch.name):
            try:
                self._backend.write(f"ids/{batch.name}", batch.id.encode("utf-8", "surrogatepass"))
            except StoreError as error:
                _LOG.warning("the id of batch %s could not be written down: %s", batch.name, error)
        return self._work.run(batch, lambda: must_stop() or self._hurry())

    def close(self) -> None:
        """End the work."""
        self._work.close()
