"""What tells a worker to stop, and how it sleeps until then."""

from __future__ import annotations

from dataclasses import dataclass

from .clock import Clock

NAP = 0.2
"""The longest sleep at a time, in seconds."""


@dataclass
class StopSignal:
    """Whether the worker has been told to stop. Set by a signal handler, hence without locks."""

    clock: Clock
    grace: float
    since: float | None = None

    def stop(self) -> None:
        """Take no more batches; the one that runs has its grace from the first call on."""
        if self.since is None:
            self.since = self.clock.now()

    def stopped(self) -> bool:
        """Whether to take no more batches."""
        return self.since is not None

    def over(self) -> bool:
        """Whether the running batch has had its grace."""
        return self.since is not None and self.clock.now() - self.since > self.grace

    def sleep(self, seconds: float) -> None:
        """Sleep, but not longer than until the worker is to stop."""
        end = self.clock.now() + seconds
        while not self.stopped():
            left = end - self.clock.now()
            if left <= 0:
                return
            self.clock.sleep(min(left, NAP))
