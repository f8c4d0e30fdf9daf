"""The tool, from its arguments to its exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from ..backend import BackendError
from ..batches import BatchError, Batches, find_batches, find_files
from ..connection import redacted
from .arguments import PROGRAM, parse
from .batch_list import last_part, read_list
from .console import Console, process_console
from .errors import ToolError
from .location import CoordinatorStore, find_location, open_store
from .plan import plan
from .retry import retry
from .snapshot import take_snapshot
from .status import StatusOptions, show

INTERRUPTED = 130


def main(arguments: Sequence[str], console: Console | None = None) -> int:
    """Do what was asked. The exit code: 0 done, 1 wrong batches or no store, 2 wrong arguments."""
    console = console or process_console()
    try:
        _run(arguments, console)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read us has read enough; nor may Python complain when it closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ToolError, BatchError, BackendError) as error:
        console.print_error(redacted(str(error)))
        return error.code if isinstance(error, ToolError) else 1
    except SystemExit as exit_:  # of --help
        return int(exit_.code or 0)
    return 0


def _run(arguments: Sequence[str], console: Console) -> None:
    options = parse(arguments, console.environment.get("CLAIMED_PROGRAM", PROGRAM))
    if options.command == "status":
        _status(options, console)
    elif options.command == "retry":
        console.print(retry(_store(options, console).store, options.batch))
    else:
        _plan(options, console)


def _status(options: argparse.Namespace, console: Console) -> None:
    opened = _store(options, console)
    ids = None
    if options.batch_file:
        ids = read_list(options.batch_file, options.column, console.environment, opened.connection).ids
    how = StatusOptions(opened.title, json=options.format == "json", interval=options.watch)
    show(lambda: take_snapshot(opened.store, ids, options.limit), how, console)


def _plan(options: argparse.Namespace, console: Console) -> None:
    title, batches = _listed(options, console)
    console.print(plan(title, batches, options.shares))


def _listed(options: argparse.Namespace, console: Console) -> tuple[str, Batches]:
    if options.file and options.file_path_pattern:
        raise ToolError("give a batch file or --file-path-pattern, not both", code=2)
    if options.file:
        return last_part(options.file), read_list(options.file, options.column, console.environment)
    if options.file_path_pattern:
        paths = find_files(options.file_path_pattern)
        return f"{len(paths):,} paths", find_batches(paths, options.group_by)
    raise ToolError("give a batch file, or --file-path-pattern", code=2)


def _store(options: argparse.Namespace, console: Console) -> CoordinatorStore:
    what = find_location(options.place, options.backend, options.run, console.environment)
    return open_store(what, console.environment)
