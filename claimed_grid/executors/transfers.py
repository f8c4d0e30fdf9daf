"""The executor of `legacy_cos`: a batch's files are downloaded, the function runs, and what it made is uploaded."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable

from ..connection import parse
from ..executor import Batch, BatchOutcome, ExecutorError, OutcomeKind
from ..options import Options
from ..transfer import BucketFiles, TransferError
from .function import BatchCall, FunctionExecutor
from .source_files import SourceFiles

INPUT = "gw_local_input_path"
TARGET = "gw_local_target_path"
_LOG = logging.getLogger(__name__)


def sample() -> BatchCall:
    """A call as each batch makes it."""
    return BatchCall([""], {INPUT: "", TARGET: ""})


class TransferExecutor:
    """Each batch has folders of its own, so that workers may share a disk. They are removed when it ends."""

    def __init__(self, function: FunctionExecutor, options: Options) -> None:
        """Raises BadConnectionError, or BackendError (lasting) when a connection cannot be used."""
        self._function = function
        self._sources = SourceFiles(options)
        self._targets = BucketFiles(parse(options.target_connection, os.environ))
        self._folders = {INPUT: options.local_input_path, TARGET: options.local_target_path}

    def start(self) -> None:
        """Start the function, and see that there are sources."""
        self._function.start()
        try:
            self._sources.keys()
        except TransferError as error:
            raise ExecutorError(str(error)) from None

    def run(self, batch: Batch, must_stop: Callable[[], bool]) -> BatchOutcome:
        """Download, call the function, and upload. A transfer that fails fails the batch."""
        folders = {name: os.path.join(os.path.abspath(folder), batch.name) for name, folder in self._folders.items()}
        try:
            _remove(folders)
            for folder in folders.values():
                os.makedirs(folder)
            return self._run(batch, folders, must_stop)
        except (TransferError, OSError) as error:
            return BatchOutcome(OutcomeKind.STOPPED) if must_stop() else BatchOutcome(OutcomeKind.FAILED, str(error))
        finally:
            _remove(folders)

    def close(self) -> None:
        """End the function's process."""
        self._function.close()

    def _run(self, batch: Batch, folders: dict[str, str], must_stop: Callable[[], bool]) -> BatchOutcome:
        keys = self._sources.of_batch(batch.id)
        if not keys:
            _LOG.warning("no source file holds %r in its name", batch.id)
        self._sources.files.download([*self._sources.of_all(), *keys], folders[INPUT], must_stop)
        outcome = self._function.call(BatchCall([batch.id], folders), must_stop)
        if outcome.kind is OutcomeKind.DONE:
            self._targets.upload(folders[TARGET], must_stop)
        return outcome


def _remove(folders: dict[str, str]) -> None:
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
