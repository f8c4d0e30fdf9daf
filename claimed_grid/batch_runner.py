"""One batch that this worker owns: from the claim to its end, and never beside another owner."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from .backend import Backend, BackendError, Lease, LostError
from .clock import Clock
from .executor import Batch, BatchOutcome, Executor, OutcomeKind
from .heartbeat import LOST, STALE, Heartbeat
from .retry_policy import SHORTEST
from .stop_signal import StopSignal

MOST_ATTEMPTS = 5
"""A batch whose workers died that often is not tried again: it might kill them all.

With fewer, batches that harm nobody are given up where many workers die: when one in twenty of those that own a batch
is evicted, three in a row happen to more than one in ten thousand batches, and five to one in three million.
"""

STARTED = "%s: started, attempt %d"
FINISHED = "%s: processed"
FAILED = "%s: failed: %s"
RELEASED = "%s: given back"
CAME_LATE = "%s: lost: the result came too late and is thrown away; another worker has the batch, or will take it"
NOT_STARTED = "%s: not started, since the lease could not be renewed in time"

log = logging.getLogger(__name__)


class BatchEnding(Enum):
    """What became of the batch, as far as this worker is concerned."""

    PROCESSED = "processed"
    FAILED = "failed"
    RELEASED = "released"
    LOST = "lost"


@dataclass(frozen=True)
class BatchRunner:
    """Runs batches, one after the other. `longest`: for how long a result is tried to be noted, in seconds."""

    backend: Backend
    executor: Executor
    heartbeat: Heartbeat
    stop_signal: StopSignal
    clock: Clock
    longest: float
    # asked once, not for each of a hundred thousand batches
    logs_info: bool = field(default_factory=lambda: log.isEnabledFor(logging.INFO))

    def run(self, batch: Batch, lease: Lease) -> tuple[BatchEnding, str]:
        """The ending, and the first line of the report of a failure.

        Raises ExecutorError when no batch can be run, and BackendError when it is lasting.
        """
        if batch.attempt > MOST_ATTEMPTS:
            return self._note(batch, lease, BatchOutcome(OutcomeKind.FAILED, _died(batch.attempt - 1)))
        if self.heartbeat.older(lease, STALE):
            fresh = self._freshened(lease)
            if fresh is None:
                log.warning(NOT_STARTED, batch.id)
                self._release(lease)
                return BatchEnding.LOST, ""
            lease = fresh
        if self.logs_info:
            log.info(STARTED, batch.id, batch.attempt)
        outcome, held = self._work_on(batch, lease)
        if held is None:
            log.warning(CAME_LATE, batch.id)
            return BatchEnding.LOST, ""
        return self._note(batch, held, outcome)

    def _work_on(self, batch: Batch, lease: Lease) -> tuple[BatchOutcome, Lease | None]:
        self.heartbeat.hold(lease)
        try:
            return self.executor.run(batch, self._must_stop), self.heartbeat.drop()
        except BaseException:
            held = self.heartbeat.drop()
            if held is not None:
                self._release(held)
            raise

    def _must_stop(self) -> bool:
        return self.heartbeat.lost() or self.stop_signal.over()

    def _freshened(self, lease: Lease) -> Lease | None:
        try:
            renewed = self.backend.beat(lease)
        except (LostError, BackendError):
            return None
        return None if self.heartbeat.older(renewed, STALE) else renewed

    def _note(self, batch: Batch, lease: Lease, outcome: BatchOutcome) -> tuple[BatchEnding, str]:
        """Let the store know how it went."""
        if outcome.kind is OutcomeKind.STOPPED:
            self._release(lease)
            log.info(RELEASED, batch.id)
            return BatchEnding.RELEASED, ""
        done = outcome.kind is OutcomeKind.DONE
        action = self.backend.finish if done else partial(_fail, self.backend, outcome.report)
        if not self._insist(lease, action):
            log.warning(CAME_LATE, batch.id)
            return BatchEnding.LOST, ""
        if done:
            if self.logs_info:
                log.info(FINISHED, batch.id)
            return BatchEnding.PROCESSED, ""
        line = first_line(outcome.report)
        log.error(FAILED, batch.id, line)
        return BatchEnding.FAILED, line

    def _insist(self, lease: Lease, action: Callable[[Lease], None]) -> bool:
        """Do it, and try as long as the lease is fresh; False if it is lost."""
        held: Lease | None = lease
        end = None
        while held is not None:
            try:
                action(held)
            except LostError:
                return False
            except BackendError as error:
                now = self.clock.now()
                end = now + self.longest if end is None else end
                if error.lasting or now > end:
                    raise
                log.warning("%s: the result could not be noted, trying again: %s", held.name, error)
                held = self._kept(held)
            else:
                return True
        return False

    def _kept(self, lease: Lease) -> Lease | None:
        """The lease after a pause, renewed if it is time to; None once it is too old."""
        self.clock.sleep(SHORTEST * self.clock.rng.uniform(0.5, 1.0))
        if self.heartbeat.older(lease, LOST):
            return None
        if not self.heartbeat.due(lease):
            return lease
        try:
            return self.backend.beat(lease)
        except (LostError, BackendError):
            # what did not answer may have noted the result all the same: the action itself tells who owns the batch
            return lease

    def _release(self, lease: Lease) -> None:
        """Give the batch back, so that nobody has to wait for it, if the store answers."""
        for _ in range(3):
            try:
                self.backend.release(lease)
            except BackendError as error:
                if error.lasting:
                    return
                self.clock.sleep(SHORTEST)
            else:
                return


def first_line(report: str) -> str:
    """What to show of a report in a list."""
    return next((line.strip() for line in report.splitlines() if line.strip()), "no report")


def _died(times: int) -> str:
    return f"its workers died {times} times, so it is not tried again\n"


def _fail(backend: Backend, report: str, lease: Lease) -> None:
    backend.fail(lease, report)
