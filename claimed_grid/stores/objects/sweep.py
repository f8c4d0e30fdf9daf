"""Deleting the locks of finished batches, late and by few.

A lock must outlive every worker that may still believe that its batch is waiting: nobody claims by a listing older than
half the takeover timeout, so that four of them are plenty. Who has seen a lock unchanged beside `.processed` for that
long by its own clock may delete it. It costs nothing to keep locks, so nobody does it at the end of a short run.
"""

from __future__ import annotations

import secrets

from ...backend import BackendError
from ...clock import now
from .client import Bucket
from .errors import PreconditionError, UncertainWriteError
from .probe import FOLDER

_KEY = f"{FOLDER}sweep"
_AT_ONCE = 1000


class Sweeper:
    """Remembers since when locks have been finished, and deletes up to 1,000 at a time if it is its turn."""

    def __init__(self, bucket: Bucket, timeout: float) -> None:
        self._bucket = bucket
        self._late = 4 * timeout
        self._since: dict[str, tuple[str, float]] = {}
        self._next = now() + self._late
        self._pause = timeout

    def note(self, key: str, tag: str) -> None:
        """A lock lies beside `.processed`."""
        known = self._since.get(key)
        if known is None or known[0] != tag:
            self._since[key] = (tag, now())

    def forget(self, key: str) -> None:
        """A lock is gone, or not finished."""
        self._since.pop(key, None)

    def run(self) -> None:
        """Delete what is due, if there is any and nobody else is at it. Never raises: the next one will do it."""
        if now() < self._next:
            return
        due = [key for key, (_, since) in self._since.items() if now() - since >= self._late][:_AT_ONCE]
        if not due:
            return
        try:
            if self._wins():
                self._bucket.delete(due)
        except BackendError:
            due = []
        for key in due:
            self.forget(key)
        self._next = now() + self._pause

    def _wins(self) -> bool:
        """One worker a time: who can change the sweep's object. The others note the locks again if they still lie."""
        before = self._bucket.head(_KEY)
        try:
            self._bucket.put_if(_KEY, secrets.token_hex(12).encode(), before.etag if before else None)
        except (PreconditionError, UncertainWriteError):
            return False
        return True
