"""The two tables. All runs share them, and any number of databases may hold them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects import mysql
from sqlalchemy.types import TypeEngine

LONGEST_RUN = 200
LONGEST_OWNER = 255


def _exact(length: int) -> TypeEngine[str]:
    """Text that is compared and sorted byte by byte, as Python does: not by a language's rules, never without case."""
    exact = mysql.VARCHAR(length, charset="utf8mb4", collation="utf8mb4_bin")
    return (
        String(length).with_variant(String(length, collation="C"), "postgresql").with_variant(exact, "mysql", "mariadb")
    )


_METADATA = MetaData()

BATCHES = Table(
    "claimed_batches",
    _METADATA,
    Column("run", _exact(LONGEST_RUN), primary_key=True),
    Column("name", _exact(200), primary_key=True),
    Column("status", String(10), nullable=False),
    Column("nonce", String(32), nullable=False),
    Column("counter", BigInteger, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("owner", String(LONGEST_OWNER), nullable=False),
    Column("host", String(LONGEST_OWNER), nullable=False),
    Column("since", String(40), nullable=False),
    Column("report", Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb"), nullable=False),
)

FILES = Table(
    "claimed_files",
    _METADATA,
    Column("run", _exact(LONGEST_RUN), primary_key=True),
    Column("path", _exact(500), primary_key=True),
    Column("content", LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb"), nullable=False),
)
