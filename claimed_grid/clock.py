"""The only clock that decides anything: this machine's own, which never goes back and counts suspension."""

from __future__ import annotations

import time

_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def now() -> float:
    """Seconds since some moment of this machine. Comparable only with what this process took itself."""
    return time.clock_gettime(_CLOCK)
