"""The heartbeat of a worker: one thread that renews the lease of the batch that runs, or notices that it is lost."""

from __future__ import annotations

import logging
import threading

from .backend import Backend, BackendError, Lease, LostError
from .clock import Clock

RENEW, RENEW_AT_MOST = 1 / 5, 60.0
"""A lease is renewed after this part of the takeover timeout, and after so many seconds."""

STALE, LOST = 0.3, 0.6
"""Parts of the timeout: an older lease is renewed before the batch starts; a still older one is another worker's."""

_log = logging.getLogger(__name__)


class Heartbeat:
    """Holds at most one lease. `hold` and `drop` are the worker's, `tick` is the thread's, `lost` is anybody's."""

    def __init__(self, backend: Backend, timeout: float, clock: Clock) -> None:
        self._backend = backend
        self._timeout = timeout
        self._now = clock.now
        self._threads = clock.threads
        self._every = min(timeout * RENEW, RENEW_AT_MOST)
        # a store may wish to say soon who owns a batch
        self._first = min(self._every, float(getattr(backend, "first_beat", self._every)))
        self._lease: Lease | None = None
        self._due = 0.0
        self._lock = threading.Lock()
        self._end = threading.Event()

    def start(self) -> None:
        """Start the thread, which ends with `close` or with the process."""
        if self._threads:
            threading.Thread(target=self._beat_on, name="heartbeat", daemon=True).start()

    def close(self) -> None:
        """Let the thread end."""
        self._end.set()

    def hold(self, lease: Lease) -> None:
        """Keep this lease renewed from now on."""
        # no lock: without a lease, the thread looks at nothing else
        self._due = lease.renewed + self._first
        self._lease = lease

    def drop(self) -> Lease | None:
        """Renew the lease no more. It comes back as it is by now; None if it is lost."""
        with self._lock:
            lease, self._lease = self._lease, None
        return None if lease is None or self.older(lease, LOST) else lease

    def lost(self) -> bool:
        """Whether the work must stop. Asked while a beat may hang, so that it waits for nothing."""
        lease = self._lease
        return lease is None or self.older(lease, LOST)

    def older(self, lease: Lease, part: float) -> bool:
        """Whether a lease was renewed longer ago than this part of the timeout."""
        return self._now() - lease.renewed > part * self._timeout

    def due(self, lease: Lease) -> bool:
        """Whether a lease that the heartbeat does not hold should be renewed."""
        return self._now() - lease.renewed > self._every

    def tick(self) -> None:
        """Renew the lease if it is time to."""
        with self._lock:
            lease = self._lease
            if lease is None or self._now() < self._due:
                return
            try:
                # a lease that was not renewed in time may be another worker's already
                self._lease = None if self.older(lease, LOST) else self._backend.beat(lease)
            except LostError:
                self._lease = None
            except BackendError as error:
                _log.warning("%s: the heartbeat failed: %s", lease.name, error)
                self._due = self._now() + self._every / 4
            else:
                self._due = self._now() + self._every

    def _beat_on(self) -> None:
        pause = min(self._every / 4, 1.0)
        while not self._end.wait(pause):
            self.tick()
