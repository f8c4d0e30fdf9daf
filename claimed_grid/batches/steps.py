"""What a step of `gw_group_by` can be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # not at run time, for Python 3.9
    Value = str | list[str] | tuple[str, ...]
    Constant = str | int | None

POSSIBLE = (
    "[-10:-4], [0], .split('_')[1], .rsplit('.', 1)[0], .partition('_')[0], .replace('a', 'b'), .removeprefix('a'), "
    ".removesuffix('a'), .strip('_'), .lower(), .upper(), .basename(), .stem(), .parent(), one behind the other"
)
"""Examples of all steps."""

_LONGEST = 100_000


class Kind(Enum):
    """What a step is given, and gives."""

    TEXT = "a text"
    LIST = "a list"


class Takes(Enum):
    """What may stand for an argument."""

    TEXT = "a text in quotation marks"
    FILLED = "a text in quotation marks that is not empty"
    NUMBER = "a whole number"


@dataclass(frozen=True)
class GroupStep:
    """One step: what it does, what it gives, and the text that it was written as. `apply` may raise IndexError."""

    apply: Callable[[Value], Value]
    gives: Kind
    text: str


@dataclass(frozen=True)
class MethodParameter:
    """What an argument of a method may be. Those that may be left out may be None as well."""

    name: str
    takes: Takes
    optional: bool = False


@dataclass(frozen=True)
class Method:
    """A step that is written as a call. `named` says that its arguments may be named."""

    call: Callable[..., Value]
    parameters: tuple[MethodParameter, ...] = ()
    gives: Kind = Kind.TEXT
    named: bool = False


def basename(path: str) -> str:
    """The last part of a path."""
    return os.path.basename(path.rstrip("/")) or path[:1]


def stem(path: str) -> str:
    """The last part of a path without its suffix."""
    return os.path.splitext(basename(path))[0]


def parent(path: str) -> str:
    """The folder of a path; empty where there is none."""
    return os.path.dirname(path.rstrip("/"))


def replace(text: str, old: str, new: str, count: int = -1) -> str:
    """What Python does, as long as it does not make the text grow without end. Raises OverflowError."""
    if (text.count(old) if count < 0 else count) * len(new) > _LONGEST:
        raise OverflowError("it makes the path too long")
    return text.replace(old, new, count)


def index(position: int) -> Callable[[Value], Value]:
    """Take one of a text or list."""

    def apply(value: Value) -> Value:
        return value[position]

    return apply


def part(start: int | None, stop: int | None, step: int | None) -> Callable[[Value], Value]:
    """Take several of a text or list."""

    def apply(value: Value) -> Value:
        return value[start:stop:step]

    return apply


def call(method: Method, arguments: Mapping[str, Constant]) -> Callable[[Value], Value]:
    """Call a method with its arguments, whose names are those of its parameters."""
    named: dict[str, Any] = dict(arguments) if method.named else {}
    placed: list[Any] = [] if method.named else list(arguments.values())

    def apply(value: Value) -> Value:
        return method.call(value, *placed, **named)

    return apply


_SPLIT = (MethodParameter("sep", Takes.FILLED, optional=True), MethodParameter("maxsplit", Takes.NUMBER, optional=True))
_SEPARATOR = (MethodParameter("sep", Takes.FILLED),)
_CHARACTERS = (MethodParameter("chars", Takes.TEXT, optional=True),)
_AFFIX = (MethodParameter("affix", Takes.TEXT),)
_REPLACE = (
    MethodParameter("old", Takes.TEXT),
    MethodParameter("new", Takes.TEXT),
    MethodParameter("count", Takes.NUMBER, optional=True),
)

METHODS: Mapping[str, Method] = {
    "split": Method(str.split, _SPLIT, Kind.LIST, named=True),
    "rsplit": Method(str.rsplit, _SPLIT, Kind.LIST, named=True),
    "partition": Method(str.partition, _SEPARATOR, Kind.LIST),
    "rpartition": Method(str.rpartition, _SEPARATOR, Kind.LIST),
    "replace": Method(replace, _REPLACE),
    "removeprefix": Method(str.removeprefix, _AFFIX),
    "removesuffix": Method(str.removesuffix, _AFFIX),
    "strip": Method(str.strip, _CHARACTERS),
    "lstrip": Method(str.lstrip, _CHARACTERS),
    "rstrip": Method(str.rstrip, _CHARACTERS),
    "lower": Method(str.lower),
    "upper": Method(str.upper),
    "basename": Method(basename),
    "stem": Method(stem),
    "parent": Method(parent),
}
