"""From a parsed TOML table to the declared classes, with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from hatch_claimed.model import Finding, Subject
from hatch_claimed.model.similar import closest
from hatch_claimed.settings.lines import KeyPath, line_of
from hatch_claimed.settings.value_types import (
    BooleanType,
    ChoiceType,
    IntegerArrayType,
    IntegerType,
    ScalarTableType,
    SettingKey,
    StringArrayType,
    StringTableType,
    StringType,
    TableMapType,
    TableType,
    ValueTableType,
    keys,
)

Table = TypeVar("Table")

MOST = 2**31 - 1
"""The largest number of any setting, as of most numbers in Kubernetes."""
_TOML_NAMES = {
    bool: "a boolean",
    int: "an integer",
    float: "a float",
    str: "a string",
    list: "an array",
    dict: "a table",
}


@dataclass(frozen=True, slots=True)
class SettingLocation:
    """A key path in one TOML file, with the lines of all its keys."""

    file: str
    lines: Mapping[KeyPath, int]
    path: KeyPath

    def at(self, *key: str) -> SettingLocation:
        """The place of a key below this one."""
        return SettingLocation(self.file, self.lines, self.path + key)

    def finding(self, code: str, message: str, remedy: str) -> Finding:
        """An error here. `message` follows the key path."""
        return Finding(
            code=code,
            severity="error",
            message=f"`{dotted(self.path)}` {message}",
            remedy=remedy,
            path=self.file,
            line=line_of(self.lines, self.path),
            about=frozenset(self._subjects()),
        )

    def _subjects(self) -> Iterator[Subject]:
        """What the table is about that the key is in."""
        match self.path:
            case ("tool", "claimed", ("operators" | "grid-wrappers" | "workflows") as table, name, *_):
                yield Subject(table, name)


def dotted(path: KeyPath) -> str:
    """A key path as TOML writes it: parts that are no bare keys are quoted."""
    return ".".join(part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else _quoted(part) for part in path)


def read_table(table: type[Table], raw: Mapping[str, Any], place: SettingLocation, findings: list[Finding]) -> Table:
    """Build `table` from `raw`. Whatever is wrong is added to `findings` and left at its default."""
    known = {key.name: key for key in keys(table)}
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in known:
            findings.append(_unknown(place.at(name), name, known))
        elif (read := _read(known[name], value, place.at(name), findings)) is not None:
            values[known[name].field.name] = read
    findings.extend(_missing(key, place) for key in known.values() if key.option.required and key.name not in raw)
    return table(**values)


def _unknown(place: SettingLocation, name: str, known: Mapping[str, SettingKey]) -> Finding:
    meant = closest(name, known, folded=True)
    remedy = f"Did you mean `{meant}`?" if meant else f"Known keys are {', '.join(f'`{key}`' for key in known)}."
    return place.finding("CLM001", "is not a known key", remedy)


def _missing(key: SettingKey, place: SettingLocation) -> Finding:
    return place.finding("CLM004", f"has no `{key.name}`", f"Write `{key.name} = {_quoted(str(key.option.example))}`.")


def _read(key: SettingKey, value: Any, place: SettingLocation, findings: list[Finding]) -> Any:
    """The value in the key's own type, or None when it is wrong."""
    match key.value_type, value:
        case StringType() | ChoiceType(), str():
            problems = list(_text_problems(key, value, place))
            result: Any = value
        case StringArrayType() | IntegerArrayType(), list():
            problems = list(_array_problems(key, value, place))
            result = tuple(value)
        case (BooleanType(), bool()) | (IntegerType(), int()) if _fits(key, value):
            problems, result = [], value
        case StringTableType() | ScalarTableType(), dict():
            problems = list(_map_problems(key, value, place))
            result = dict(value)
        case ValueTableType(), dict():
            problems = list(_value_problems(value, place))
            result = {name: tuple(one) if isinstance(one, list) else one for name, one in value.items()}
        case TableType(of), dict():
            return read_table(of, value, place, findings)
        case TableMapType(of), dict():
            findings.extend(_name_problems(key, value, place))
            return {
                name: read_table(of, inner, place.at(name), findings)
                for name, inner in value.items()
                if _is_table(inner, place.at(name), findings)
            }
        case _:
            problems = [_wrong_type(key.value_type.expected, value, place)]
            result = None
    findings.extend(problems)
    return None if problems else result


