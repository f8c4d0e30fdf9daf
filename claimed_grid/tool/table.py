"""A snapshot as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .rate import Rate
from .snapshot import ListedBatch, Snapshot
from .style import StyledLine, bar, styled
from .wording import age, duration, first_line, label, moment

_ASK = "unknown (needs --batch-file)"
_NONE = "-"
_STYLES = {"processed": "green", "running": "cyan", "failed": "red"}


def table(title: str, snapshot: Snapshot, rate: Rate | None, wall: float, width: int, *, colour: bool = False) -> str:
    """All of a snapshot, in lines of at most `width` characters and with a bar; for 0 of any length and without one."""
    lines = [
        StyledLine(title, "bold"),
        StyledLine(""),
        *_counts(snapshot),
        *_bar(snapshot, width),
        *_running(snapshot, wall),
        *_failed(snapshot),
    ]
    sentence = outlook(snapshot, rate, wall)
    if sentence:
        lines += [StyledLine(""), StyledLine(sentence)]
    return "\n".join(styled(line, width, colour=colour) for line in lines)


def line(snapshot: Snapshot, rate: Rate | None, wall: float) -> str:
    """A snapshot in one line, for a log."""
    waiting = "" if snapshot.waiting is None else f", {snapshot.waiting:,} waiting"
    sentence = outlook(snapshot, rate, wall)
    counts = f"{snapshot.processed:,} processed, {snapshot.running:,} running, {snapshot.failed:,} failed{waiting}"
    return f"{moment(wall)}: {counts}{f'; {sentence}' if sentence else ''}"


def outlook(snapshot: Snapshot, rate: Rate | None, wall: float) -> str:
    """How fast it goes, and when it ends if it goes on like this. Empty where nobody can tell."""
    if snapshot.left == 0:
        return "all are processed" if not snapshot.failed else "none is left"
    if rate is None:
        return ""
    text = f"{rate.per_minute:.1f} per minute in the last {duration(rate.seconds)}"
    seconds = None if snapshot.left is None else rate.time_for(snapshot.left)
    return text if seconds is None else f"{text}, {duration(seconds)} left (until {moment(wall + seconds)})"


def _bar(snapshot: Snapshot, width: int) -> Iterator[StyledLine]:
    if width and snapshot.total:
        yield StyledLine("")
        yield bar(snapshot.processed, snapshot.failed, snapshot.running, snapshot.total, width)


def _counts(snapshot: Snapshot) -> Iterator[StyledLine]:
    counts = {
        "processed": snapshot.processed,
        "running": snapshot.running,
        "failed": snapshot.failed,
        "waiting": snapshot.waiting,
        "total": snapshot.total,
    }
    width = max(len(f"{count:,}") for count in counts.values() if count is not None)
    for name, count in counts.items():
        text = f"{name:<11}{_ASK if count is None else f'{count:>{width},}'}"
        yield StyledLine(text, _STYLES.get(name, "") if count else "")
    if snapshot.unlisted:
        yield StyledLine(f"{snapshot.unlisted:,} more of the coordinator's batches are not in the batch file", "yellow")


def _running(snapshot: Snapshot, wall: float) -> Iterator[StyledLine]:
    if snapshot.shown_running:
        yield StyledLine("")
        yield from _aligned(
            [("RUNNING", "FOR", "TRY", "HOST", "OWNER"), *(_row(b, wall) for b in snapshot.shown_running)]
        )
        yield from _more(snapshot.running - len(snapshot.shown_running))


def _row(batch: ListedBatch, wall: float) -> Sequence[str]:
    details = batch.details
    seconds = age(details.since, wall)
    since = _NONE if seconds is None else duration(seconds)
    attempt = str(details.attempt) if details.attempt else _NONE
    return label(batch.id), since, attempt, label(details.host) or _NONE, label(details.owner) or _NONE


def _failed(snapshot: Snapshot) -> Iterator[StyledLine]:
    if snapshot.shown_failed:
        rows = [(label(batch.id), first_line(batch.details.report) or _NONE) for batch in snapshot.shown_failed]
        yield StyledLine("")
        yield from _aligned([("FAILED", "WHY"), *rows])
        yield from _more(snapshot.failed - len(snapshot.shown_failed))


def _more(number: int) -> Iterator[StyledLine]:
    if number:
        yield StyledLine(f"… and {number:,} more (--limit 0 shows all)")


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[StyledLine]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        text = "  ".join(f"{cell:<{widths[column]}}" for column, cell in enumerate(row)).rstrip()
        yield StyledLine(text, "" if number else "bold")
