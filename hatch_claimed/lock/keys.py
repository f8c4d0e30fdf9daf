"""The keys of a document's tables, read off frozen classes: reader and writer know no key by its name.

A field is a key; its annotation is the key's type, and the rule in it what each of its texts must look like. A field
with a default may be absent, and is left out where it holds just that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from hatch_claimed.settings.options import TextPattern, toml_key

Shape = Literal["text", "number", "texts", "mapping", "table", "tables"]


class LockTable:
    """A table of a document. Its keys are the fields of the frozen dataclass that derives from it."""

    __slots__ = ()

    @property
    def wrong(self) -> tuple[str, str] | None:
        """What is wrong with it as a whole: the key where that is told, and the message."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFormat:
    """What a field's annotation says of how it stands in the document.

    `key` is its key where that is another word than the field, `order` the fields by which its tables are sorted.
    """

    key: str = ""
    order: tuple[str, ...] = ()
    inline: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LockKey:
    """One key of a table: the field behind it, its name in the document, and what it holds.

    `of` is the class of its tables. `default` is what an absent key means; one that is `required` is always written,
    and one that is not `read` is always the same.
    """

    field: str
    name: str
    shape: Shape
    of: type[LockTable]
    rule: TextPattern | None
    written: KeyFormat
    default: object
    read: bool
    required: bool


def keys(table: type[LockTable]) -> tuple[LockKey, ...]:
    """The keys of a table class, in the order of declaration, which is that of the document."""
    if table not in _KNOWN:
        _KNOWN[table] = tuple(_keys(table))
    return _KNOWN[table]


_KNOWN: dict[type[LockTable], tuple[LockKey, ...]] = {}


def _keys(table: type[Any]) -> Iterator[LockKey]:
    hints = get_type_hints(table, include_extras=True)
    declared = (_key(one, hints[one.name]) for one in fields(table))
    yield from (key for key in declared if not key.written.never)


def _key(field: Field[Any], annotation: Any) -> LockKey:
    inner, *said = get_args(annotation) if get_origin(annotation) is Annotated else (annotation,)
    written = next((one for one in said if isinstance(one, KeyFormat)), KeyFormat())
    shape, of = _shape(inner)
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return LockKey(
        field=field.name,
        name=written.key or toml_key(field),
        shape=shape,
        of=of,
        rule=next((one for one in said if isinstance(one, TextPattern)), None),
        written=written,
        default=default,
        read=field.init,
        required=default is MISSING or not field.init,
    )


def _shape(annotation: Any) -> tuple[Shape, type[LockTable]]:
    if get_origin(annotation) is UnionType:
        annotation = next(part for part in get_args(annotation) if part is not NoneType)
    if get_origin(annotation) is Mapping:
        return "mapping", LockTable
    many = get_origin(annotation) is tuple
    inner = get_args(annotation)[0] if many else annotation
    if issubclass(inner, LockTable):
        return "tables" if many else "table", inner
    return "texts" if many else "number" if inner is int else "text", LockTable
