"""The stores that need a server: those of the tests, and ways to count what they are asked."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

from grids.ours import TIMEOUT, work_on
from grids.worker_processes import Way, WorkerLog

_TESTS = Path(__file__).parents[2] / "tests" / "grid"
_STORES = "claimed_grid.stores"


@contextmanager
def object_store() -> Iterator[str | None]:
    """The connection to a SeaweedFS server; None where there is none."""
    if _missing("boto3"):
        yield None
        return
    servers = _module(_TESTS / "objects" / "servers.py")
    program = servers.program("weed")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        server = servers.seaweedfs(program, Path(folder))
        try:
            server.start()
            yield str(server.connection)
        finally:
            server.stop()


@contextmanager
def database() -> Iterator[str | None]:
    """The URL of a PostgreSQL server; None where there is none."""
    if _missing("sqlalchemy", "psycopg"):
        yield None
        return
    postgres = _module(_TESTS / "sql" / "postgres.py")
    programs = postgres.binaries()
    if programs is None:
        yield None
        return
    with postgres.running(programs) as server:
        yield str(server.url())


def objects(connection: str, layout: str) -> Way:
    """The worker of a grid wrapper with an object store, in a new place of its bucket."""
    store = import_module(f"{_STORES}.objects")
    place = import_module("claimed_grid.connection").parse(f"{connection}/{uuid4()}", {})

    def way(names: Sequence[str], number: int, _workers: int, log: WorkerLog) -> Callable[[], None]:
        _count_http(log)
        return work_on(store.open_store(place, layout, f"host/{number}/x", TIMEOUT), names, log)

    return way


def sql(url: str) -> Way:
    """The worker of a grid wrapper with a database, in a new run."""
    store = import_module(f"{_STORES}.sql")
    run = str(uuid4())

    def way(names: Sequence[str], number: int, _workers: int, log: WorkerLog) -> Callable[[], None]:
        _count_statements(log)
        return work_on(store.Sql(url, run, f"host/{number}/x", TIMEOUT), names, log)

    return way


def _count_http(log: WorkerLog) -> None:
    """Count what goes over the wire: below the SDK, so that nothing of it is missed. Listings apart."""
    session = import_module("botocore.httpsession").URLLib3Session
    send = session.send

    def counted(self: Any, request: Any) -> Any:
        log.requests["listings" if "list-type=2" in request.url else "requests"] += 1
        return send(self, request)

    session.send = counted


def _count_statements(log: WorkerLog) -> None:
    alchemy = import_module("sqlalchemy")

    def counted(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        log.requests["listings" if statement.startswith("SELECT") else "requests"] += 1

    alchemy.event.listen(alchemy.Engine, "before_cursor_execute", counted)


def _missing(*modules: str) -> bool:
    return any(importlib.util.find_spec(module) is None for module in modules)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
