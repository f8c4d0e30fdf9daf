"""A snapshot as JSON."""

from __future__ import annotations

import json

from .rate import Rate
from .snapshot import ListedBatch, Snapshot
from .wording import age, first_line


def document(title: str, snapshot: Snapshot, rate: Rate | None, wall: float) -> str:
    """All of a snapshot in one line. What nobody knows is null; times are seconds."""
    seconds = None if rate is None or snapshot.left is None else rate.time_for(snapshot.left)
    value = {
        "place": title,
        "processed": snapshot.processed,
        "running": snapshot.running,
        "failed": snapshot.failed,
        "waiting": snapshot.waiting,
        "total": snapshot.total,
        "not_in_batch_file": snapshot.unlisted,
        "per_minute": None if rate is None else round(rate.per_minute, 3),
        "seconds_left": 0 if snapshot.left == 0 else None if seconds is None else round(seconds),
        "running_batches": [_running(batch, wall) for batch in snapshot.shown_running],
        "failed_batches": [_failed(batch) for batch in snapshot.shown_failed],
    }
    return json.dumps(value)


def _running(batch: ListedBatch, wall: float) -> dict[str, object]:
    details = batch.details
    seconds = age(details.since, wall)
    return {
        "id": batch.id,
        "name": batch.name,
        "owner": details.owner,
        "host": details.host,
        "since": details.since,
        "age": None if seconds is None else round(seconds),
        "attempt": details.attempt,
    }


def _failed(batch: ListedBatch) -> dict[str, object]:
    return {"id": batch.id, "name": batch.name, "why": first_line(batch.details.report)}
