"""Sends statements: each is a transaction, none takes much longer than its limit, and what fails is a BackendError."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Executable, Row, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from ... import clock
from ...backend import BackendError
from .engine import connect
from .errors import backend_error, lasting
from .tables import BATCHES, FILES
from .watchdog import Watchdog

Values = Mapping[str, object]

_RACES = 8


@dataclass(frozen=True)
class StatementResult:
    """How many rows a statement changed, or those it found. `again`: it was sent twice, and both may have counted."""

    count: int
    rows: Sequence[Row[Any]] = ()
    again: bool = False


class Database:
    """A database that is connected when it is needed. Several threads may use it."""

    def __init__(self, url: URL, limit: float) -> None:
        self._url = url
        self._limit = limit
        self._engine = connect(url, limit)
        self._watchdog = Watchdog(limit)
        self.used = clock.now()

    @property
    def dialect(self) -> str:
        """The kind of database, as SQLAlchemy calls it."""
        return self._engine.dialect.name

    def run(self, doing: str, statement: Executable, values: Values) -> StatementResult:
        """Send a statement; once more if the connection was lost, for it may have been lost long ago.

        So statements must mean the same when they are sent twice. `doing` is what the error says that failed.
        """
        begun = self.used = clock.now()
        try:
            return self._once(statement, values)
        except SQLAlchemyError as error:
            if lasting(error) or clock.now() - begun > self._limit / 2:
                raise backend_error(error, self._url, doing) from None
        try:
            answer = self._once(statement, values)
        except SQLAlchemyError as error:
            raise backend_error(error, self._url, doing) from None
        return StatementResult(answer.count, answer.rows, again=True)

    def _once(self, statement: Executable, values: Values) -> StatementResult:
        with self._engine.connect() as connection, self._watched(connection):
            try:
                result = connection.execute(statement, values)
            except IntegrityError:
                return StatementResult(0)
            return StatementResult(0, result.all()) if result.returns_rows else StatementResult(result.rowcount)

    def _watched(self, connection: Connection) -> AbstractContextManager[None]:
        descriptor = getattr(connection.connection.driver_connection, "fileno", None)
        return self._watchdog.watch(descriptor()) if descriptor else nullcontext()

    def rest(self) -> None:
        """Close what is not in use: a thousand workers that wait must not hold a thousand connections."""
        self._engine.dispose()

    def close(self) -> None:
        """Close everything."""
        self._watchdog.close()
        self._engine.dispose()

    def make_tables(self) -> None:
        """Make the tables that are missing, while others may be doing the same. Raises BackendError."""
        for left in reversed(range(_RACES)):
            try:
                self._make_tables()
            except SQLAlchemyError as error:
                # databases report a lost race of this kind in many ways, none of which is about the connection
                if not left or (isinstance(error, OperationalError) and not self._is_locked(error)):
                    raise backend_error(error, self._url, "make the tables claimed_batches and claimed_files") from None
            else:
                return
            time.sleep(secrets.randbelow(200) / 1000)

    def _make_tables(self) -> None:
        with self._engine.connect() as connection, self._watched(connection):
            if self.dialect == "sqlite":
                connection.execute(text("PRAGMA journal_mode = WAL"))  # stays as it is where this cannot be
            found = inspect(connection)
            for table in (BATCHES, FILES):
                if not found.has_table(table.name):
                    connection.execute(CreateTable(table, if_not_exists=True))
        self.rest()

    def _is_locked(self, error: OperationalError) -> bool:
        return self.dialect == "sqlite" and "locked" in str(error.orig)

    def broken_promise(self, what: str) -> BackendError:
        """The error of a database that does not do what it must."""
        return BackendError(f"the database of {self._url.host or self._url.database} {what}", lasting=True)
