"""Asks a database whether it can keep two workers from one batch, before any batch depends on it."""

from __future__ import annotations

import secrets

from ...backend import Status
from . import statements
from .database import Database
from .rows import Tag, as_seen, mine, owned, this

_RUN = ""  # no run of anybody has this name


def prove(database: Database) -> None:
    """Claim, claim again, take over, and give up, both rightly and wrongly. Raises BackendError."""
    name = secrets.token_hex(16)
    first, second = Tag(secrets.token_hex(16), 1, 1), Tag(secrets.token_hex(16), 2, 2)
    claim, take = statements.claim(database.dialect), statements.take(database.dialect)
    steps = (
        (claim, {**this(_RUN, name), **owned(first, "")}, 1),
        (claim, {**this(_RUN, name), **owned(second, "")}, 0),
        (take, {**this(_RUN, name), **owned(second, ""), **as_seen(second, Status.RUNNING)}, 0),
        (take, {**this(_RUN, name), **owned(second, ""), **as_seen(first, Status.RUNNING)}, 1),
        (statements.RELEASE, mine(_RUN, name, first), 0),
        (statements.RELEASE, mine(_RUN, name, second), 1),
    )
    for statement, values, expected in steps:
        answer = database.run("claim a batch for a trial", statement, values)
        if answer.count != expected and not answer.again:
            raise database.broken_promise("does not keep two workers from claiming one batch: is claimed_batches ours?")
