"""What happened in a round of the stress program, from the records that workers and their killer append to one file.

The order of the records is the order of what happened: each is one write to a file that is opened for appending. No
clock of a worker is needed.

    <what> <worker> [<batch>]

    start, end           the work on a batch begins, is through
    done                 the store has taken the result
    lost, released       the worker has thrown the result away, given the batch back
    killed, stopped      the worker is dead (it has been waited for), is frozen
    continued            it goes on
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path


class Audit:
    """Appends records."""

    def __init__(self, path: str | Path, worker: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        self._worker = worker

    def note(self, what: str, batch: str = "", worker: str = "") -> None:
        os.write(self._file, f"{what} {worker or self._worker} {batch}".rstrip().encode() + b"\n")


@dataclass
class Execution:
    """One start of a batch. `over` says that its owner was dead or frozen, or had given it up, before any later one."""

    worker: str
    done: bool = False
    over: bool = False
    frozen: bool = False
    followed: bool = False


@dataclass
class Verdict:
    """`doubles`: batches that ran again though the owner lived, or though they were processed.

    `fenced`: results of frozen owners that were thrown away; `kept`: those that were not, though another worker had
    the batch by then.
    """

    starts: int = 0
    doubles: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    fenced: int = 0
    frozen: int = 0
    lost_leases: int = 0


def judge(records: str) -> Verdict:
    """The verdict on one round."""
    verdict = Verdict()
    executions: dict[str, list[Execution]] = defaultdict(list)
    for record in records.splitlines():
        what, worker, *rest = record.split(" ")
        if not rest:
            if what in {"killed", "stopped"}:
                _end_all(executions, worker, verdict, frozen=what == "stopped")
            continue
        batch = rest[0]
        if what == "start":
            _start(executions[batch], batch, worker, verdict)
            continue
        own = next((each for each in reversed(executions[batch]) if each.worker == worker), None)
        if own is not None:
            _end(own, what, batch, verdict)
    return verdict


def _start(earlier: list[Execution], batch: str, worker: str, verdict: Verdict) -> None:
    verdict.starts += 1
    for each in earlier:
        each.followed = True
        if not each.over:
            verdict.doubles.append(f"{batch}: {worker} after {each.worker}")
    earlier.append(Execution(worker))


def _end(own: Execution, what: str, batch: str, verdict: Verdict) -> None:
    if what == "done":
        own.done = True
        own.over = False
        if own.frozen and not own.followed:
            # it had noted its result already, or nobody had taken the batch over yet
            verdict.frozen -= 1
        if own.followed:
            verdict.kept.append(f"{batch}: {own.worker}")
    elif what in {"lost", "released"}:
        own.over = True
        verdict.lost_leases += what == "lost"
        verdict.fenced += own.frozen


def _end_all(executions: dict[str, list[Execution]], worker: str, verdict: Verdict, *, frozen: bool) -> None:
    """A batch that is processed stays so, whatever becomes of its owner; all others may be done again."""
    for each in (each for many in executions.values() for each in many):
        if each.worker == worker and not each.done and not each.over:
            each.over = True
            each.frozen = frozen
            verdict.frozen += frozen
