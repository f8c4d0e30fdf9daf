"""Tables as a TOML document: sorted, one thing a line, so that few lines change when few things do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, InlineTable
from tomlkit.items import Table as TomlTable

from hatch_claimed.lock.keys import LockKey, LockTable, keys


def text_of(table: LockTable, header: str = "") -> str:
    """A whole document as text, with a comment at its head."""
    document = tomlkit.document()
    if header:
        document.add(tomlkit.comment(header))
    _fill(document, table)
    return tomlkit.dumps(document)


def _fill(document: tomlkit.TOMLDocument | TomlTable | InlineTable, table: LockTable) -> None:
    """Write the keys of a table, but for those that hold what an absent one means."""
    for key in keys(type(table)):
        value = getattr(table, key.field)
        if key.required or value != key.default:
            document[key.name] = _item(key, value)


def _item(key: LockKey, value: Any) -> Any:
    match key.shape:
        case "tables":
            return _tables(sorted(value, key=attrgetter(*key.written.order)) if key.written.order else value)
        case "table":
            return _table(value, tomlkit.inline_table() if key.written.inline else tomlkit.table())
        case "texts":
            return _lines(value)
        case "mapping":
            return _mapping(value)
    return value


def _tables(tables: Iterable[LockTable]) -> AoT:
    array = tomlkit.aot()
    for one in tables:
        array.append(_table(one, tomlkit.table()))
    return array


def _table(table: LockTable, item: TomlTable | InlineTable) -> TomlTable | InlineTable:
    _fill(item, table)
    return item


def _mapping(values: Mapping[str, str]) -> TomlTable:
    table = tomlkit.table()
    for key in sorted(values):
        table.add(key, values[key])
    return table


def _lines(texts: Iterable[str]) -> Array:
    """An array with each text on a line of its own."""
    array = tomlkit.array()
    for text in texts:
        array.append(text)
    return array.multiline(multiline=True) if len(array) else array
