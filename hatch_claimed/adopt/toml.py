"""What is written into pyproject.toml, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Toml: TypeAlias = "str | int | float | bool | Sequence[Toml] | Mapping[str, Toml]"
Table: TypeAlias = Mapping[str, Toml]


def without_empty(values: Mapping[str, Toml | None]) -> dict[str, Toml]:
    """The values that say something."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", (), [], {})}


def plain(value: Toml) -> Any:
    """A value as a TOML parser gives it."""
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, Sequence) and not isinstance(value, str) else value


def merged(first: Table, second: Table) -> dict[str, Toml]:
    """Two tables in one; where both say something, the first one is right."""
    result = dict(first)
    for key, value in second.items():
        own = result.get(key)
        if isinstance(own, Mapping) and isinstance(value, Mapping):
            result[key] = merged(own, value)
        else:
            result.setdefault(key, value)
    return result
