"""What changes among a few files, found by looking at them: for these, nothing has to be installed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LOOKS_EVERY = 0.2
"""Seconds."""

_SETTLED = 0.1
"""Seconds without a change after which a save is over: editors write, rename and write again."""

FileState = tuple[int, int, int] | None
"""When a file was written, its size and its inode; None where it is not there."""


@dataclass(slots=True)
class FileChanges:
    """Files, and how they were when they were looked at last."""

    states: Mapping[Path, FileState] = field(default_factory=dict)

    def watch(self, paths: Iterable[Path]) -> None:
        """Look at these files from now on; what was looked at before keeps its state, so that no change is missed."""
        self.states = {path: self.states[path] if path in self.states else _state(path) for path in paths}

    def found(self, sleep: Callable[[float], None] = time.sleep) -> tuple[Path, ...]:
        """The files that have changed since the last call, once no more of them do."""
        now = self._now()
        if now == self.states:
            return ()
        while True:
            sleep(_SETTLED)
            later = self._now()
            if later == now:
                break
            now = later
        changed = tuple(path for path, state in now.items() if state != self.states[path])
        self.states = now
        return changed

    def _now(self) -> dict[Path, FileState]:
        return {path: _state(path) for path in self.states}


def _state(path: Path) -> FileState:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
