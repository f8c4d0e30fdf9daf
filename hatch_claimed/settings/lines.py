"""Where each key of a TOML file stands. tomllib gives values without places, so statements are parsed one by one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping

KeyPath = tuple[str, ...]


def key_lines(text: str) -> dict[KeyPath, int]:
    """Map every key path of a valid TOML document to the line of its statement, counted from 1.

    Tables are listed at their header; keys of inline tables at the statement that holds them.
    """
    lines: dict[KeyPath, int] = {}
    header: KeyPath = ()
    for number, statement in _statements(text):
        value = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            header = _only_path(value)
            _remember(lines, header, number)
            lines[header] = number
        else:
            for path in _paths(value):
                _remember(lines, header + path, number)
    return lines


def table_ends(text: str) -> dict[KeyPath, int]:
    """Map every table with a header of its own to the last line of its last statement; comments after that are not its.

    Of an array of tables it is the last one.
    """
    ends: dict[KeyPath, int] = {}
    header: KeyPath = ()
    for number, statement in _statements(text):
        value = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            header = _only_path(value)
        if value:
            ends[header] = number + statement.count("\n")
    return ends


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of the longest known beginning of `path`."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Split a document into its statements: a statement ends where what was gathered parses on its own."""
    pending: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        pending.append(line)
        try:
            tomllib.loads("\n".join(pending))
        except tomllib.TOMLDecodeError:
            continue
        yield number - len(pending) + 1, "\n".join(pending)
        pending = []


def _only_path(value: object) -> KeyPath:
    """The path of a header, which parses to nested tables of one key each."""
    if isinstance(value, list):
        return _only_path(value[0])
    if isinstance(value, dict) and value:
        key, inner = next(iter(value.items()))
        return (key, *_only_path(inner))
    return ()


def _paths(value: object) -> Iterator[KeyPath]:
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        yield (key,)
        for rest in _paths(inner):
            yield (key, *rest)


def _remember(lines: dict[KeyPath, int], path: KeyPath, number: int) -> None:
    for length in range(1, len(path) + 1):
        lines.setdefault(path[:length], number)
