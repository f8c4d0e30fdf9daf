"""What an option declares of itself, beside its type and default: the words and the rule that all readers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field
from inspect import get_annotations
from typing import Any

_KEY = "option"

Example = str | int | bool | tuple[str, ...] | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextPattern:
    """What a text must look like: a regular expression that Python and JSON Schema read alike, and its meaning."""

    pattern: str
    expected: str

    def holds(self, text: str) -> bool:
        """Whether the whole text looks like this; `$` alone would let a last line feed pass."""
        return re.fullmatch(self.pattern, text) is not None


@dataclass(frozen=True, slots=True)
class Option:
    """The declaration of one TOML key. `default_text` says in words what holds when the key is absent.

    `names` is the rule for the keys of a table whose keys users choose, `least` the smallest number that may be given.
    A table without a `required` key is an error. `label` is the label that the option's text becomes in images; this is
    for keys that a project sets for all operators, and an operator for itself. `choices` gives all values that
    there are.
    """

    help: str
    rule: TextPattern | None = None
    example: Example | None = None
    default_text: str | None = None
    names: TextPattern | None = None
    least: int = 1
    required: bool = False
    label: str | None = None
    choices: Callable[[], tuple[str, ...]] | None = None


class BaseTable:
    """A table whose keys others take over: it and these declare no key twice."""

    def __init_subclass__(cls) -> None:
        """Raises TypeError for a key of two classes: of two fields of one name a dataclass would drop one unseen."""
        declared: dict[str, type[Any]] = {}
        for of in cls.__mro__:
            for name in get_annotations(of):
                if declared.setdefault(name, of) is not of:
                    message = f"{cls.__name__} has the key `{name}` of {declared[name].__name__} and of {of.__name__}"
                    raise TypeError(message)


def option(default: Any, declared: Option) -> Any:
    """Declare a dataclass field as a TOML key; `default` is what an absent key means."""
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={_KEY: declared})
    return field(default=default, metadata={_KEY: declared})


def declaration(of: Field[Any]) -> Option:
    """The declaration of a field made by `option`."""
    declared: Option = of.metadata[_KEY]
    return declared


def toml_key(of: Field[Any]) -> str:
    """How users write a field: `base_image` is `base-image`."""
    return of.name.replace("_", "-")
