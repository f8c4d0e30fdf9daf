"""The reference of all settings, as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import MISSING, dataclass
from typing import Any

import tomlkit

from hatch_claimed.settings.options import Example
from hatch_claimed.settings.shapes import Choice, Key, Shape, Table, Tables, keys
from hatch_claimed.settings.tables import ClaimedTable

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
        if isinstance(key.shape, (Table, Tables)) and key.shape.of not in seen:
            seen.append(key.shape.of)
            yield from _sections(_within(section, key, key.shape), seen)


def _within(section: _Section, key: Key, shape: Table | Tables) -> _Section:
    named = isinstance(shape, Tables)
    place = (*section.place, key.name, *(["<name>"] if named else []))
    example = (*section.example, key.name, *([_NAMES[key.name]] if named else []))
    return _Section(place, example, shape.of)


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


def _key(section: _Section, key: Key) -> Iterator[str]:
    yield f"### `{key.name}`\n"
    yield _filled(key.option.help)
    if isinstance(key.shape, (Table, Tables)):
        yield f"Type: {key.shape.wanted}, [described below](#{_anchor(_within(section, key, key.shape))}).\n"
        return
    yield _filled(f"Type: {_wanted(key.shape)}.{_rules(key)}{_default(key)}")
    if key.option.example is not None:
        yield f"```toml\n[{'.'.join(section.example)}]\n{key.name} = {_toml(key.option.example)}\n```\n"


def _anchor(section: _Section) -> str:
    """The address of a section's heading, as Markdown's readers make it: its letters."""
    return re.sub(r"[^a-z-]", "", "".join(section.place))


def _wanted(shape: Shape) -> str:
    return f"one of {', '.join(f'`{value}`' for value in shape.values)}" if isinstance(shape, Choice) else shape.wanted


def _rules(key: Key) -> str:
    """What its values, and the keys that users choose, must look like."""
    names = f" Each key is {key.option.names.wanted}." if key.option.names else ""
    if not key.option.rule:
        return names
    wanted = key.option.rule.wanted
    subject = "It" if key.shape.wanted == "a string" else "Each value" if names else "Each"
    # a rule may say how something is written, instead of what it is
    how = wanted.removeprefix("it ")
    return f"{names} {subject} is {wanted}." if how == wanted else f"{names} {subject} is written {how}."


def _default(key: Key) -> str:
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
