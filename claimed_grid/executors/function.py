"""The function form: a function of the operator's script is called for each batch, in a process of its own."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..executor import Batch, BatchOutcome, ExecutorError, OutcomeKind
from ..wrapper import Wrapper
from . import process_group
from .pipe import ClosedError, Pipe

TICK = 0.1
CLOSING = 10.0
"""How long a script may take to end after its last batch, in seconds."""

_STARTER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "starter.py")
_LOG = logging.getLogger(__name__)

Stop = Callable[[], bool]


@dataclass(frozen=True)
class StopLimits:
    """How work ends: `grace` seconds lie between SIGTERM and SIGKILL; `stopped` says that nothing is to begin."""

    grace: float
    stopped: Stop


@dataclass(frozen=True)
class BatchCall:
    """What a function gets for a batch: its first arguments, and variables of the environment while it runs.

    Those variables also are arguments, if the function names them.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


class FunctionExecutor:
    """The executor of a wrapper with `process`.

    `arguments` are the script's own, `sample` is a call as each batch will make it. A worker process lives as long as
    it can: the script is imported once, not for each batch.
    """

    def __init__(self, wrapper: Wrapper, arguments: Sequence[str], sample: BatchCall, limits: StopLimits) -> None:
        self._setup = {
            "operator": wrapper.operator,
            "process": wrapper.process,
            "arguments": list(arguments),
            "defaults": dict(wrapper.defaults),
            "sample": list(sample.arguments),
            "extras": list(sample.environment),
        }
        self._limits = limits
        self._guard = process_group.ProcessGuard()
        self._group: process_group.ProcessGroup | None = None
        self._pipe: Pipe | None = None

    def start(self) -> None:
        """Start a process, and let it import the script."""
        self._ready(self._limits.stopped)

    def run(self, batch: Batch, must_stop: Stop) -> BatchOutcome:
        """Call the function with the batch's id."""
        return self.call(BatchCall([batch.id]), must_stop)

    def call(self, call: BatchCall, must_stop: Stop) -> BatchOutcome:
        """Call the function. If its process dies, the batch has failed, and the next one gets another process."""
        try:
            self._ready(must_stop)
        except ExecutorError as error:
            return BatchOutcome(OutcomeKind.STOPPED) if must_stop() else BatchOutcome(OutcomeKind.FAILED, str(error))
        try:
            self._send({"arguments": list(call.arguments), "environment": dict(call.environment)})
            answer = self._answer(must_stop)
        except ClosedError:
            return BatchOutcome(OutcomeKind.FAILED, f"the process that ran it {self._end()}")
        if answer is None:
            return BatchOutcome(OutcomeKind.STOPPED)
        _warn(answer.get("missing"))
        report = answer.get("report")
        return BatchOutcome(OutcomeKind.DONE) if report is None else BatchOutcome(OutcomeKind.FAILED, str(report))

    def close(self) -> None:
        """Let the process end as a script ends, and make it if it does not."""
        if self._pipe is not None and self._group is not None:
            self._close_pipe()
            if not self._group.wait(0 if self._limits.stopped() else CLOSING):
                self._group.stop(self._limits.grace)
            self._group.end()
            self._group = None
        self._guard.close()

    def _ready(self, must_stop: Stop) -> None:
        """See to it that there is a process that has imported the script. Raises ExecutorError if there can be none."""
        process_group.reap_strangers([self._group.process.pid if self._group else None, self._guard.pid])
        if self._group is not None and not self._group.has_ended():
            return
        self._end()
        try:
            self._begin()
            self._send(self._setup)
            answer = self._answer(must_stop)
        except (ClosedError, OSError) as error:
            reason = self._end() if isinstance(error, ClosedError) else f"could not be started: {error}"
            problem = f"the process that imports the script {reason}"
            raise ExecutorError(problem) from None
        if answer is None:
            raise ExecutorError("stopped while the script was being imported")
        if "broken" in answer:
            self._end()
            raise ExecutorError(str(answer["broken"]))

    def _begin(self) -> None:
        self._pipe = Pipe()
        try:
            command = [sys.executable, _STARTER, *map(str, self._pipe.ends)]
            self._group = process_group.start(
                command, self._guard, process_group.ChildStreams(inherited=self._pipe.ends), os.environ
            )
        finally:
            self._pipe.hand_over()

    def _send(self, what: Mapping[str, object]) -> None:
        if self._pipe is None:
            raise ClosedError
        self._pipe.send(what)

    def _answer(self, must_stop: Stop) -> dict[str, object] | None:
        """What the process answers; None if it had to be stopped. Raises ClosedError when it ended."""
        while self._pipe is not None and self._group is not None:
            if must_stop():
                self._stop()
                return None
            answer = self._pipe.receive(TICK)
            if answer is not None:
                return answer
            if self._group.has_ended():
                # a process that it left behind may hold the pipe open
                break
        raise ClosedError

    def _stop(self) -> None:
        if self._group is not None:
            self._group.stop(self._limits.grace)
            self._group = None
        self._close_pipe()

    def _end(self) -> str:
        """Clear away a process that has ended. How it ended."""
        how = "is gone"
        if self._group is not None:
            # it closes its pipes a moment before it is gone
            self._group.wait(self._limits.grace)
            how = _how(self._group.end())
            self._group = None
        self._close_pipe()
        return how

    def _close_pipe(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def _how(code: int) -> str:
    words = process_group.how_it_ended(code)
    return f"was {words}" if code < 0 else f"ended by itself: {words}"


def _warn(missing: object) -> None:
    for path in missing if isinstance(missing, list) else ():
        _LOG.warning("the function returned %r as a result, and there is no such file", path)
