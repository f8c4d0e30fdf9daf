"""Tables as CSV, which both Python and base R read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as UTF-8, one a line. Any text reads back unchanged."""
    return "".join(f"{_row(row)}\n" for row in rows).encode()


def _row(row: Sequence[str]) -> str:
    text = io.StringIO()
    # before 3.13, Python quotes a carriage return only where it ends lines
    csv.writer(text, lineterminator="\r\n").writerow(row)
    return text.getvalue().removesuffix("\r\n")
