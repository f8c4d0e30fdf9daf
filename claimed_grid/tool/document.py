"""A look as JSON."""

from __future__ import annotations

import json

from .look import Look, Shown
from .rate import Rate
from .wording import age, first_line


def document(title: str, look: Look, rate: Rate | None, wall: float) -> str:
    """All of a look in one line. What nobody knows is null; times are seconds."""
    seconds = None if rate is None or look.left is None else rate.time_for(look.left)
    value = {
        "place": title,
        "processed": look.processed,
        "running": look.running,
        "failed": look.failed,
        "waiting": look.waiting,
        "total": look.total,
        "not_in_batch_file": look.strangers,
        "per_minute": None if rate is None else round(rate.per_minute, 3),
        "seconds_left": 0 if look.left == 0 else None if seconds is None else round(seconds),
        "running_batches": [_running(batch, wall) for batch in look.shown_running],
        "failed_batches": [_failed(batch) for batch in look.shown_failed],
    }
    return json.dumps(value)


def _running(batch: Shown, wall: float) -> dict[str, object]:
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


def _failed(batch: Shown) -> dict[str, object]:
    return {"id": batch.id, "name": batch.name, "why": first_line(batch.details.report)}
