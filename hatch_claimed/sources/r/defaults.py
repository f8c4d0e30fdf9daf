"""What the second argument of `Sys.getenv` says of a parameter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hatch_claimed.model import Finding, Severity
from hatch_claimed.model.scalars import ParameterType, Scalar
from hatch_claimed.sources.r.constants import RConstants, is_nothing
from hatch_claimed.sources.r.literals import MAX_INTEGER, as_text, number
from hatch_claimed.sources.r.tree import bare, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

CASTS: Mapping[str, ParameterType] = {
    "as.numeric": "Float",
    "as.double": "Float",
    "as.integer": "Integer",
    "as.logical": "Boolean",
}
"""The functions that give a parameter its type."""

_Problem = Literal["computed", "null", "misfit", "not logical"]

_TRUE = frozenset({"T", "TRUE", "true", "True"})
_FALSE = frozenset({"F", "FALSE", "false", "False"})
_TYPED = {"1": True, "yes": True, "0": False, "no": False}
_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9A-Fa-f]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_INFINITE = re.compile(r"[+-]?inf(?:inity)?|nan", re.IGNORECASE)
_EXAMPLES: Mapping[ParameterType, str] = {
    "String": 'Sys.getenv("{}", "text")',
    "Integer": 'as.integer(Sys.getenv("{}", "5"))',
    "Float": 'as.numeric(Sys.getenv("{}", "0.5"))',
    "Boolean": 'as.logical(Sys.getenv("{}", "TRUE"))',
}


@dataclass(frozen=True, slots=True)
class Default:
    """A parameter's default. `value` is None for a required parameter, and for an optional one without a value.

    `source` is what the script has instead of a constant.
    """

    required: bool
    value: Scalar | None = None
    problem: _Problem | None = None
    source: str = ""

    @property
    def meaning(self) -> str:
        """What two reads of one parameter must have in common. A text, because NaN does not equal itself."""
        return repr((self.required, self.value, self.source))

    @property
    def is_misread(self) -> bool:
        """Whether the script's own cast makes NA of it."""
        return self.problem == "not logical"

    def finding(self, name: str, type_: ParameterType, path: str, line: int) -> Finding | None:
        """What there is to say of the default. The value itself is not shown: it may be a secret."""
        if self.problem is None:
            return None
        code, severity, message, more = _MESSAGES[self.problem]
        return Finding(
            code=code,
            severity=severity,
            message=message.format(name=repr(name), type=type_),
            remedy=f"Write `{_EXAMPLES[type_].format(name)}`{more.format(name)}.",
            path=path,
            line=line,
        )


_MESSAGES: Mapping[_Problem, tuple[str, Severity, str, str]] = {
    "computed": (
        "CLM022",
        "warning",
        "The default of {name} is computed, which artifacts cannot show: it is optional without a value.",
        ', a constant; or `Sys.getenv("{}", NA)`, and compute the value in a line below when it is NA',
    ),
    "null": (
        "CLM022",
        "warning",
        "R does not take NULL as the default of {name}: Sys.getenv stops with 'wrong type for argument'.",
        ', a constant; or `Sys.getenv("{}", NA)` for no value',
    ),
    "misfit": ("CLM023", "error", "The default of {name} does not fit its type {type}.", ""),
    "not logical": (
        "CLM023",
        "warning",
        "The default of {name} says yes or no, which as.logical makes NA of.",
        " or the same with FALSE",
    ),
}


def default_of(node: Node | None, type_: ParameterType, known: RConstants) -> Default:
    """The default that the `unset` argument gives to a parameter of a type. None is a parameter without default."""
    if node is None:
        return Default(required=True)
    if is_nothing(node):
        return Default(required=False, problem="null" if bare(node).type == "null" else None)
    value = known.value(node)
    if value is None:
        return Default(required=False, problem="computed", source=text_of(node))
    return _typed(as_text(value), type_)


def retyped(default: Default, type_: ParameterType) -> Default:
    """The default of a text as one of another type."""
    return default if default.value is None else _typed(as_text(default.value), type_)


def _typed(text: str, type_: ParameterType) -> Default:
    """The text of an environment variable as the script's cast reads it. Casts make NA of an empty text and `NA`."""
    if type_ == "String":
        return Default(required=False, value=text)
    if text in ("", "NA"):
        return Default(required=False)
    if type_ == "Boolean":
        return _boolean(text)
    value = _number(text.strip())
    if type_ == "Integer" and value is not None:
        value = int(value) if value.is_integer() and abs(value) <= MAX_INTEGER else None
    return Default(required=False, value=value, problem="misfit" if value is None else None)


def _boolean(text: str) -> Default:
    if text in _TRUE | _FALSE:
        return Default(required=False, value=text in _TRUE)
    value = _TYPED.get(text.lower())
    return Default(required=False, value=value, problem="misfit" if value is None else "not logical")


def _number(text: str) -> float | None:
    if _INFINITE.fullmatch(text):
        return float(text)
    sign = -1 if text.startswith("-") else 1
    value = number(text.lstrip("+-")) if _NUMBER.fullmatch(text) else None
    return None if value is None else float(sign * value)
