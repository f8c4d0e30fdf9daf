"""Batches as rows of a table, which the table's key and conditions on what was seen protect."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from sqlalchemy import Executable, Row

from ... import clock
from ...backend import BackendError, BatchDetails, BatchState, Lease, LostError, Status
from ...connection import redacted
from . import statements
from .database import Database
from .engine import limit, parse
from .proof import prove
from .rows import Tag, Values, as_seen, mine, owned, plain, this, this_file
from .tables import LONGEST_RUN

_IDLE = 10.0
_FEW = 500
_SPARSE = 4
_STATUS = {status.value: status for status in Status}


class Sql:
    """A coordinator in a database; `run` keeps those apart that share one.

    PostgreSQL is for any number of workers. SQLite is for the workers of one host, on a disk of that host: never on NFS
    or another network file system, whose locks it cannot trust. MySQL and MariaDB should do as well.

    A waiting batch has no row. Making the row is the claim, and the table's key lets one win; every other change has
    the condition that the row is still as it was seen: its nonce, which names the owner, and its counter, which each
    beat changes. Each change is a single statement and its own transaction, so nobody holds a lock between two
    requests. The database's clock decides nothing.

    The constructor raises BackendError (lasting) for a connection string that cannot work, and connects to nothing.
    """

    page = 5000

    def __init__(self, url: str, run: str, worker: str, timeout: float) -> None:
        if not 0 < len(run) <= LONGEST_RUN:
            message = f"the name of a run in a database has 1 to {LONGEST_RUN} characters, not {len(run)}"
            raise BackendError(message, lasting=True)
        self._run = run
        self._worker = worker
        self._database = Database(parse(url), limit(timeout))
        self._claim = statements.claim(self._database.dialect)
        self._take = statements.take(self._database.dialect)
        self._write = statements.write(self._database.dialect)
        self._counter = count(1)
        self._sparse = False
        self._doubtful: dict[str, set[str]] = {}

    def prepare(self) -> None:
        """Make the tables, and prove that the key and the conditions hold. Raises BackendError."""
        self._database.make_tables()
        prove(self._database)

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def states(self, names: Sequence[str]) -> Mapping[str, BatchState]:
        """One snapshot of these batches, which are sorted. A batch that is not in it is waiting."""
        wanted = set(names)
        rows = [row for row in self._states(names) if row.name in wanted and not self._doubts(row)]
        return {row.name: BatchState(_STATUS[row.status], str(_tag(row))) for row in rows}

    def _states(self, names: Sequence[str]) -> Iterator[Row[Any]]:
        """Rows of these names. By range, and of others too, unless few of a range's rows are of interest."""
        if len(names) > _FEW and not self._sparse:
            values = {"in_run": self._run, "first": names[0], "last": names[-1]}
            rows = self._database.run("list batches", statements.STATES_BETWEEN, values).rows
            self._sparse = len(rows) > _SPARSE * len(names)
            yield from rows
            return
        for start in range(0, len(names), _FEW):
            some: Values = {"in_run": self._run, "names": names[start : start + _FEW]}
            yield from self._database.run("list batches", statements.STATES_AMONG, some).rows

    def claim(self, name: str, seen: BatchState | None) -> Lease | None:
        """Become the owner: of a waiting batch, or of a failed or running one that is still as `seen`."""
        if name in self._doubtful:
            row = self._look(name)
            if row is not None and self._doubts(row):
                return self._own(name, row.attempt, self._take, as_seen(_tag(row), Status.RUNNING))
        if seen is None or seen.status is Status.WAITING:
            return self._own(name, 1, self._claim, {})
        if seen.status is Status.PROCESSED:
            return None
        tag = Tag.parse(seen.tag)
        attempt = tag.attempt + 1 if seen.status is Status.RUNNING else 1
        return self._own(name, attempt, self._take, as_seen(tag, seen.status))

    def _own(self, name: str, attempt: int, statement: Executable, condition: Values) -> Lease | None:
        tag = Tag(secrets.token_hex(16), next(self._counter), attempt)
        values = {**this(self._run, name), **owned(tag, self._worker), **condition}
        renewed = clock.now()
        try:
            answer = self._database.run("claim a batch", statement, values)
            won = answer.count == 1 or (answer.again and self._holds(name, tag, Status.RUNNING))
        except BackendError:
            # the batch may be ours without anybody working on it: this worker need not wait until the lease expires
            self._doubtful.setdefault(name, set()).add(tag.nonce)
            raise
        if won:
            self._doubtful.pop(name, None)
        return Lease(name, str(tag), attempt, renewed) if won else None

    def _doubts(self, row: Row[Any]) -> bool:
        """Whether the row is of a claim of ours that seemed to fail."""
        return row.status == Status.RUNNING.value and row.nonce in self._doubtful.get(row.name, ())

    def beat(self, lease: Lease) -> Lease:
        """Renew the lease. Raises LostError."""
        old = Tag.parse(lease.tag)
        new = Tag(old.nonce, next(self._counter), old.attempt)
        renewed = clock.now()
        quiet = renewed - self._database.used > _IDLE
        values = {**mine(self._run, lease.name, old), "to_counter": new.counter}
        answer = self._database.run("renew a lease", statements.BEAT, values)
        if quiet:
            self._database.rest()
        if not answer.count:
            raise LostError(lease.name)
        return Lease(lease.name, str(new), lease.attempt, renewed)

    def finish(self, lease: Lease) -> None:
        """Mark the batch processed. Raises LostError."""
        self._end(lease, Status.PROCESSED, "")

    def fail(self, lease: Lease, report: str) -> None:
        """Mark the batch failed, and keep the report. Raises LostError."""
        self._end(lease, Status.FAILED, plain(redacted(report)))

    def _end(self, lease: Lease, status: Status, report: str) -> None:
        tag = Tag.parse(lease.tag)
        values = {**mine(self._run, lease.name, tag), "to_status": status.value, "to_report": report}
        answer = self._database.run(f"mark a batch as {status.value}", statements.END, values)
        # an earlier try whose answer never came may have done it
        if not answer.count and not self._holds(lease.name, tag, status):
            raise LostError(lease.name)

    def release(self, lease: Lease) -> None:
        """Let the batch wait again. A lease that is lost already is no error."""
        values = mine(self._run, lease.name, Tag.parse(lease.tag))
        self._database.run("release a batch", statements.RELEASE, values)

    def retry(self, names: Collection[str]) -> int:
        """Let failed batches wait again. The number of those that had failed."""
        chosen = sorted(names)
        total = 0
        for start in range(0, len(chosen), _FEW):
            values = {"in_run": self._run, "names": chosen[start : start + _FEW]}
            total += self._database.run("retry batches", statements.RETRY, values).count
        return total

    def details(self, name: str) -> BatchDetails:
        """Who owns or owned the batch, and why it failed."""
        row = self._look(name)
        if row is None:
            return BatchDetails()
        return BatchDetails(row.owner, row.host, row.since, row.attempt, row.report)

    def _look(self, name: str) -> Row[Any] | None:
        rows = self._database.run("look at a batch", statements.LOOK, this(self._run, name)).rows
        return rows[0] if rows else None

    def _holds(self, name: str, tag: Tag, status: Status) -> bool:
        row = self._look(name)
        return row is not None and row.nonce == tag.nonce and row.status == status.value

    def read(self, path: str) -> bytes | None:
        """A file, or None."""
        rows = self._database.run("read a file", statements.READ, this_file(self._run, path)).rows
        return bytes(rows[0].content) if rows else None

    def write(self, path: str, content: bytes) -> None:
        """Write a file, whole or not at all. Of several at the same time, one is the last."""
        values = {**this_file(self._run, path), "to_content": content}
        for statement in (statements.REWRITE, self._write, statements.REWRITE):
            if self._database.run("write a file", statement, values).count:
                return

    def names(self) -> Sequence[str]:
        """The names of all batches that have a row, sorted."""
        return sorted(
            row.name for row in self._database.run("list batches", statements.NAMES, {"in_run": self._run}).rows
        )


def _tag(row: Row[Any]) -> Tag:
    return Tag(row.nonce, row.counter, row.attempt)
