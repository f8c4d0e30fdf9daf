"""The executor of `simple` and `folder`: the function gets the path of an entry, and the path for its result."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Sequence

from .. import names
from ..backend import Backend
from ..executor import Batch, BatchOutcome, ExecutorError, OutcomeKind
from .function import BatchCall, FunctionExecutor
from .markers import FAILED, LOCKED, PROCESSED, Markers

ERROR_FILE = "error.txt"


class FolderExecutor:
    """Calls the function with source and result. `backend` shares the batches out; markers are for people."""

    def __init__(
        self, function: FunctionExecutor, backend: Backend, folders: tuple[str, str], ids: Sequence[str]
    ) -> None:
        self._function = function
        self._backend = backend
        self._source, self._target = (os.path.abspath(folder) for folder in folders)
        self._ids = ids

    def start(self) -> None:
        """Start the function, and take over what earlier grid wrappers have marked."""
        self._function.start()
        try:
            os.makedirs(self._target, exist_ok=True)
        except OSError as error:
            problem = f"sgw_target_folder {self._target!r} cannot be made: {error.strerror}"
            raise ExecutorError(problem) from None
        self._adopt()

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> BatchOutcome:
        """Call the function, and rename its result."""
        marks = self._marks(batch.id)
        is_folder = os.path.isdir(marks.path)
        result = marks.marked(LOCKED)
        try:
            for mark in (LOCKED, FAILED):
                _remove(marks.marked(mark))
            _make(result, is_folder=is_folder)
            outcome = self._function.call(BatchCall([marks.path, result]), must_stop)
            if must_stop():
                # another worker may have it by now: what lies there is not for us to touch
                return BatchOutcome(OutcomeKind.STOPPED)
            if outcome.kind is OutcomeKind.DONE:
                self._processed(marks, result, is_folder=is_folder)
            elif outcome.kind is OutcomeKind.FAILED:
                self._failed(batch.name, marks, outcome.report)
        except OSError as error:
            return BatchOutcome(OutcomeKind.FAILED, f"the result could not be marked: {error}")
        return outcome

    def close(self) -> None:
        """End the function's process."""
        self._function.close()

    def _marks(self, entry: str) -> Markers:
        return Markers(self._source, self._target, entry)

    def _processed(self, marks: Markers, result: str, *, is_folder: bool) -> None:
        if not os.path.lexists(result):
            _make(result, is_folder=is_folder)
        processed = marks.marked(PROCESSED)
        _remove(processed)
        os.rename(result, processed)

    def _failed(self, name: str, marks: Markers, report: str) -> None:
        failed = marks.marked(FAILED)
        self._backend.write(_record(name), b"")
        if os.path.isdir(marks.path):
            os.makedirs(marks.marked(LOCKED), exist_ok=True)
            os.rename(marks.marked(LOCKED), failed)
            failed = os.path.join(failed, ERROR_FILE)
        else:
            _remove(marks.marked(LOCKED))
        with open(failed, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report + "\n")

    def _adopt(self) -> None:
        """Let the coordinator know what only markers tell: earlier grid wrappers have nothing else."""
        self._backend.prepare()
        known = set(self._backend.names())
        for entry in self._ids:
            name, marks = names.encode(entry), self._marks(entry)
            if name in known:
                continue
            if os.path.lexists(marks.marked(PROCESSED)):
                lease = self._backend.claim(name, None)
                if lease is not None:
                    self._backend.finish(lease)
            elif os.path.lexists(marks.marked(FAILED)) and self._backend.read(_record(name)) is None:
                lease = self._backend.claim(name, None)
                if lease is not None:
                    self._backend.fail(lease, _error_text(marks.marked(FAILED)))


def _record(name: str) -> str:
    """The file that says that we wrote this failure's marker ourselves, so that a retry finds the batch waiting."""
    return f"runs/{name}.marked"


def _error_text(path: str) -> str:
    if os.path.isdir(path):
        path = os.path.join(path, ERROR_FILE)
    with contextlib.suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
        return file.read(64_000).strip() or "failed before, without saying why"
    return "failed before, without saying why"


def _make(path: str, *, is_folder: bool) -> None:
    if is_folder:
        os.makedirs(path, exist_ok=True)
    else:
        with open(path, "ab"):
            pass


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