def _fits(key: SettingKey, value: int) -> bool:
    """Whether a value is of the key's kind: to Python, but not to TOML, a boolean is a number."""
    return isinstance(key.value_type, BooleanType) or _is_number(key, value)


def _is_number(key: SettingKey, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and key.option.least <= value <= MOST


def _name_problems(key: SettingKey, values: Mapping[str, Any], place: SettingLocation) -> Iterator[Finding]:
    rule = key.option.names
    for name in values:
        if rule and not rule.holds(name):
            yield place.at(name).finding("CLM003", "has a name that cannot be", f"Write {rule.expected}.")


def _map_problems(key: SettingKey, values: Mapping[str, Any], place: SettingLocation) -> Iterator[Finding]:
    yield from _name_problems(key, values, place)
    takes_numbers = isinstance(key.value_type, ScalarTableType)
    for name, value in values.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if isinstance(value, str) or (takes_numbers and is_number):
            yield from _text_problems(key, str(value), place.at(name))
        else:
            yield _wrong_type("a string or a number" if takes_numbers else "a string", value, place.at(name))


def _value_problems(values: Mapping[str, Any], place: SettingLocation) -> Iterator[Finding]:
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, str | int | float):
                yield _wrong_type(ValueTableType.of, one, place.at(name))


def _array_problems(key: SettingKey, values: list[Any], place: SettingLocation) -> Iterator[Finding]:
    for value in values:
        if isinstance(key.value_type, IntegerArrayType):
            if not _is_number(key, value):
                yield _wrong_type(key.value_type.expected, value, place)
        elif isinstance(value, str):
            yield from _text_problems(key, value, place)
        else:
            yield _wrong_type("an array of strings only", value, place)


def _text_problems(key: SettingKey, value: str, place: SettingLocation) -> Iterator[Finding]:
    if isinstance(key.value_type, ChoiceType) and value not in key.value_type.values:
        meant = closest(value, key.value_type.values, folded=True)
        remedy = f'Did you mean "{meant}"?' if meant else f"Write {key.value_type.expected}."
        yield place.finding("CLM003", f"is {_quoted(value)}, which is not {key.value_type.expected}", remedy)
    rule = key.option.rule
    if rule and not rule.holds(value):
        outside = key.name in {"include", "exclude", "files"} and value
        yield place.finding(
            "CLM006" if outside else "CLM003",
            f"holds {_quoted(value)}, which leaves the project" if outside else f"is {_quoted(_without_secret(value))}",
            f"Write {rule.expected}.",
        )


def _is_table(value: Any, place: SettingLocation, findings: list[Finding]) -> bool:
    if not isinstance(value, dict):
        findings.append(_wrong_type("a table", value, place))
    return isinstance(value, dict)


def _wrong_type(expected: str, value: Any, place: SettingLocation) -> Finding:
    found = _TOML_NAMES.get(type(value), "a date or time")
    if "whole number" in expected and type(value) is int:
        found = str(value)
        if value > MOST:
            expected = f"at most {MOST}"
    return place.finding("CLM002", f"must be {expected}, not {found}", f"Write {expected}.")


def _without_secret(value: str) -> str:
    """The value as it may be shown: user and password of a URL are left out, the `@` of a digest is none.

    So are keys and tokens of `docker buildx`.
    """
    value = re.sub(r"((?:access_key(?:_id)?|token)=)[^,]*", r"\1…", value)
    return re.sub(r"^[\s\S]*:\S*@(?!sha256:)", "…@", value)


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
