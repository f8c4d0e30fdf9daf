"""The types that an option may have, read off its annotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hatch_claimed.settings.options import Option, declaration, toml_key


@dataclass(frozen=True, slots=True)
class Text:
    """A string."""

    wanted = "a string"


@dataclass(frozen=True, slots=True)
class Texts:
    """An array of strings."""

    wanted = "an array of strings"


@dataclass(frozen=True, slots=True)
class TextMap:
    """A table of strings, whose keys users choose."""

    wanted = "a table of strings"


@dataclass(frozen=True, slots=True)
class ValueMap:
    """A table of values that users choose, as are its keys: texts, numbers, booleans, and arrays of these."""

    wanted = "a table"
    of = "a string, a number, a boolean, or an array of these"


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from the least one on."""

    least: int

    @property
    def wanted(self) -> str:
        """How an error says what is expected."""
        return f"a whole number from {self.least} on"


@dataclass(frozen=True, slots=True)
class Numbers:
    """An array of whole numbers from the least one on."""

    least: int

    @property
    def wanted(self) -> str:
        """How an error says what is expected."""
        return f"an array of whole numbers from {self.least} on"


@dataclass(frozen=True, slots=True)
class Values:
    """A table of strings and numbers, whose keys users choose."""

    wanted = "a table of strings and numbers"


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes or no."""

    wanted = "true or false"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several strings."""

    values: tuple[str, ...]

    @property
    def wanted(self) -> str:
        """How an error says what is expected."""
        return f"one of {', '.join(repr(value) for value in self.values)}"


@dataclass(frozen=True, slots=True)
class Tables:
    """A table of tables, whose keys users choose."""

    of: type[Any]
    wanted = "a table"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with declared keys."""

    of: type[Any]
    wanted = "a table"


Shape = Text | Texts | TextMap | Values | ValueMap | Number | Numbers | Flag | Choice | Table | Tables


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: the field behind it, its shape and its words."""

    name: str
    field: Field[Any]
    shape: Shape
    option: Option


def keys(table: type[Any]) -> Iterator[Key]:
    """The keys of a table class, in the order of declaration."""
    hints = get_type_hints(table)
    for field in fields(table):
        declared = declaration(field)
        shape = Choice(declared.choices()) if declared.choices else _shape(hints[field.name], declared)
        yield Key(toml_key(field), field, shape, declared)


def _shape(annotation: Any, declared: Option) -> Shape:
    inner: Any = annotation
    if get_origin(annotation) in {Union, UnionType}:
        inner = next(part for part in get_args(annotation) if part is not NoneType)
    origin = get_origin(inner)
    if origin is Literal:
        return Choice(get_args(inner))
    if origin is tuple:
        return Numbers(declared.least) if get_args(inner)[0] is int else Texts()
    if origin is Mapping:
        value = get_args(inner)[1]
        if get_origin(value) is UnionType:
            return ValueMap() if bool in get_args(value) else Values()
        return TextMap() if value is str else Tables(value)
    if isinstance(inner, type) and is_dataclass(inner):
        return Table(inner)
    return Number(declared.least) if inner is int else _SCALARS[inner]


_SCALARS: dict[type, Shape] = {str: Text(), bool: Flag()}
