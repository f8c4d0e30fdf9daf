"""A database as its URL names it: which are understood, and how long a request may take."""

from __future__ import annotations

import math
import re
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from ...backend import BackendError

# others might compare names without case, or know no text that is empty
_KNOWN = ("postgresql", "sqlite", "mysql", "mariadb")
_NOT_UNDERSTOOD = (
    "the database's connection string is not understood: write it like postgresql://user:password@host:5432/database, "
    "and in the password %40 for @, %2F for /, %3A for : and %25 for %"
)
_LIBPQ = ("postgresql+psycopg", "postgresql+psycopg2")


def limit(timeout: float) -> float:
    """How long a request may take, in seconds: a small part of the time after which a silent owner loses its batch."""
    return min(60.0, max(1.0, timeout / 10))


def parse(text: str) -> URL:
    """A connection string. Raises BackendError (lasting), whose text repeats nothing of a string that is not valid.

    `postgresql://` and `postgres://` mean the driver psycopg.
    """
    try:
        url = make_url(re.sub(r"^\s*postgres(ql)?://", "postgresql+psycopg://", text).strip())
    except (ArgumentError, ValueError):
        raise BackendError(_NOT_UNDERSTOOD, lasting=True) from None
    if "@" in f"{url.host}{url.database}":  # a part of the password is taken for something else, and would be shown
        raise BackendError(_NOT_UNDERSTOOD, lasting=True)
    _check(url)
    return url


def _check(url: URL) -> None:
    kind = url.get_backend_name()
    if kind not in _KNOWN:
        message = f"{kind} is not a database that batches can be kept in: {', '.join(_KNOWN)} are"
        raise BackendError(message, lasting=True)
    if kind == "sqlite" and (not url.database or ":memory:" in url.database or "mode" in url.query):
        raise BackendError("SQLite needs a file that all workers see: write sqlite:////folder/file.db", lasting=True)


def connect(url: URL, seconds: float) -> Engine:
    """An engine, which connects when it is used. Raises BackendError (lasting) when the driver is missing.

    Each statement is a transaction. A worker holds one connection, and a second one while two threads ask at once.
    """
    arguments = {name: value for name, value in _arguments(url, seconds).items() if name not in url.query}
    try:
        engine = create_engine(
            url,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args=arguments,
            execution_options={"preserve_rowcount": True},  # of INSERT too, which tells who won
            pool_size=1,
            max_overflow=1,
            pool_timeout=seconds,
        )
    except NoSuchModuleError:
        message = f"SQLAlchemy knows no {url.drivername}"
        raise BackendError(message, lasting=True) from None
    except ModuleNotFoundError as error:
        message = f"{url.drivername} needs the Python module {error.name}, which is not installed"
        raise BackendError(message, lasting=True) from None
    if engine.dialect.is_async:
        message = f"{url.drivername} is a driver for asyncio only: leave +{engine.driver} out"
        raise BackendError(message, lasting=True)
    _set_up(engine, seconds)
    return engine


def _arguments(url: URL, seconds: float) -> dict[str, Any]:
    """How the driver is told to give up in time."""
    if url.get_backend_name() == "sqlite":
        return {"timeout": seconds}
    if url.drivername not in _LIBPQ:
        return {}
    idle = max(1, math.floor(seconds / 2))
    # a pooler may give each statement to another session, where what was prepared before is unknown
    poolers = {"prepare_threshold": None} if url.drivername == "postgresql+psycopg" else {}
    return {
        **poolers,
        "connect_timeout": max(2, math.ceil(seconds)),
        "tcp_user_timeout": math.ceil(seconds * 1000),
        "keepalives_idle": idle,
        "keepalives_interval": max(1, idle // 3),
        "keepalives_count": 3,
    }


def _set_up(engine: Engine, seconds: float) -> None:
    """What each new connection is told first. Not by PostgreSQL's `options`, which some poolers refuse."""

    def postgresql(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET statement_timeout = {math.ceil(seconds * 1000)}")
        cursor.close()
        connection.commit()

    def sqlite(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() == ("wal",):
            cursor.execute(
                "PRAGMA synchronous = NORMAL"
            )  # safe there: a crash of the machine loses the last moments only
        cursor.close()

    found = {"postgresql": postgresql, "sqlite": sqlite}.get(engine.dialect.name)
    if found is not None:
        event.listen(engine, "connect", found)
