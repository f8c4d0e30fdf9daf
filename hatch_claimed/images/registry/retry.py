"""How long a request to a registry may take, and how often it is sent again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How often, and after which seconds, a request is sent again. The last four are for tests to replace."""

    tries: int = 5
    total: float = 60
    connect: float = 5
    read: float = 20
    first_wait: float = 0.5
    longest_wait: float = 15
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random

    def wait(self, failures: int) -> float:
        """How long to wait after so many failures: twice as long each time, less up to a half by chance."""
        longest: float = min(self.longest_wait, self.first_wait * 2.0 ** (failures - 1))
        return longest * (1 - self.jitter() / 2)

    def requested_wait(self, retry_after: str | None) -> float:
        """The seconds that a Retry-After header asks for: a number or an HTTP date; 0 where it says neither."""
        text = (retry_after or "").strip()
        if text.isascii() and text.isdigit():
            return float(text[:9])
        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            return 0
        # a date that names no zone means UTC
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        return max(0, date.timestamp() - self.now())


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which an operation ends, with all its requests, redirects and retries."""

    retry: RetryPolicy
    ends: float

    @classmethod
    def of(cls, retry: RetryPolicy) -> Deadline:
        """The deadline of an operation that begins now."""
        return cls(retry, retry.clock() + retry.total)

    def left(self) -> float:
        """The seconds that are left; 0 or less when none are."""
        return self.ends - self.retry.clock()
