"""Batches in a database: SQLAlchemy Core (2.0.28 or newer), on PostgreSQL, or on SQLite for the workers of one host."""

from .store import Sql

__all__ = ["Sql"]
