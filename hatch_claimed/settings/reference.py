"""The reference of all settings, as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import MISSING, dataclass
from typing import Any

import tomlkit

from hatch_claimed.settings.options import Example
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.settings.value_types import ChoiceType, SettingKey, TableMapType, TableType, ValueType, keys

_TOP = """\
# Settings

All that may stand in pyproject.toml below `[tool.claimed]`. `hatch-claimed check` finds what is misspelt or of the
wrong type, with its line. Editors know the same from the
[JSON Schema](https://github.com/hatch-claimed/hatch-claimed/blob/main/schema/claimed.schema.json).
"""
_TOOL = ("tool", "claimed")
_NAMES = {
    "grid-wrappers": "clean-levels",
    "operators": "clean-levels",
    "secrets": "password",
    "steps": "clean",
    "volumes": "data",
    "workflows": "river-study",
}
"""What the tables with names of the user's choice are called in examples."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One table, where it stands; `example` is the same place with names that somebody could have chosen."""

    place: tuple[str, ...]
    example: tuple[str, ...]
    table: type[Any]


def reference() -> str:
    """A section for each table with a heading for each key: what it means, its type, its default and an example."""
    known: set[int] = set()
    parts = [_TOP]
    for section in _sections(_Section(_TOOL, _TOOL, ClaimedTable), [ClaimedTable]):
        parts += _section(section, known)
    return "\n".join(parts)


def _sections(section: _Section, seen: list[type[Any]]) -> Iterator[_Section]:
    """The table, and then those within it that were not there before."""
    yield section
    for key in keys(section.table):
        if isinstance(key.value_type, (TableType, TableMapType)) and key.value_type.of not in seen:
            seen.append(key.value_type.of)
            yield from _sections(_within(section, key, key.value_type), seen)


def _within(section: _Section, key: SettingKey, value_type: TableType | TableMapType) -> _Section:
    named = isinstance(value_type, TableMapType)
    place = (*section.place, key.name, *(["<name>"] if named else []))
    example = (*section.example, key.name, *([_NAMES[key.name]] if named else []))
    return _Section(place, example, value_type.of)


def _section(section: _Section, known: set[int]) -> Iterator[str]:
    own = [key for key in keys(section.table) if id(key.option) not in known]
    shared = [key.name for key in keys(section.table) if id(key.option) in known]
    known |= {id(key.option) for key in own}
    yield f"## `[{'.'.join(section.place)}]`\n"
    yield _filled(section.table.__doc__ or "")
    if shared:
        names = ", ".join(f"`{name}`" for name in shared)
        yield _filled(f"These keys of `[tool.claimed]` may stand here as well, and go before what it says: {names}.")
    for key in own:
        yield from _key(section, key)


def _key(section: _Section, key: SettingKey) -> Iterator[str]:
    yield f"### `{key.name}`\n"
    yield _filled(key.option.help)
    if isinstance(key.value_type, (TableType, TableMapType)):
        below = _anchor(_within(section, key, key.value_type))
        yield f"Type: {key.value_type.expected}, [described below](#{below}).\n"
        return
    yield _filled(f"Type: {_expected(key.value_type)}.{_rules(key)}{_default(key)}")
    if key.option.example is not None:
        yield f"```toml\n[{'.'.join(section.example)}]\n{key.name} = {_toml(key.option.example)}\n```\n"


def _anchor(section: _Section) -> str:
    """The address of a section's heading, as Markdown's readers make it: its letters."""
    return re.sub(r"[^a-z-]", "", "".join(section.place))


def _expected(value_type: ValueType) -> str:
    return (
        f"one of {', '.join(f'`{value}`' for value in value_type.values)}"
        if isinstance(value_type, ChoiceType)
        else value_type.expected
    )


def _rules(key: SettingKey) -> str:
    """What its values, and the keys that users choose, must look like."""
    names = f" Each key is {key.option.names.expected}." if key.option.names else ""
    if not key.option.rule:
        return names
    expected = key.option.rule.expected
    subject = "It" if key.value_type.expected == "a string" else "Each value" if names else "Each"
    # a rule may say how something is written, instead of what it is
    how = expected.removeprefix("it ")
    return f"{names} {subject} is {expected}." if how == expected else f"{names} {subject} is written {how}."


def _default(key: SettingKey) -> str:
    if key.option.required:
        return " It must be given."
    if key.option.default_text:
        return f" Default: {key.option.default_text}."
    default = key.field.default
    return "" if default in {None, MISSING, ()} else f" Default: `{_toml(default)}`."


def _toml(value: Example) -> str:
    plain = list(value) if isinstance(value, tuple) else value
    if isinstance(plain, dict):
        table = tomlkit.inline_table()
        table.update(plain)
        return table.as_string().replace("{", "{ ", 1).removesuffix("}") + " }"
    return tomlkit.item(plain).as_string()


def _filled(text: str) -> str:
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))
    filled = (textwrap.fill(one, 120, break_long_words=False, break_on_hyphens=False) for one in paragraphs)
    return "\n\n".join(filled) + "\n"
