"""The order in which a worker asks for the batches of one snapshot."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from random import Random


class ClaimOrder(Iterator[str]):
    """Contiguous through sorted names, so that workers meet seldom; each name comes once.

    From `start` on, or from a random place: not from the first name that is left behind a random one, for that is
    where whoever did those before it is working now.
    """

    def __init__(self, names: Sequence[str], start: str | None, rng: Random) -> None:
        self._names = names
        self._rng = rng
        self._left = len(names)
        self._came = bytearray(len(names))
        self._place = 0
        if start is None:
            self.leap()
        else:
            self._place = bisect_left(names, start)

    def __next__(self) -> str:
        """The next name that has not come yet. Raises StopIteration."""
        if not self._left:
            raise StopIteration
        place = self._came.find(0, self._place)
        if place < 0:
            place = self._came.find(0)
        self._came[place] = 1
        self._left -= 1
        self._place = place + 1
        return self._names[place]

    def leap(self) -> None:
        """Go on at another random place."""
        if self._names:
            self._place = self._rng.randrange(len(self._names))
