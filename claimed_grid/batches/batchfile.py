"""Batch files: `.txt`, `.json` or `.csv`, UTF-8 with or without a byte order mark, any line ends."""

from __future__ import annotations

import re

from .batches import BatchError, Batches, collected, shown, visible
from .columns import ids_of_csv
from .json_ids import ids_of_json
from .plain import ids_of_txt

SUFFIXES = (".csv", ".json", ".txt")
COLUMN = "filename"
"""The default of `gw_batch_file_col_name`."""

_CREDENTIALS = re.compile(r"://.*@", re.DOTALL)
_OPTIONS = re.compile(r"\?[^/]*\Z")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_batches(content: bytes, filename: str, column: str = COLUMN) -> Batches:
    """The batches of a file. `filename` may be a path or a connection string; `column` is for CSV.

    `.txt` holds ids separated by commas or line breaks, `.json` an object whose keys are the ids or a list of them,
    `.csv` a column of them (C3 requirements, *Grid wrappers*). Numbers stay as they are written. Raises BatchError.
    """
    name = _shown_name(filename)
    suffix = _suffix(name)
    text = _text(content, name)
    if suffix == ".txt":
        return collected(ids_of_txt(text), name)
    if suffix == ".json":
        return collected(ids_of_json(text, name), name)
    ids, notes = ids_of_csv(text, name, column)
    batches = collected(ids, f"column {shown(column)} of {name}")
    return Batches(batches.ids, (*notes, *batches.notes))


def _suffix(name: str) -> str:
    for suffix in SUFFIXES:
        if name.lower().endswith(suffix):
            return suffix
    message = f"{name}: the name of a batch file ends in .txt, .json or .csv, so that its format is known"
    raise BatchError(message)


def _text(content: bytes, name: str) -> str:
    if content.startswith(_UTF_16):
        message = f"{name} is written in UTF-16: save it as UTF-8"
        raise BatchError(message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"{name} is not UTF-8 (byte 0x{content[error.start]:02x} in line {line}): save it as UTF-8"
        raise BatchError(message) from None
    if "\0" in text:
        message = f"{name} holds zero bytes: save it as UTF-8 text"
        raise BatchError(message)
    return text


def _shown_name(filename: str) -> str:
    """The last part of a path or connection string, from which no credentials can be learnt."""
    if "://" in filename:
        filename = _OPTIONS.sub("", _CREDENTIALS.sub("://", filename))
    return visible(filename.rpartition("/")[2] or "the batch file")
