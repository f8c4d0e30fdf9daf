"""Workers that are real processes, and start together."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

# what takes long, the imports, is done once, and before the clock starts
_CONTEXT = multiprocessing.get_context("fork")


@dataclass
class WorkerLog:
    """What a worker did: which batches, when it claimed the last one, its processor time, and its requests by kind."""

    batches: list[int] = field(default_factory=list)
    last: float = 0.0
    busy: float = 0.0
    requests: Counter[str] = field(default_factory=Counter)

    def note(self, batch: str) -> None:
        """The work on a batch, which is nothing."""
        self.batches.append(int(batch))
        self.last = time.monotonic()


Way = Callable[[Sequence[str], int, int, WorkerLog], Callable[[], None]]
"""Makes ready to do all batches, as worker number x of y, and to keep a log. The result does them."""


@dataclass(frozen=True)
class Run:
    """What all workers did together: `seconds` until the last batch was claimed, and `busy` on processors for it."""

    count: int
    seconds: float
    busy: float
    twice: int
    never: int
    requests: Counter[str]

    @property
    def rate(self) -> float:
        """Batches a second."""
        return self.count / self.seconds


def batches(count: int) -> list[str]:
    """The ids of so many batches."""
    return [f"{number:07}" for number in range(count)]


def run(way: Way, count: int, workers: int) -> Run:
    """Let so many workers do so many batches."""
    names = batches(count)
    barrier = _CONTEXT.Barrier(workers)
    processes, pipes = [], []
    for number in range(workers):
        pipe, other = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_work, args=(way, names, number, workers, barrier, other), daemon=True)
        process.start()
        other.close()
        processes.append(process)
        pipes.append(pipe)
    found: list[tuple[float, WorkerLog]] = [pipe.recv() for pipe in pipes]
    for process in processes:
        process.join()
    done = Counter(batch for _, log in found for batch in log.batches)
    seconds = max(log.last for _, log in found) - min(start for start, _ in found)
    requests = sum((log.requests for _, log in found), Counter[str]())
    busy = sum(log.busy for _, log in found)
    return Run(count, seconds, busy, sum(times - 1 for times in done.values()), count - len(done), requests)


def _work(way: Way, names: Sequence[str], number: int, workers: int, barrier: Barrier, pipe: Connection) -> None:
    log = WorkerLog()
    do_all = way(names, number, workers, log)
    barrier.wait()
    start, busy = time.monotonic(), time.process_time()
    do_all()
    log.busy = time.process_time() - busy
    pipe.send((start, log))
    pipe.close()
