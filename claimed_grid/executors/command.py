"""The declarative form: the unchanged operator runs as a command for each batch, its parameters bound to the batch."""

from __future__ import annotations

import logging
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from ..backend import Backend, BackendError
from ..connection import redacted
from ..executor import Batch, BatchOutcome, ExecutorError, OutcomeKind
from ..stores.known import DEFAULTS
from ..truncation import one_line
from ..wrapper import Wrapper
from . import process_group
from .function import TICK, StopLimits
from .placeholders import filled
from .streams import OutputStream, OutputStreams

TAIL_LINES = 40
TAIL_BYTES = 8_000
_DRAINING = 2.0
_LOG = logging.getLogger(__name__)


class CommandExecutor:
    """The executor of a wrapper with `bindings`. What each batch writes is kept in `backend`, below `runs/`."""

    def __init__(self, wrapper: Wrapper, backend: Backend, arguments: Sequence[str], limits: StopLimits) -> None:
        self._run_path = os.path.join(wrapper.operator, "run")
        self._arguments = ["--", *arguments] if arguments else []
        self._bindings = wrapper.bindings
        self._outputs = wrapper.outputs
        self._backend = backend
        self._limits = limits
        self._guard = process_group.ProcessGuard()
        kept = {name for name in os.environ if name in wrapper.parameters or name not in DEFAULTS}
        self._environment = {name: text for name, text in os.environ.items() if name in kept}

    def start(self) -> None:
        """See that there is something to run."""
        if not os.path.isfile(self._run_path):
            problem = f"there is no operator in this image: {self._run_path} is missing"
            raise ExecutorError(problem)
        for name, text in {**self._bindings, **self._outputs}.items():
            try:
                filled(text, "")
            except ValueError as error:
                problem = f"what the grid wrapper binds {name} to is {text!r}: {error}"
                raise ExecutorError(problem) from None

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> BatchOutcome:
        """Run the operator with this batch's parameters in its environment."""
        bound = {name: filled(text, batch.id) for name, text in self._bindings.items()}
        outputs = [f"--{name}={filled(text, batch.id)}" for name, text in self._outputs.items()]
        process_group.reap_strangers([self._guard.pid])
        try:
            child = self._start(bound, outputs)
        except (OSError, ValueError) as error:
            return BatchOutcome(OutcomeKind.FAILED, f"the operator could not be started: {error}")
        run = _Run(child)
        try:
            code = run.until_end(must_stop, self._limits.grace)
        finally:
            run.close()
        if code is None:
            return BatchOutcome(OutcomeKind.STOPPED)
        self._keep(batch.name, run, code)
        return BatchOutcome(OutcomeKind.DONE) if code == 0 else BatchOutcome(OutcomeKind.FAILED, run.report(code))

    def close(self) -> None:
        """Nothing runs between batches."""
        self._guard.close()

    def _start(self, bound: Mapping[str, str], outputs: Sequence[str]) -> process_group.ProcessGroup:
        streams = process_group.ChildStreams(subprocess.PIPE, subprocess.PIPE)
        command = ["sh", self._run_path, *outputs, *self._arguments]
        return process_group.start(command, self._guard, streams, {**self._environment, **bound})

    def _keep(self, name: str, run: _Run, code: int) -> None:
        contents = {"stdout": run.out.kept.content(), "stderr": run.err.kept.content(), "exit": f"{code}\n".encode()}
        try:
            for suffix, content in contents.items():
                self._backend.write(f"runs/{name}.{suffix}", content)
        except BackendError as error:
            _LOG.warning("what batch %s wrote could not be kept: %s", name, error)


class _Run:
    """One running operator."""

    def __init__(self, child: process_group.ProcessGroup) -> None:
        self._child = child
        self.out = OutputStream(child.process.stdout, 1)
        self.err = OutputStream(child.process.stderr, 2)
        self._streams = OutputStreams((self.out, self.err))

    def until_end(self, must_stop: Callable[[], bool], grace: float) -> int | None:
        """Pass on what it writes until it has ended. Its exit code; None if it had to be stopped."""
        while not self._child.has_ended():
            if must_stop():
                self._stop(grace)
                return None
            self._wait()
        code = self._child.end()
        until = time.monotonic() + _DRAINING
        while self._streams.are_open and time.monotonic() < until:
            self._streams.pump(TICK)
        return code

    def _stop(self, grace: float) -> None:
        """Ask it to end, and hear what it has to say on that."""
        self._child.ask()
        until = time.monotonic() + grace
        while not self._child.has_ended() and time.monotonic() < until:
            self._wait()

    def _wait(self) -> None:
        if self._streams.are_open:
            self._streams.pump(TICK)
        else:
            self._child.wait(TICK)

    def close(self) -> None:
        """Leave nothing behind."""
        self._child.end()
        self._streams.close()

    def report(self, code: int) -> str:
        """How it ended, with the last line of stderr, and below that the last few."""
        tail = redacted(self.err.kept.last_lines(TAIL_LINES, TAIL_BYTES))
        last = one_line(tail.rpartition("\n")[2])
        first = process_group.how_it_ended(code) + (f": {last}" if last else "")
        return f"{first}\n\n{tail}".rstrip()
