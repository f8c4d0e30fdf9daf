"""Ends requests that a server does not answer.

PostgreSQL has time limits of its own, but they help nobody whose server is stopped, or waits for its disk.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ... import clock


class Watchdog:
    """Shuts a connection's socket once a request on it takes longer than `limit` seconds: the driver sees its end."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._deadlines: dict[int, float] = {}
        self._asleep = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def watch(self, descriptor: int) -> Iterator[None]:
        """Watch a socket as long as the block runs."""
        with self._lock:
            self._deadlines[descriptor] = clock.now() + self._limit
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="database watchdog", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._deadlines.pop(descriptor, None)

    def close(self) -> None:
        """End the thread."""
        self._asleep.set()

    def _look(self) -> None:
        while not self._asleep.wait(self._limit / 5):
            with self._lock:
                late = [descriptor for descriptor, until in self._deadlines.items() if clock.now() > until]
                for descriptor in late:
                    del self._deadlines[descriptor]
                    _shut(descriptor)


def _shut(descriptor: int) -> None:
    with socket.socket(fileno=os.dup(descriptor)) as connection:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it is closed already, and the driver knows
