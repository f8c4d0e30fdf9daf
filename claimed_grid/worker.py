"""The loop of a worker: it goes on until every batch is processed or has failed, whoever has the batches."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from . import names
from .backend import Backend, BackendError, BatchState, Status
from .batch_runner import BatchEnding, BatchRunner, first_line
from .claim_order import ClaimOrder
from .clock import Clock
from .executor import Batch, Executor, ExecutorError
from .heartbeat import Heartbeat
from .progress import Progress
from .retry_policy import StoreRetryPolicy
from .stop_signal import StopSignal
from .summary import Summary

SNAPSHOT = 1 / 2
"""The part of the takeover timeout for which a snapshot may be used."""

OUTAGE = 600.0
"""The store may be away for so many seconds, or for the takeover timeout if that is longer."""

PROGRESS = 30.0
"""Seconds between two lines that say how far the batches are, at least."""

_REPORTS = 100
"""Of how many failures of other workers the reports are read at the end."""

_FREE_COLLISIONS, _LONGEST_COLLISION = 3, 32

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WorkerSettings:
    """`timeout`: the longest silence of an owner. `grace`: what a running batch gets when the worker is to stop.

    `poll`: how long to wait while others have all batches that are left, at first and at most. All in seconds.
    """

    timeout: float
    ignore_errors: bool = False
    grace: float = 20.0
    poll: tuple[float, float] = (0.2, 30.0)


@runtime_checkable
class _Sweeps(Protocol):
    """A store that leaves things lying about."""

    def sweep(self) -> None: ...


class Worker:
    """Works on the batches of a coordinator, beside any number of others. `run` is called once."""

    def __init__(
        self,
        backend: Backend,
        executor: Executor,
        ids: Sequence[str],
        settings: WorkerSettings,
        say: Callable[[str], None] = print,
    ) -> None:
        self._backend = backend
        self._executor = executor
        self._settings = settings
        self._say = say
        self._ids = {names.encode(id_): id_ for id_ in ids}
        self._long = {name for name in self._ids if names.is_long(name)}
        self._misses = int(getattr(backend, "misses", 1))
        self._own = self._lost = 0
        self._lines: dict[str, str] = {}
        self.use_clock(Clock())

    def use_clock(self, clock: Clock) -> None:
        """Put another clock in the place of this machine's; before `run`."""
        settings = self._settings
        longest = max(settings.timeout, OUTAGE)
        self._clock = clock
        self._progress = Progress(self._ids, settings.timeout, ignore_errors=settings.ignore_errors)
        self._stop_signal = StopSignal(clock, settings.grace)
        self._retry = StoreRetryPolicy(clock, self._stop_signal, longest)
        self.heartbeat = Heartbeat(self._backend, settings.timeout, clock)
        self._runner = BatchRunner(self._backend, self._executor, self.heartbeat, self._stop_signal, clock, longest)
        self._said = clock.now()
        self._delay = settings.poll[0]
        self._collisions = 0
        # how many names have shown no batch to claim, one after the other
        self._looked = 0

    def stop(self) -> None:
        """Take no more batches, and end the running one after its grace. May be called by a signal handler."""
        self._stop_signal.stop()

    def run(self) -> Summary:
        """Work until nothing is open. What ends the run before is said in the summary."""
        error = ""
        try:
            self._retry.call(self._backend.prepare)
            self._executor.start()
            self.heartbeat.start()
            self._run_batches()
            self._clear_up()
        except (BackendError, ExecutorError) as problem:
            # a store that does not answer while the worker is to stop is not why it ends
            error = "" if self._stop_signal.stopped() else str(problem)
        finally:
            self.heartbeat.close()
            self._executor.close()
        return Summary(
            total=len(self._ids),
            processed=self._progress.count(Status.PROCESSED),
            failed=tuple((self._ids[name], self._lines.get(name, "")) for name in self._progress.failed()),
            own=self._own,
            lost=self._lost,
            stopped=self._stop_signal.stopped(),
            error=error,
        )

    def _run_batches(self) -> None:
        """From a random place on through the sorted names, and to another one whenever somebody is faster."""
        start: str | None = None
        while self._progress.open() and not self._stop_signal.stopped():
            place = self._clock.rng.choice(self._progress.open()) if start is None else start
            window = self._progress.window(place, self._backend.page)
            self._looked += len(window)
            start = self._work_on(window, start)
            if self._looked >= len(self._progress.open()) > 0:
                self._wait()
                start, self._looked = None, 0

    def _work_on(self, window: Sequence[str], start: str | None) -> str | None:
        """Where to ask for states again: after the window, or at a random place, which None stands for."""
        asked = self._clock.now()
        states = self._retry.call(lambda: self._backend.states(window))
        candidates = self._progress.note(window, states, asked, self._clock.now())
        now, oldest = self._clock.now, asked + self._settings.timeout * SNAPSHOT
        order, misses = ClaimOrder(candidates, start, self._clock.rng), 0
        for name in order:
            moment = now()
            if moment - self._said > PROGRESS:
                self._tell(moment)
            if moment > oldest:
                return name
            if self._take(name, states.get(name)):
                misses = 0
            else:
                misses += 1
                if misses >= self._misses:
                    self._collide()
                    return None
                order.leap()
            if self._stop_signal.stopped():
                break
        # behind the last one, and before whatever comes next
        return f"{window[-1]}\0"

    def _take(self, name: str, seen: BatchState | None) -> bool:
        """Claim a batch and run it; False if somebody is faster."""
        lease = self._retry.call(lambda: self._backend.claim(name, seen))
        self._looked = 0
        if lease is None:
            return False
        self._collisions = 0
        self._delay = self._settings.poll[0]
        batch = Batch(self._ids[name], name, lease.attempt)
        if name in self._long:
            # nothing else would tell people which batch it is
            self._retry.call(lambda: self._backend.write(f"ids/{name}", batch.id.encode("utf-8", "surrogatepass")))
        ending, line = self._runner.run(batch, lease)
        if ending is BatchEnding.PROCESSED:
            self._own += 1
            self._progress.settle(name, Status.PROCESSED)
        elif ending is BatchEnding.FAILED:
            self._lines[name] = line
            self._progress.settle(name, Status.FAILED)
        elif ending is BatchEnding.LOST:
            self._lost += 1
        else:
            # nobody gains by claiming it again at once
            self._stop_signal.sleep(self._settings.poll[0])
        return True

    def _collide(self) -> None:
        """Somebody is faster. Once more may be chance; a snapshot that is old again and again is the store's way."""
        self._collisions += 1
        if self._collisions > _FREE_COLLISIONS:
            longest = self._settings.poll[0] * min(2 ** (self._collisions - _FREE_COLLISIONS), _LONGEST_COLLISION)
            self._stop_signal.sleep(longest * self._clock.rng.random())

    def _wait(self) -> None:
        """Others have all that is left. Wait, longer each time, but not past the moment when one may be taken over."""
        shortest, longest = self._settings.poll
        now = self._clock.now()
        if now - self._said > PROGRESS:
            self._tell(now)
        delay = self._delay * self._clock.rng.uniform(0.75, 1.25)
        expiry = self._progress.next_expiry()
        if expiry is not None:
            delay = min(delay, max(expiry - now, 0.0) + shortest * self._clock.rng.random())
        self._stop_signal.sleep(delay)
        self._delay = min(2 * self._delay, longest, max(self._settings.timeout / 4, shortest))

    def _tell(self, now: float) -> None:
        """How far the batches are, as far as this worker knows."""
        self._said = now
        total, count = len(self._ids), self._progress.count
        processed, running, failed = count(Status.PROCESSED), count(Status.RUNNING), count(Status.FAILED)
        waiting = total - processed - running - failed
        self._say(f"{processed} of {total} processed, {running} running elsewhere, {failed} failed, {waiting} waiting")

    def _clear_up(self) -> None:
        """At the end: failures of others, and what killed workers have left. Nothing that a store could fail for."""
        with suppress(BackendError):
            failed = self._progress.failed()
            for place in range(0, len(failed), self._backend.page):
                self._look_again(failed[place : place + self._backend.page])
            for name in [name for name in self._progress.failed() if name not in self._lines][:_REPORTS]:
                self._lines[name] = first_line(self._backend.details(name).report)
            if isinstance(self._backend, _Sweeps) and not self._stop_signal.stopped():
                self._backend.sweep()

    def _look_again(self, failed: Sequence[str]) -> None:
        """Another worker may have succeeded where one has failed."""
        for name, seen in self._backend.states(failed).items():
            if seen.status is Status.PROCESSED:
                self._progress.settle(name, Status.PROCESSED)
