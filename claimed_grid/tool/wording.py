"""Numbers, times and ids as people read them."""

from __future__ import annotations

import calendar
import time

from ..batches.batches import visible
from ..connection import redacted
from ..truncation import one_line

_LONGEST_ID = 48
_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def duration(seconds: float) -> str:
    """A time in its two largest units: `45 s`, `3 min 02 s`, `2 h 05 min`, `4 d 00 h`."""
    whole = max(0, round(seconds))
    place = next((i for i, (_, size) in enumerate(_UNITS) if whole >= size), len(_UNITS) - 1)
    unit, size = _UNITS[place]
    text = f"{whole // size} {unit}"
    if place + 1 < len(_UNITS):
        smaller, part = _UNITS[place + 1]
        text += f" {whole % size // part:02} {smaller}"
    return text


def age(since: str, wall: float) -> float | None:
    """Seconds since a moment in ISO 8601 and UTC; None where it is none. Clocks of two machines may disagree."""
    try:
        return max(0.0, wall - calendar.timegm(time.strptime(since[:19], "%Y-%m-%dT%H:%M:%S")))
    except ValueError:
        return None


def moment(wall: float) -> str:
    """A time of the day, with its date."""
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(wall))


def first_line(report: str) -> str:
    """The first line of a report, without credentials and without what would steer a terminal."""
    return visible(redacted(one_line(report)))


def label(batch_id: str) -> str:
    """An id that fits into a table; of a long one, its beginning and its end."""
    text = visible(batch_id)
    if len(text) <= _LONGEST_ID:
        return text
    half = (_LONGEST_ID - 1) // 2
    return f"{text[:half]}…{text[-half:]}"
