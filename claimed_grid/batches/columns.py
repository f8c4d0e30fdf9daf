"""Ids in a column of a CSV file."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Sequence

from .batches import BatchError, counted, shown

_DELIMITERS = (",", ";", "\t")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}
_MANY = 20


def ids_of_csv(text: str, name: str, column: str) -> tuple[list[str], list[str]]:
    """The cells of a column, empty ones too but no blank lines, and notes.

    Cells stay as they are written. A semicolon or tab separates cells where only that makes the column one of the
    header's. Raises BatchError.
    """
    delimiter = _delimiter(text, name, column)
    rows = _rows(text, name, delimiter)
    _, header = next(rows)
    position = _position(header, column)
    ids = [_cell(row, position, len(header), f"line {line} of {name}", delimiter) for line, row in rows]
    same = header.count(header[position])
    return ids, [f"{same} columns are called {shown(column)}: the first is taken"] if same > 1 else []


def _delimiter(text: str, name: str, column: str) -> str:
    """The first delimiter with which the header has the column. Raises BatchError where none has."""
    headers = {delimiter: _header(text, name, delimiter) for delimiter in _DELIMITERS}
    for delimiter, header in headers.items():
        if _position(header, column) >= 0:
            return delimiter
    longest = max(headers.values(), key=len)
    if longest:
        raise BatchError(_missing(longest, name, column))
    next(_rows(text, name, ","), None)  # says why there is no header
    message = f"{name} holds no batches"
    raise BatchError(message)


def _header(text: str, name: str, delimiter: str) -> list[str]:
    """The first row; empty where this cannot be the delimiter."""
    try:
        return next(_rows(text, name, delimiter), (0, []))[1]
    except BatchError:
        return []


def _rows(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The number of its last line and the cells of each row that is no blank line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        message = f"line {reader.line_num} of {name} cannot be read: {error}"
        raise BatchError(message) from None


def _position(header: Sequence[str], column: str) -> int:
    """Where the column is, -1 where it is not. White space around names only counts where another one has the same."""
    if column in header:
        return header.index(column)
    stripped = [cell.strip() for cell in header]
    return stripped.index(column.strip()) if column.strip() in stripped else -1


def _cell(row: Sequence[str], position: int, width: int, place: str, delimiter: str) -> str:
    if any(row[width:]):
        cells = f"has {counted(len(row), 'cell')}, but the header has {width}"
        message = f"{place} {cells}: put cells that hold a {_NAMES[delimiter]} in quotation marks"
        raise BatchError(message)
    return row[position] if position < len(row) else ""


def _missing(header: Sequence[str], name: str, column: str) -> str:
    near = difflib.get_close_matches(column.lower(), [cell.lower() for cell in header], 1)
    meant = [cell for cell in header if [cell.lower()] == near][:1]
    columns = ", ".join([*map(shown, header[:_MANY]), *["…"] * (len(header) > _MANY)])
    what = f"did you mean {shown(meant[0])}? Its columns" if meant else "its columns"
    return f"{name} has no column {shown(column)} (gw_batch_file_col_name); {what} are {columns}"
