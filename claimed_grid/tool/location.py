"""Opens the store at a location: a folder, a connection string, or the URL of a database."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..backend import Address, Backend
from ..connection import BadConnectionError, Connection, parse, redacted
from ..executors.markers import COORDINATOR
from ..names import SUFFIXES
from ..opening import open_backend
from ..stores.known import STORES, of_family
from .errors import ToolError

if TYPE_CHECKING:
    from ..stores.objects.client import Bucket

TIMEOUT = 1e7
"""Seconds. Here nothing is taken over, and what has long been finished is left to the workers to sweep."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+._-]*)://")


@dataclass(frozen=True)
class StoreLocation:
    """Where a store is, as far as it was said."""

    place: str
    backend: str | None = None
    run: str | None = None


@dataclass(frozen=True)
class CoordinatorStore:
    """A store, how to call it in front of people, and for an object store the connection."""

    title: str
    store: Backend
    connection: Connection | None = None


def find_location(
    place: str | None, backend: str | None, run: str | None, environment: Mapping[str, str]
) -> StoreLocation:
    """What was said, or what the environment says, as in a pod of the wrapper. Raises ToolError where neither does."""
    if place:
        return StoreLocation(place, backend, run)
    connection = environment.get("gw_coordinator_connection") or environment.get("gw_source_connection")
    path = environment.get("gw_coordinator_path")
    if connection:
        return StoreLocation(connection, backend, run or path)
    if not path:
        raise ToolError("no location given: write the coordinator's folder, connection or URL", code=2)
    return StoreLocation(path, backend, run)


def open_store(what: StoreLocation, environment: Mapping[str, str]) -> CoordinatorStore:
    """The store, as it is; nothing is made or changed. Raises ToolError, or BackendError."""
    scheme = _SCHEME.match(what.place)
    if scheme is None:
        return _folder(what, environment)
    if scheme[1].lower() in {"cos", "s3"}:
        return _bucket(what, environment)
    return _database(what, environment)


def open_connection(text: str, environment: Mapping[str, str]) -> Connection:
    """The connection of a text. Raises ToolError."""
    _need("boto3", "an object store", "s3")
    try:
        return parse(text, environment)
    except BadConnectionError as error:
        raise ToolError(str(error)) from None


def worker() -> str:
    """How the tool would sign."""
    return f"{socket.gethostname()}/{os.getpid()}/tool"


def _folder(what: StoreLocation, environment: Mapping[str, str]) -> CoordinatorStore:
    _must_fit(what, "directory", "a connection or URL, with :// in it; this is a path")
    path = what.place
    # wrappers of folders keep their coordinator in the target folder
    inner = os.path.join(path, COORDINATOR)
    name = what.backend or ("folder" if os.path.isdir(inner) else "local")
    folder = inner if STORES[name].has_entries else path
    if not os.path.isdir(folder):
        problem = f"there is no folder {folder!r}"
        raise ToolError(problem)
    return CoordinatorStore(folder, _opened(name, what, environment))


def _bucket(what: StoreLocation, environment: Mapping[str, str]) -> CoordinatorStore:
    _must_fit(what, "objects", "no connection to an object store")
    connection = open_connection(what.place, environment)
    from ..stores.objects.client import Bucket

    name = what.backend or _layout(Bucket(connection, TIMEOUT))
    return CoordinatorStore(str(connection), _opened(name, what, environment), connection)


def _layout(bucket: Bucket) -> str:
    """What the first keys look like: only those of `cos` have our suffixes, which names never end with."""
    items = bucket.page("", None, 100).items
    return "cos" if any(item.key.endswith(SUFFIXES) for item in items) else "s3kv"


def _database(what: StoreLocation, environment: Mapping[str, str]) -> CoordinatorStore:
    _must_fit(what, "database", "no URL of a database")
    if not what.run:
        raise ToolError("a database holds many runs: name yours by --run (the wrapper's gw_coordinator_path)", code=2)
    name = what.backend or "sql"
    if name == "sql":
        _see_database(what.place)
    title = f"{redacted(what.place).partition('?')[0]} run {what.run}"
    return CoordinatorStore(title, _opened(name, what, environment))


def _see_database(place: str) -> None:
    _need("sqlalchemy", "a database", "sql")
    from ..stores.sql.engine import parse as parse_url

    url = parse_url(place)
    # SQLite would make the file
    if url.get_backend_name() == "sqlite" and not os.path.exists(url.database or ""):
        problem = f"there is no database {url.database!r}"
        raise ToolError(problem)


def _must_fit(what: StoreLocation, family: str, else_: str) -> None:
    if what.backend is not None and what.backend not in of_family(family):
        problem = f"a location of the backend {what.backend} is {else_}"
        raise ToolError(problem, code=2)


def _opened(name: str, what: StoreLocation, environment: Mapping[str, str]) -> Backend:
    return open_backend(STORES[name], Address(what.place, what.run or "", worker(), TIMEOUT, environment))


def _need(module: str, what: str, extra: str) -> None:
    if find_spec(module) is None:
        problem = f'looking into {what} needs the Python module {module}: pip install "hatch-claimed[{extra}]"'
        raise ToolError(problem)


def object_content(connection: Connection) -> bytes | None:
    """What the object of a connection holds; None if there is none. Raises ToolError and BackendError."""
    from ..stores.objects import fetch

    if not connection.path:
        problem = f"{connection} names no object"
        raise ToolError(problem)
    return fetch(connection, TIMEOUT)


def below(connection: Connection, path: str) -> tuple[Connection, Connection]:
    """Where a path may be meant to lie: below the coordinator's own path, and in the root of its bucket."""
    inner = f"{connection.path}/{path}".strip("/")
    return replace(connection, path=inner), replace(connection, path=path.strip("/"))
