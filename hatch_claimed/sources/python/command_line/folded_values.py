"""What an expression can be worth, and what is made of such values: paths, lists, texts."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hatch_claimed.sources.python.fold import ConstantValue, Value

LONGEST = 200
PATHS = frozenset({"Path", "PurePath", "PosixPath", "PurePosixPath"})
COLLECTIONS: dict[str, Callable[[Sequence[Value]], Sequence[Value]]] = {
    "list": list,
    "tuple": list,
    "set": list,
    "frozenset": list,
    "sorted": sorted,  # type: ignore[dict-item]
    "reversed": lambda values: values[::-1],
}
_WIDE = re.compile(r"\d{3,}")
_TEXT_METHODS: dict[str, Callable[[str], str]] = {
    "strip": str.strip,
    "lower": str.lower,
    "upper": str.upper,
    "capitalize": str.capitalize,
    "title": str.title,
}


@dataclass(frozen=True, slots=True)
class ConstantPath:
    """A path of pathlib, which argparse hands over as one, and which is a text for everybody else."""

    text: str


@dataclass(frozen=True, slots=True)
class ConstantList:
    """A list, tuple or the like of constants. `members` names the enumeration whose members these are."""

    values: tuple[Value, ...]
    members: str = ""


@dataclass(frozen=True, slots=True)
class EnumMember:
    """A member of an enumeration that the script defines."""

    enumeration: str
    name: str
    value: Value


Folded = ConstantValue | ConstantPath | ConstantList | EnumMember


def plain(folded: Folded | None) -> Value:
    """The value of what is no list."""
    if isinstance(folded, ConstantPath):
        return folded.text
    return folded.value if isinstance(folded, ConstantValue | EnumMember) else None


def path(parts: Sequence[Folded | None]) -> ConstantPath | None:
    """The path that parts are together; None where one of them is no text."""
    texts = [plain(one) for one in parts if isinstance(one, ConstantValue | ConstantPath)]
    if len(texts) != len(parts) or not all(isinstance(one, str) for one in texts):
        return None
    return ConstantPath(posixpath.join(*map(str, texts)))


def combined(op: ast.operator, left: Folded | None, right: Folded | None) -> Folded | None:
    """What `/` makes of a path, `+` of lists, and `%` of a text."""
    if isinstance(op, ast.Div) and isinstance(left, ConstantPath) and right is not None:
        return path([left, right])
    if isinstance(op, ast.Add) and isinstance(left, ConstantList) and isinstance(right, ConstantList):
        return ConstantList(left.values + right.values)
    if isinstance(op, ast.Add) and isinstance(left, ConstantValue) and isinstance(right, ConstantValue):
        both = isinstance(left.value, str) and isinstance(right.value, str)
        return ConstantValue(f"{left.value}{right.value}") if both else None
    if isinstance(op, ast.Mod) and isinstance(left, ConstantValue) and isinstance(left.value, str):
        values = right.values if isinstance(right, ConstantList) else (plain(right),)
        return None if right is None else _formatted(left.value, lambda text: text % values)
    return None


def _formatted(text: str, fill: Callable[[str], str]) -> ConstantValue | None:
    """A text with its fields filled in; None where these do not fit, or would be very long."""
    try:
        return None if _WIDE.search(text) else ConstantValue(fill(text))
    except (IndexError, KeyError, TypeError, ValueError, AttributeError):
        return None


def method(text: str, name: str, arguments: Sequence[Folded | None]) -> Folded | None:
    """What a method of a text gives."""
    given = [one.value for one in arguments if isinstance(one, ConstantValue)]
    if name in _TEXT_METHODS and not arguments:
        return ConstantValue(_TEXT_METHODS[name](text))
    if name == "format" and len(given) == len(arguments):
        return _formatted(text, lambda template: template.format(*given))
    if name == "split" and len(given) == len(arguments) < 2 and all(isinstance(one, str) and one for one in given):
        return ConstantList(tuple(text.split(*given)))  # type: ignore[arg-type]
    return None


def range_of(arguments: Sequence[Folded | None]) -> ConstantList | None:
    """The numbers of a range, where these are not too many."""
    bounds = [one.value for one in arguments if isinstance(one, ConstantValue) and isinstance(one.value, int)]
    if len(bounds) != len(arguments) or not 1 <= len(bounds) <= 3 or (len(bounds) == 3 and not bounds[2]):
        return None
    found = range(*bounds)
    return ConstantList(tuple(found)) if len(found) <= LONGEST else None
