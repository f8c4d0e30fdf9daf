"""A look as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .look import Look, Shown
from .paint import Line, bar, painted
from .rate import Rate
from .wording import age, duration, first_line, label, moment

_ASK = "unknown (needs --batch-file)"
_NONE = "-"
_STYLES = {"processed": "green", "running": "cyan", "failed": "red"}


def table(title: str, look: Look, rate: Rate | None, wall: float, width: int, *, colour: bool = False) -> str:
    """All of a look, in lines of at most `width` characters and with a bar; for 0 of any length, and without one."""
    lines = [Line(title, "bold"), Line(""), *_counts(look), *_bar(look, width), *_running(look, wall), *_failed(look)]
    sentence = outlook(look, rate, wall)
    if sentence:
        lines += [Line(""), Line(sentence)]
    return "\n".join(painted(line, width, colour=colour) for line in lines)


def line(look: Look, rate: Rate | None, wall: float) -> str:
    """A look in one line, for a log."""
    waiting = "" if look.waiting is None else f", {look.waiting:,} waiting"
    sentence = outlook(look, rate, wall)
    counts = f"{look.processed:,} processed, {look.running:,} running, {look.failed:,} failed{waiting}"
    return f"{moment(wall)}: {counts}{f'; {sentence}' if sentence else ''}"


def outlook(look: Look, rate: Rate | None, wall: float) -> str:
    """How fast it goes, and when it ends if it goes on like this. Empty where nobody can tell."""
    if look.left == 0:
        return "all are processed" if not look.failed else "none is left"
    if rate is None:
        return ""
    text = f"{rate.per_minute:.1f} per minute in the last {duration(rate.seconds)}"
    seconds = None if look.left is None else rate.time_for(look.left)
    return text if seconds is None else f"{text}, {duration(seconds)} left (until {moment(wall + seconds)})"


def _bar(look: Look, width: int) -> Iterator[Line]:
    if width and look.total:
        yield Line("")
        yield bar(look.processed, look.failed, look.running, look.total, width)


def _counts(look: Look) -> Iterator[Line]:
    counts = {
        "processed": look.processed,
        "running": look.running,
        "failed": look.failed,
        "waiting": look.waiting,
        "total": look.total,
    }
    width = max(len(f"{count:,}") for count in counts.values() if count is not None)
    for name, count in counts.items():
        text = f"{name:<11}{_ASK if count is None else f'{count:>{width},}'}"
        yield Line(text, _STYLES.get(name, "") if count else "")
    if look.strangers:
        yield Line(f"{look.strangers:,} more of the coordinator's batches are not in the batch file", "yellow")


def _running(look: Look, wall: float) -> Iterator[Line]:
    if look.shown_running:
        yield Line("")
        yield from _aligned([("RUNNING", "FOR", "TRY", "HOST", "OWNER"), *(_row(b, wall) for b in look.shown_running)])
        yield from _more(look.running - len(look.shown_running))


def _row(batch: Shown, wall: float) -> Sequence[str]:
    details = batch.details
    seconds = age(details.since, wall)
    since = _NONE if seconds is None else duration(seconds)
    attempt = str(details.attempt) if details.attempt else _NONE
    return label(batch.id), since, attempt, label(details.host) or _NONE, label(details.owner) or _NONE


def _failed(look: Look) -> Iterator[Line]:
    if look.shown_failed:
        rows = [(label(batch.id), first_line(batch.details.report) or _NONE) for batch in look.shown_failed]
        yield Line("")
        yield from _aligned([("FAILED", "WHY"), *rows])
        yield from _more(look.failed - len(look.shown_failed))


def _more(number: int) -> Iterator[Line]:
    if number:
        yield Line(f"… and {number:,} more (--limit 0 shows all)")


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        text = "  ".join(f"{cell:<{widths[column]}}" for column, cell in enumerate(row)).rstrip()
        yield Line(text, "" if number else "bold")
