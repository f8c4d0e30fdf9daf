"""What lies in a lock of the directory store, and what it means.

A lock is a folder, and it only ever grows while its batch is not processed: that is what makes each step one that a
single worker wins, whatever happens between two of its steps.

    g<k>                    generation k owns the batch, by `mkdir`; generation 0, the first, has the lock alone
    h<k>.<n>.<nonce>        the n-th heartbeat of generation k, a file that is renamed with each beat
    f<k>                    generation k is over: it has failed, or has given the batch back
"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class DirectoryLock:
    """`generation` is the highest one, `freed` the highest one that is over or -1, `entries` all names in the lock."""

    generation: int
    freed: int
    entries: Collection[str]

    @property
    def free(self) -> bool:
        """Whether nobody owns the batch, so that the next generation may begin at once."""
        return self.freed >= self.generation

    @property
    def attempt(self) -> int:
        """1 for an owner who got the batch from nobody, one more for each death since."""
        return self.generation - self.freed

    def heartbeat(self, generation: int) -> str:
        """The name of a generation's heartbeat; empty if it has not beaten yet."""
        start = f"h{generation}."
        return "|".join(sorted(entry for entry in self.entries if entry.startswith(start)))

    @property
    def tag(self) -> str:
        """Never the same again once it has changed, since generations and heartbeats are only counted up."""
        return f"{self.generation}f" if self.free else f"{self.generation}:{self.heartbeat(self.generation)}"


def parse(entries: Collection[str]) -> DirectoryLock:
    """Understand the names in a lock. Names that are not ours are ignored."""
    generation, freed = 0, -1
    for entry in entries:
        number = entry[1:]
        if number.isdecimal():
            if entry[0] == "g":
                generation = max(generation, int(number))
            elif entry[0] == "f":
                freed = max(freed, int(number))
    return DirectoryLock(generation, freed, entries)


def read(path: str) -> DirectoryLock:
    """Raises FileNotFoundError if there is no lock, NotADirectoryError for one of a tool that touches a file."""
    return parse(os.listdir(path))


def clear(path: str) -> None:
    """Remove the lock of a processed batch, as far as nobody else is doing the same."""
    try:
        for entry in os.listdir(path):
            _remove(os.path.join(path, entry))
        os.rmdir(path)
    except NotADirectoryError:
        _remove(path)
    except OSError:
        # somebody is faster, or is just finding out that the batch is processed: the next sweep takes what remains
        return


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    except OSError:
        os.rmdir(path)
