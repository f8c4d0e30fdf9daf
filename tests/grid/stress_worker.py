"""One worker of the stress program: a process that can be killed. Its work naps, and writes down what happens."""

from __future__ import annotations

import logging
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from stress_audit import Audit

from claimed_grid import batch_runner
from claimed_grid.backend import Address, Backend, BackendError, BatchDetails, BatchState, Lease
from claimed_grid.clock import Clock
from claimed_grid.executor import Batch, BatchOutcome, OutcomeKind
from claimed_grid.opening import open_backend
from claimed_grid.stores.known import STORES
from claimed_grid.worker import Worker, WorkerSettings

Result = TypeVar("Result")
DICE = random.SystemRandom()
EVENTS = {batch_runner.FINISHED: "done", batch_runner.CAME_LATE: "lost", batch_runner.RELEASED: "released"}


@dataclass(frozen=True)
class Orders:
    """What the stress program tells each worker, by its command line as `name=value`."""

    store: str
    run: str
    audit: str
    name: str
    batches: int
    timeout: float
    nap: float
    faults: float = 0.0
    shift: float = 0.0

    @classmethod
    def read(cls, arguments: Sequence[str]) -> Orders:
        given = dict(argument.split("=", 1) for argument in arguments)
        numbers = {name: float(given.pop(name)) for name in ("timeout", "nap", "faults", "shift") if name in given}
        return cls(**{**given, **numbers, "batches": int(given["batches"])})  # type: ignore[arg-type]

    def arguments(self) -> list[str]:
        return [f"{name}={value}" for name, value in vars(self).items()]


def ids(count: int) -> list[str]:
    return [f"batch-{number:06d}" for number in range(count)]


def open_store(store: str, run: str, worker: str, timeout: float) -> Backend:
    """The store of `local:<path>`, `s3kv:<connection>`, `sql:<url>` and so on, and a run within it."""
    name, _, place = store.partition(":")
    if STORES[name].family != "database":
        place = f"{place.rstrip('/')}/{run}"
    return open_backend(STORES[name], Address(place, run, worker, timeout))


class Faulty:
    """Another backend, of which some answers are lost, before or after it did what it was asked for."""

    def __init__(self, inner: Backend, share: float) -> None:
        self._inner = inner
        self._share = share
        self.page = inner.page
        self.first_beat = getattr(inner, "first_beat", 60.0)

    def _call(self, action: Callable[[], Result]) -> Result:
        dice = DICE.random()
        if dice < self._share / 2:
            raise BackendError("made to fail before")
        result = action()
        if dice < self._share:
            raise BackendError("made to fail after")
        return result

    def prepare(self) -> None:
        self._call(self._inner.prepare)

    def states(self, names: Sequence[str]) -> Mapping[str, BatchState]:
        return self._call(lambda: self._inner.states(names))

    def claim(self, name: str, seen: BatchState | None) -> Lease | None:
        return self._call(lambda: self._inner.claim(name, seen))

    def beat(self, lease: Lease) -> Lease:
        return self._call(lambda: self._inner.beat(lease))

    def finish(self, lease: Lease) -> None:
        self._call(lambda: self._inner.finish(lease))

    def fail(self, lease: Lease, report: str) -> None:
        self._call(lambda: self._inner.fail(lease, report))

    def release(self, lease: Lease) -> None:
        self._call(lambda: self._inner.release(lease))

    def retry(self, names: Collection[str]) -> int:
        return self._inner.retry(names)

    def details(self, name: str) -> BatchDetails:
        return self._inner.details(name)

    def read(self, path: str) -> bytes | None:
        return self._inner.read(path)

    def write(self, path: str, content: bytes) -> None:
        self._inner.write(path, content)

    def names(self) -> Sequence[str]:
        return self._inner.names()


@dataclass(frozen=True)
class Nap:
    """The work: none."""

    audit: Audit
    seconds: float

    def start(self) -> None:
        pass

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> BatchOutcome:
        self.audit.note("start", batch.id)
        end = time.monotonic() + self.seconds * DICE.uniform(0.5, 1.5)
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.05))
            if must_stop():
                return BatchOutcome(OutcomeKind.STOPPED)
        self.audit.note("end", batch.id)
        return BatchOutcome(OutcomeKind.DONE)

    def close(self) -> None:
        pass


class Events(logging.Handler):
    """What became of a batch, as records."""

    def __init__(self, audit: Audit) -> None:
        super().__init__()
        self._audit = audit

    def emit(self, record: logging.LogRecord) -> None:
        what = EVENTS.get(str(record.msg))
        if what is not None and isinstance(record.args, tuple):
            self._audit.note(what, str(record.args[0]))


def pause(seconds: float) -> None:
    select.select([], [], [], seconds)


def main(arguments: Sequence[str]) -> int:
    orders = Orders.read(arguments)
    if "FAKETIME" in os.environ:
        # libfaketime 0.9.10 shifts the monotonic end of a sleep, though it is told not to; `select` has no end
        time.sleep = pause
    elif orders.shift:
        real = time.time
        time.time = lambda: real() + orders.shift
    audit = Audit(orders.audit, orders.name)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    batch_runner.log.setLevel(logging.INFO)
    batch_runner.log.addHandler(Events(audit))
    batch_runner.log.propagate = False
    backend = open_store(orders.store, orders.run, orders.name, orders.timeout)
    if orders.faults:
        backend = Faulty(backend, orders.faults)
    worker = Worker(
        backend, Nap(audit, orders.nap), ids(orders.batches), WorkerSettings(orders.timeout), lambda line: None
    )
    signal.signal(signal.SIGTERM, lambda number, frame: worker.stop())
    worker.use_clock(Clock(sleep=time.sleep))
    summary = worker.run()
    if summary.exit_code:
        sys.stderr.write("\n".join(summary.lines()))
    return summary.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
