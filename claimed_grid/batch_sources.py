"""Which batches there are: from a batch file, wherever it lies, from patterns of paths, or from a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace

from .batches import Batches, find_batches, find_files, read_batches
from .connection import Connection, parse
from .executors.markers import entries
from .options import Options

_REMOTE = re.compile(r"[A-Za-z0-9]+://")


class BatchSourceError(Exception):
    """The batches cannot be read. The text is one line, and holds no secret."""


def batches_of(options: Options) -> Batches:
    """The batches of a wrapper. Raises BatchSourceError, BatchError, BadConnectionError, or BackendError."""
    if options.store.has_entries:
        return _entries(options)
    if options.batch_file:
        return read_batches(_content(options), options.batch_file, options.column)
    if options.store.batches == "objects":
        return _objects(options)
    return find_batches(find_files(options.pattern), options.group_by)


def share(ids: Sequence[str], options: Options) -> tuple[str, ...]:
    """Of the sorted batches, each `gw_shares`-th from number `gw_share` on."""
    return tuple(sorted(ids)[options.share :: options.shares])


def _entries(options: Options) -> Batches:
    with_folders = options.store.batches == "entries"
    try:
        found = entries(options.source_folder, options.target_folder, with_folders=with_folders)
    except OSError as error:
        problem = f"sgw_source_folder {options.source_folder!r} cannot be read: {error.strerror}"
        raise BatchSourceError(problem) from None
    if not found:
        problem = f"sgw_source_folder {options.source_folder!r} holds no batches"
        raise BatchSourceError(problem)
    return Batches(tuple(found))


def _objects(options: Options) -> Batches:
    from .executors.source_files import SourceFiles
    from .transfer import TransferError

    try:
        paths = SourceFiles(options).keys()
    except TransferError as error:
        raise BatchSourceError(str(error)) from None
    if not paths:
        problem = f"no file of gw_source_connection matches gw_file_path_pattern {options.pattern!r}"
        raise BatchSourceError(problem)
    return find_batches(paths, options.group_by)


def _content(options: Options) -> bytes:
    path = options.batch_file
    content = None if _REMOTE.match(path) else _local(path)
    places = [] if content is not None else _places(path, options)
    for place in places:
        content = _fetched(place, options.lock_timeout) if content is None else content
    if content is None:
        where = " nor ".join(
            [f"as {path!r} in {os.getcwd()}"] * (not _REMOTE.match(path)) + [f"as {one}" for one in places]
        )
        problem = f"gw_batch_file does not exist, {where}"
        raise BatchSourceError(problem)
    return content


def _local(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        problem = f"gw_batch_file {path!r} cannot be read: {getattr(error, 'strerror', error)}"
        raise BatchSourceError(problem) from None


def _places(path: str, options: Options) -> list[Connection]:
    """Where else the file may be: at its own connection, or in the coordinator's bucket."""
    if _REMOTE.match(path):
        return [parse(path, os.environ)]
    if options.store.family != "objects":
        return []
    coordinator = parse(options.place, os.environ)
    below = replace(coordinator, path=f"{coordinator.path}/{path}".strip("/"))
    return [below, replace(coordinator, path=path.strip("/"))]


def _fetched(place: Connection, timeout: float) -> bytes | None:
    from .stores.objects import fetch

    if not place.path:
        problem = f"gw_batch_file names no file: {place}"
        raise BatchSourceError(problem)
    return fetch(place, timeout)
