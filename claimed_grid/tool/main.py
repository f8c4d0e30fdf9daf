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
from .errors import ToolError
from .listed import last_part, read_list
from .look import look
from .plan import plan
from .retry import retry
from .status import Wanted, show
from .surroundings import Surroundings, of_this_process
from .where import Place, asked, open_place

INTERRUPTED = 130


def main(arguments: Sequence[str], world: Surroundings | None = None) -> int:
    """Do what was asked. The exit code: 0 done, 1 wrong batches or no store, 2 wrong arguments."""
    world = world or of_this_process()
    try:
        _run(arguments, world)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read us has read enough; nor may Python complain when it closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ToolError, BatchError, BackendError) as error:
        world.complain(redacted(str(error)))
        return error.code if isinstance(error, ToolError) else 1
    except SystemExit as exit_:  # of --help
        return int(exit_.code or 0)
    return 0


def _run(arguments: Sequence[str], world: Surroundings) -> None:
    wanted = parse(arguments, world.environment.get("CLAIMED_PROGRAM", PROGRAM))
    if wanted.command == "status":
        _status(wanted, world)
    elif wanted.command == "retry":
        world.print(retry(_place(wanted, world).store, wanted.batch))
    else:
        _plan(wanted, world)


def _status(wanted: argparse.Namespace, world: Surroundings) -> None:
    place = _place(wanted, world)
    ids = None
    if wanted.batch_file:
        ids = read_list(wanted.batch_file, wanted.column, world.environment, place.connection).ids
    how = Wanted(place.title, json=wanted.format == "json", interval=wanted.watch)
    show(lambda: look(place.store, ids, wanted.limit), how, world)


def _plan(wanted: argparse.Namespace, world: Surroundings) -> None:
    title, batches = _listed(wanted, world)
    world.print(plan(title, batches, wanted.shares))


def _listed(wanted: argparse.Namespace, world: Surroundings) -> tuple[str, Batches]:
    if wanted.file and wanted.file_path_pattern:
        raise ToolError("give a batch file or --file-path-pattern, not both", code=2)
    if wanted.file:
        return last_part(wanted.file), read_list(wanted.file, wanted.column, world.environment)
    if wanted.file_path_pattern:
        paths = find_files(wanted.file_path_pattern)
        return f"{len(paths):,} paths", find_batches(paths, wanted.group_by)
    raise ToolError("give a batch file, or --file-path-pattern", code=2)


def _place(wanted: argparse.Namespace, world: Surroundings) -> Place:
    what = asked(wanted.place, wanted.backend, wanted.run, world.environment)
    return open_place(what, world.environment)
