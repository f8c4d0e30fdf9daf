"""Opens a store. What only one of them needs is imported for it alone."""

from __future__ import annotations

import importlib
import os
import secrets
import socket
import sys

from .backend import Address, Backend
from .stores.known import StoreSpec


def use_libraries(folder: str) -> None:
    """Let the coordinator, and nobody else, find its libraries in `folder`/lib."""
    library = os.path.join(folder, "lib")
    if os.path.isdir(library) and library not in sys.path:
        sys.path.insert(0, library)


def worker_name() -> str:
    """A name for people, which no other worker has: host, process and a few random digits."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


def open_backend(store: StoreSpec, address: Address) -> Backend:
    """The store. Raises BackendError, BadConnectionError, or ModuleNotFoundError where a library is missing."""
    module, _, function = store.opener.partition(":")
    backend: Backend = getattr(importlib.import_module(f".stores.{module}", __package__), function)(address)
    return backend
