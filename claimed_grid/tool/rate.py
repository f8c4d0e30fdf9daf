"""How fast batches are finished, measured by looking more than once."""

from __future__ import annotations

from dataclasses import dataclass, field

WINDOW = 600.0


@dataclass(frozen=True)
class Rate:
    """Batches finished in so many seconds."""

    finished: int
    seconds: float

    @property
    def per_minute(self) -> float:
        """The rate as people read it."""
        return 60 * self.finished / self.seconds

    def time_for(self, batches: int) -> float | None:
        """Seconds until so many batches are finished, if it goes on like this; None if it does not go on."""
        return batches * self.seconds / self.finished if self.finished else None


@dataclass
class RateMeter:
    """Remembers the looks of the last ten minutes: when, and how many batches were finished."""

    looks: list[tuple[float, int]] = field(default_factory=list)

    def add(self, now: float, finished: int) -> Rate | None:
        """Take a look into account. The rate since the oldest that counts; None after the first.

        When batches are let wait again, the measuring begins anew.
        """
        if self.looks and finished < self.looks[-1][1]:
            self.looks.clear()
        self.looks.append((now, finished))
        while len(self.looks) > 2 and now - self.looks[1][0] >= WINDOW:
            del self.looks[0]
        then, before = self.looks[0]
        return Rate(finished - before, now - then) if now > then else None
