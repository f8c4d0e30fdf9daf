"""All statements, made once: SQLAlchemy compiles each a single time, and only fills in values from then on."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Insert,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from ...backend import Status
from .tables import BATCHES, FILES

_RUN = BATCHES.c.run == bindparam("in_run")
_AMONG = BATCHES.c.name.in_(bindparam("names", expanding=True))
_THIS = and_(_RUN, BATCHES.c.name == bindparam("in_name"))
_MINE = and_(_THIS, BATCHES.c.nonce == bindparam("my_nonce"), BATCHES.c.status == Status.RUNNING.value)
_THIS_FILE = and_(FILES.c.run == bindparam("in_run"), FILES.c.path == bindparam("in_path"))
_STATES = select(BATCHES.c.name, BATCHES.c.status, BATCHES.c.nonce, BATCHES.c.counter, BATCHES.c.attempt).where(_RUN)

STATES_BETWEEN = _STATES.where(BATCHES.c.name.between(bindparam("first"), bindparam("last")))
STATES_AMONG = _STATES.where(_AMONG)
NAMES = select(BATCHES.c.name).where(_RUN)
LOOK = select(BATCHES).where(_THIS)

BEAT = update(BATCHES).where(_MINE).values(counter=bindparam("to_counter"))
END = update(BATCHES).where(_MINE).values(status=bindparam("to_status"), report=bindparam("to_report"))
RELEASE = delete(BATCHES).where(_MINE)
RETRY = delete(BATCHES).where(_RUN, _AMONG, BATCHES.c.status == Status.FAILED.value)

READ = select(FILES.c.content).where(_THIS_FILE)
REWRITE = update(FILES).where(_THIS_FILE).values(content=bindparam("to_content"))


def claim(dialect: str) -> Insert:
    """Make the row of a batch that has none. The key of the table decides between several."""
    return _unless_there(BATCHES, dialect).values(run=bindparam("in_run"), name=bindparam("in_name"), **_new_values())


def write(dialect: str) -> Insert:
    """Make a file that does not exist yet."""
    statement = _unless_there(FILES, dialect)
    return statement.values(run=bindparam("in_run"), path=bindparam("in_path"), content=bindparam("to_content"))


def _unless_there(table: Table, dialect: str) -> Insert:
    """Lose without an error where the database can: its log is no place for what is in order."""
    key = list(table.primary_key)
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing(index_elements=key)
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=key)
    return insert(table)


def take(dialect: str) -> Update:
    """Take the row of a batch over, if it is still as it was seen.

    On PostgreSQL those who come while the row is being changed pass it by: it will not be as they saw it any more.
    """
    statement = update(BATCHES).where(_THIS, *_as_seen(BATCHES)).values(_new_values())
    if dialect != "postgresql":
        return statement
    row = BATCHES.alias()
    this = (row.c.run == bindparam("in_run"), row.c.name == bindparam("in_name"))
    free = select(row.c.name).where(*this, *_as_seen(row)).with_for_update(skip_locked=True)
    return statement.where(BATCHES.c.name == free.scalar_subquery())


def _new_values() -> dict[str, BindParameter[object]]:
    return {column.name: bindparam(f"to_{column.name}") for column in BATCHES.c if not column.primary_key}


def _as_seen(table: FromClause) -> Iterator[ColumnElement[bool]]:
    for name in ("nonce", "counter", "status"):
        yield table.c[name] == bindparam(f"seen_{name}")
