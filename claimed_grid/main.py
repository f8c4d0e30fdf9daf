"""The coordinator, from the environment to the exit code."""

from __future__ import annotations

import importlib
import logging
import os
import random
from collections.abc import Sequence
from dataclasses import replace

from . import options as settings
from . import wrapper as wrappers
from .backend import Address, Backend, BackendError
from .batch_sources import BatchSourceError, batches_of, share
from .batches import BatchError, Batches
from .batches.batches import counted
from .connection import BadConnectionError, redacted
from .executor import Executor, ExecutorError
from .executors.factory import make_executor
from .executors.function import StopLimits
from .executors.interruptible import InterruptibleExecutor
from .opening import open_backend, use_libraries, worker_name
from .options import OptionError, Options
from .signal_handler import SignalHandler
from .summary import Summary
from .worker import Worker, WorkerSettings
from .wrapper import Wrapper

WRONG_PARAMETERS = 2
FAILED = 1
TERMINATED = 143

_LOG = logging.getLogger("claimed")
_TALKATIVE = ("boto3", "botocore", "s3transfer", "sqlalchemy", "urllib3")
_LONGEST_GRACE = 5.0
_MISTAKES = (BadConnectionError, BatchError, OptionError, BatchSourceError)


def main(folder: str, arguments: Sequence[str]) -> int:
    """Run the grid wrapper of which `folder` holds `grid.json` and the operator's own folder. The exit code.

    `arguments` are the script's own. It is 0 when all batches are processed, 1 when some are not or nothing could be
    run, 2 for wrong parameters, and 143 or 130 when SIGTERM or SIGINT ended it.
    """
    stopping = SignalHandler()
    stopping.listen()
    for name in _TALKATIVE:
        # what they tell at DEBUG holds signatures and keys
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
    use_libraries(folder)
    try:
        wrapper = wrappers.read(folder)
        options = settings.read(wrapper.backend, wrapper.name, os.environ)
        return _run(wrapper, options, arguments, stopping)
    except _MISTAKES as mistake:
        return _refuse(mistake, WRONG_PARAMETERS)
    except ModuleNotFoundError as error:
        return _refuse(f"the coordinator needs {error.name}, which this image does not have: build it again", FAILED)
    except (BackendError, ExecutorError) as error:
        return stopping.exit_code if stopping.asked() else _refuse(error, FAILED)


def _run(wrapper: Wrapper, options: Options, arguments: Sequence[str], stopping: SignalHandler) -> int:
    address = Address(options.place, options.coordinator_path, worker_name(), options.lock_timeout)
    backend = open_backend(options.store, address)
    batches = batches_of(options)
    ids = share(batches.ids, options)
    _tell(batches, ids, options)
    if not ids:
        return 0
    if _stagger(options.staggering, stopping):
        return stopping.exit_code
    limits = StopLimits(min(_LONGEST_GRACE, options.lock_timeout / 5), stopping.asked)
    executor = InterruptibleExecutor(
        make_executor(wrapper, options, backend, (ids, arguments), limits), lambda: stopping.at_once
    )
    return _work(backend, executor, ids, options, stopping)


def _work(backend: Backend, executor: Executor, ids: Sequence[str], options: Options, stopping: SignalHandler) -> int:
    timing = WorkerSettings(timeout=options.lock_timeout, ignore_errors=options.ignore_error_files)
    worker = Worker(backend, executor, ids, timing, _say)
    stopping.on_stop = worker.stop
    if stopping.asked():
        return stopping.exit_code
    summary = worker.run()
    _tell_end(summary)
    return stopping.exit_code if summary.exit_code == TERMINATED else summary.exit_code


def _tell(batches: Batches, ids: Sequence[str], options: Options) -> None:
    for note in batches.notes:
        _say(note)
    if options.shares > 1:
        of_all = counted(len(batches.ids), "batch", "batches")
        _say(f"share {options.share} of {options.shares}: {len(ids):,} of {of_all}")


def _tell_end(summary: Summary) -> None:
    level = logging.INFO if summary.exit_code == 0 else logging.WARNING
    for line in replace(summary, error="").lines():
        _LOG.log(level, "%s", line)
    if summary.error:
        _refuse(summary.error, FAILED)


def _stagger(longest: float, stopping: SignalHandler) -> bool:
    """Wait for a while, so that not all workers start at once; whether to stop instead."""
    seconds = random.uniform(0, longest)  # noqa: S311 (no secret)
    if longest:
        _say(f"starting in {seconds:.0f} s (gw_max_time_wait_staggering={longest:g})")
    return stopping.sleep(seconds)


def _say(text: str) -> None:
    _LOG.info("%s", text)


def _refuse(error: Exception | str, code: int) -> int:
    importlib.import_module("claimed_launcher.messages").say(redacted(str(error)))
    return code
