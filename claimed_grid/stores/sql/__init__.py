"""Batches in a database: SQLAlchemy Core (2.0.28 or newer), on PostgreSQL, or on SQLite for the workers of one host."""

from __future__ import annotations

from ...backend import Address
from .store import Sql

__all__ = ["Sql", "open_sql"]


def open_sql(address: Address) -> Sql:
    """The run of a database. Raises BackendError (lasting) for a URL that cannot work."""
    return Sql(address.place, address.run, address.worker, address.timeout)
