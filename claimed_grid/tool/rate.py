"""How fast batches are finished, measured by more than one snapshot."""

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
    """Remembers samples of the last ten minutes: when, and how many batches were finished."""

    samples: list[tuple[float, int]] = field(default_factory=list)

    def add(self, now: float, finished: int) -> Rate | None:
        """Take a sample into account. The rate since the oldest that counts; None after the first.

        When batches are let wait again, the measuring begins anew.
        """
        if self.samples and finished < self.samples[-1][1]:
            self.samples.clear()
        self.samples.append((now, finished))
        while len(self.samples) > 2 and now - self.samples[1][0] >= WINDOW:
            del self.samples[0]
        then, before = self.samples[0]
        return Rate(finished - before, now - then) if now > then else None
