"""What a worker needs of the machine around it, so that tests can put a quicker and duller one in its place."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from . import clock


@dataclass(frozen=True)
class World:
    """`now` decides about leases. `sleep` is called with at most `NAP` seconds, so that a signal is heard soon."""

    now: Callable[[], float] = clock.now
    sleep: Callable[[float], None] = time.sleep
    dice: random.Random = field(default_factory=random.Random)
    threads: bool = True


NAP = 0.2
"""The longest sleep at a time, in seconds."""


@dataclass
class Brake:
    """Whether the worker has been told to stop. Set by a signal handler, hence without locks."""

    world: World
    grace: float
    since: float | None = None

    def stop(self) -> None:
        """Take no more batches; the one that runs has its grace from the first call on."""
        if self.since is None:
            self.since = self.world.now()

    def stopped(self) -> bool:
        """Whether to take no more batches."""
        return self.since is not None

    def over(self) -> bool:
        """Whether the running batch has had its grace."""
        return self.since is not None and self.world.now() - self.since > self.grace

    def sleep(self, seconds: float) -> None:
        """Sleep, but not longer than until the worker is to stop."""
        end = self.world.now() + seconds
        while not self.stopped():
            left = end - self.world.now()
            if left <= 0:
                return
            self.world.sleep(min(left, NAP))
