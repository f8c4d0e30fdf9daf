"""Opens the store of a wrapper, by the name of its backend. What only one of them needs is imported for it alone."""

from __future__ import annotations

import os
import secrets
import socket
import sys

from .backend import Backend
from .options import FOLDER_BACKENDS, Options
from .works.marks import COORDINATOR

LAYOUTS = {"cos": "cos", "legacy_cos": "cos", "s3kv": "s3kv"}


def use_libraries(folder: str) -> None:
    """Let the coordinator, and nobody else, find its libraries in `folder`/lib."""
    library = os.path.join(folder, "lib")
    if os.path.isdir(library) and library not in sys.path:
        sys.path.insert(0, library)


def worker_name() -> str:
    """A name for people, which no other worker has: host, process and a few random digits."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


def open_backend(backend: str, options: Options) -> Backend:
    """The store. Raises StoreError, BadConnectionError, or ModuleNotFoundError where a library is missing."""
    worker = worker_name()
    if backend in LAYOUTS:
        from .connection import parse
        from .stores.objects import open_store

        connection = parse(options.coordinator_connection, os.environ)
        return open_store(connection, LAYOUTS[backend], worker, options.lock_timeout)
    if backend == "sql":
        from .stores.sql import Sql

        return Sql(options.coordinator_connection, options.coordinator_path, worker, options.lock_timeout)
    if backend == "none":
        from .stores.nothing import Nothing

        return Nothing()
    from .stores.directory import Directory

    if backend in FOLDER_BACKENDS:
        return Directory(os.path.join(options.target_folder, COORDINATOR), worker)
    return Directory(options.coordinator_path, worker)
