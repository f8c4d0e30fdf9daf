"""The only clock that decides anything: this machine's own, which never goes back and counts suspension."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def now() -> float:
    """Seconds since some moment of this machine. Comparable only with what this process took itself."""
    return time.clock_gettime(_CLOCK)


@dataclass(frozen=True)
class Clock:
    """The time and the chance that a worker goes by; tests have a quicker and duller one.

    `now` decides about leases. `sleep` is called with at most `NAP` seconds, so that a signal is heard soon.
    """

    now: Callable[[], float] = now
    sleep: Callable[[float], None] = time.sleep
    rng: random.Random = field(default_factory=random.Random)
    threads: bool = True
