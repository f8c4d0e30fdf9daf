"""Tables of a document as the classes that declare them. Every function raises MalformedError."""

from __future__ import annotations

from typing import Any, TypeVar

from hatch_claimed.lock.keys import LockKey, LockTable, keys
from hatch_claimed.lock.malformed import Node

Read = TypeVar("Read", bound=LockTable)


def table_of(table: type[Read], node: Node) -> Read:
    """One table with those in it."""
    made = table(**{key.field: _value(key, node) for key in keys(table) if key.read})
    if wrong := made.wrong:
        raise node.malformed(*wrong)
    return made


def _value(key: LockKey, node: Node) -> Any:
    match key.shape:
        case "text":
            return node.text(key.name, key.rule) if key.required else node.optional(key.name, key.rule)
        case "texts":
            return node.texts(key.name, key.rule)
        case "mapping":
            return node.mapping(key.name, key.rule)
        case "table":
            inner = node.table(key.name)
            return table_of(key.of, inner) if inner else None
        case "tables":
            return tuple(table_of(key.of, one) for one in node.tables(key.name))
        case "number":
            return node.number(key.name)
