"""The types that an option may have, read off its annotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hatch_claimed.settings.options import Option, declaration, toml_key


@dataclass(frozen=True, slots=True)
class StringType:
    """A string."""

    expected = "a string"


@dataclass(frozen=True, slots=True)
class StringArrayType:
    """An array of strings."""

    expected = "an array of strings"


@dataclass(frozen=True, slots=True)
class StringTableType:
    """A table of strings, whose keys users choose."""

    expected = "a table of strings"


@dataclass(frozen=True, slots=True)
class ValueTableType:
    """A table of values that users choose, as are its keys: texts, numbers, booleans, and arrays of these."""

    expected = "a table"
    of = "a string, a number, a boolean, or an array of these"


@dataclass(frozen=True, slots=True)
class IntegerType:
    """A whole number from the least one on."""

    least: int

    @property
    def expected(self) -> str:
        """How an error says what is expected."""
        return f"a whole number from {self.least} on"


@dataclass(frozen=True, slots=True)
class IntegerArrayType:
    """An array of whole numbers from the least one on."""

    least: int

    @property
    def expected(self) -> str:
        """How an error says what is expected."""
        return f"an array of whole numbers from {self.least} on"


@dataclass(frozen=True, slots=True)
class ScalarTableType:
    """A table of strings and numbers, whose keys users choose."""

    expected = "a table of strings and numbers"


@dataclass(frozen=True, slots=True)
class BooleanType:
    """A yes or no."""

    expected = "true or false"


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """One of several strings."""

    values: tuple[str, ...]

    @property
    def expected(self) -> str:
        """How an error says what is expected."""
        return f"one of {', '.join(repr(value) for value in self.values)}"


@dataclass(frozen=True, slots=True)
class TableMapType:
    """A table of tables, whose keys users choose."""

    of: type[Any]
    expected = "a table"


@dataclass(frozen=True, slots=True)
class TableType:
    """A table with declared keys."""

    of: type[Any]
    expected = "a table"


ValueType = (
    StringType
    | StringArrayType
    | StringTableType
    | ScalarTableType
    | ValueTableType
    | IntegerType
    | IntegerArrayType
    | BooleanType
    | ChoiceType
    | TableType
    | TableMapType
)


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One key of a table: the field behind it, its type and its words."""

    name: str
    field: Field[Any]
    value_type: ValueType
    option: Option


def keys(table: type[Any]) -> Iterator[SettingKey]:
    """The keys of a table class, in the order of declaration."""
    hints = get_type_hints(table)
    for field in fields(table):
        declared = declaration(field)
        value_type = ChoiceType(declared.choices()) if declared.choices else _value_type(hints[field.name], declared)
        yield SettingKey(toml_key(field), field, value_type, declared)


def _value_type(annotation: Any, declared: Option) -> ValueType:
    inner: Any = annotation
    if get_origin(annotation) in {Union, UnionType}:
        inner = next(part for part in get_args(annotation) if part is not NoneType)
    origin = get_origin(inner)
    if origin is Literal:
        return ChoiceType(get_args(inner))
    if origin is tuple:
        return IntegerArrayType(declared.least) if get_args(inner)[0] is int else StringArrayType()
    if origin is Mapping:
        value = get_args(inner)[1]
        if get_origin(value) is UnionType:
            return ValueTableType() if bool in get_args(value) else ScalarTableType()
        return StringTableType() if value is str else TableMapType(value)
    if isinstance(inner, type) and is_dataclass(inner):
        return TableType(inner)
    return IntegerType(declared.least) if inner is int else _SCALARS[inner]


_SCALARS: dict[type, ValueType] = {str: StringType(), bool: BooleanType()}
