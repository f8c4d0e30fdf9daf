"""What a worker does with a batch that it owns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class OutcomeKind(Enum):
    """How a batch ended."""

    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class BatchOutcome:
    """The kind and, for a failure, the report: a traceback or the like, its first line telling the most."""

    kind: OutcomeKind
    report: str = ""


@dataclass(frozen=True)
class Batch:
    """A batch as its user knows it (`id`) and as the coordinator's files call it (`name`); `attempt` counts from 1."""

    id: str
    name: str
    attempt: int


class Executor(Protocol):
    """Runs batches, one at a time, outside of this process."""

    def start(self) -> None:
        """Make ready before the first batch is claimed. Raises ExecutorError when no batch could ever be run."""
        ...

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> BatchOutcome:
        """Do the work. `must_stop` is asked every 0.1 s at least: once it says yes, end the work and say STOPPED."""
        ...

    def close(self) -> None:
        """End whatever still runs."""
        ...


class ExecutorError(Exception):
    """No batch can be run: the script cannot be imported, or has no such function. The text says why."""
