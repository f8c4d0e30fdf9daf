"""Adds tables to the text of a pyproject.toml: what stands there stays as it is, to the last comment."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Item

from hatch_claimed.adopt.toml import Table, Toml, plain
from hatch_claimed.errors import ClaimedError
from hatch_claimed.settings.lines import KeyPath, table_ends

_INLINE_ITEMS = 1


@dataclass(frozen=True, slots=True)
class Addition:
    """Keys for one table."""

    path: KeyPath
    values: Table


@dataclass(frozen=True, slots=True)
class ManifestEdit:
    """The new text, and the keys that said something else already: left alone, or with `force` replaced."""

    text: str
    others: tuple[KeyPath, ...]


def edit_manifest(text: str, additions: Sequence[Addition], *, force: bool) -> ManifestEdit:
    """Add to a valid TOML document. Raises ClaimedError where its shape leaves no room."""
    document = tomllib.loads(text)
    wanted, others = _wanted(document, additions, force=force)
    missing = [one for one in wanted if one.values or not isinstance(_at(document, one.path), Mapping)]
    if not missing:
        return ManifestEdit(text, others)
    expected = _expected(document, missing)
    for way in (_by_lines, _by_keys):
        changed = _with_ends(way(document, text, missing), text)
        if expected is not None and _read(changed) == expected:
            return ManifestEdit(changed, others)
    message = (
        "nothing can be added to pyproject.toml as it is written, since a table stands where none can follow, "
        f"such as `tool = {{ … }}`. Write it as `[tool.…]`, then add this:\n\n{_appended(missing)}"
    )
    raise ClaimedError(message)


def _wanted(
    document: Mapping[str, Any], additions: Sequence[Addition], *, force: bool
) -> tuple[list[Addition], tuple[KeyPath, ...]]:
    """What is not there yet. A key with another value counts as there, unless `force`."""
    wanted: list[Addition] = []
    others: list[KeyPath] = []
    for addition in additions:
        there = _at(document, addition.path)
        held = there if isinstance(there, Mapping) else {}
        new = {key: value for key, value in addition.values.items() if key not in held}
        different = {k: v for k, v in addition.values.items() if k in held and held[k] != plain(v)}
        others.extend((*addition.path, key) for key in different)
        wanted.append(Addition(addition.path, new))
        if different and force:
            wanted.append(Addition(addition.path, different))
    return wanted, tuple(others)


def _by_lines(document: Mapping[str, Any], text: str, additions: Sequence[Addition]) -> str:
    """Add lines: to a table behind its last statement, and new tables at the end."""
    lines = text.replace("\r\n", "\n").split("\n")
    ends = table_ends(text)
    inside = [one for one in additions if one.path in ends]
    replaced = [one for one in inside if _replaces(document, one)]
    for addition in sorted(inside, key=lambda one: -ends[one.path]):
        if addition not in replaced:
            lines[ends[addition.path] : ends[addition.path]] = _pairs(addition.values)
    changed = _with_keys("\n".join(lines), replaced) if replaced else "\n".join(lines)
    after = [one for one in additions if one not in inside]
    gap = "" if not changed or changed.endswith("\n\n") else "\n" if changed.endswith("\n") else "\n\n"
    return f"{changed}{gap}{_appended(after)}" if after else changed


def _replaces(document: Mapping[str, Any], addition: Addition) -> bool:
    there = _at(document, addition.path)
    return isinstance(there, Mapping) and not there.keys().isdisjoint(addition.values)


def _by_keys(_document: Mapping[str, Any], text: str, additions: Sequence[Addition]) -> str:
    """Add keys wherever their tables are written, inline or dotted; empty where there is no such place."""
    try:
        return _with_keys(text, additions)
    except (TOMLKitError, KeyError, TypeError, AttributeError, ValueError):
        return ""


def _with_keys(text: str, additions: Sequence[Addition]) -> str:
    document = tomlkit.parse(text)
    for addition in additions:
        table: Any = document
        for key in addition.path:
            table = table[key] if key in table else table.setdefault(key, tomlkit.table())
        for key, value in addition.values.items():
            table[key] = _item(value)
    return tomlkit.dumps(document)


def _with_ends(text: str, like: str) -> str:
    """The text with the line ends of another one."""
    plain = text.replace("\r\n", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in like else plain


def _read(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _appended(additions: Sequence[Addition]) -> str:
    """New tables, each below a header of its own, so that they can stand at the end of any document."""
    blocks = []
    for addition in additions:
        header = ".".join(tomlkit.key(part).as_string() for part in addition.path)
        blocks.append("\n".join([f"[{header}]", *_pairs(addition.values)]) + "\n")
    return "\n".join(blocks)


def _pairs(values: Table) -> list[str]:
    return [f"{tomlkit.key(key).as_string()} = {_item(value).as_string()}" for key, value in values.items()]


def _item(value: Toml) -> Item:
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, inner in value.items():
            table.append(key, _item(inner))
        return table
    if isinstance(value, Sequence) and not isinstance(value, str):
        array = tomlkit.array()
        array.extend(_item(one) for one in value)
        return array.multiline(len(array) > _INLINE_ITEMS and len(array.as_string()) > 80)
    return tomlkit.item(value)


def _expected(before: Mapping[str, Any], additions: Sequence[Addition]) -> dict[str, Any] | None:
    """What the new text is to say: what was there and what was added, and nothing else."""
    result = _copy(before)
    for addition in additions:
        table: Any = result
        for key in addition.path:
            table = table.setdefault(key, {}) if isinstance(table, dict) else None
        if not isinstance(table, dict):
            return None
        table.update({key: plain(value) for key, value in addition.values.items()})
    return result


def _copy(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in table.items()}


def _at(document: Mapping[str, Any], path: KeyPath) -> object:
    table: object = document
    for key in path:
        table = table.get(key) if isinstance(table, Mapping) else None
    return table
