"""Sets variables of a notebook, as papermill does it behind the cell that is tagged `parameters`."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Callable, Iterator, Mapping

from .values import TRUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    from .interface import Interface, Parameter

_NAMED = {"True": True, "False": False, "None": None}
_COLLECTIONS = (list, dict, tuple, set, type(None))


def literal(text: str) -> object:
    """The list, dictionary, tuple or set that a text is, as JSON or as Python writes it. Raises ValueError."""
    try:
        value = json.loads(text)
    except RecursionError:
        raise ValueError from None
    except ValueError:
        try:
            value = ast.literal_eval(text.strip())
        except (SyntaxError, TypeError, MemoryError, RecursionError):
            raise ValueError from None
    if not isinstance(value, _COLLECTIONS):
        raise ValueError  # noqa: TRY004 (it is a text that has the wrong value)
    return value


def inferred(text: str) -> object:
    """What the option `-p` of papermill takes a text for: a number, a Boolean or None where it reads as one.

    Beside that a list or an object of JSON, which papermill's users hand over in YAML.
    """
    if text in _NAMED:
        return _NAMED[text]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return _from_json(text) if text.lstrip()[:1] in ("[", "{") else text


def _from_json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def value(parameter: Parameter, text: str) -> object:
    """What a variable becomes of the text of its parameter, which has been checked."""
    if parameter.injected == "literal":
        return literal(text) if text.strip() else None
    if parameter.injected == "inferred":
        return inferred(text)
    return _READERS[parameter.kind](text)


def values(interface: Interface, environment: Mapping[str, str]) -> dict[str, object]:
    """What to set: the variables whose parameters have another value than their default, by name."""
    return {
        name: value(parameter, environment[name])
        for name, parameter in interface.parameters.items()
        if parameter.injected and name in environment
    }


def program(codes: list[CodeType], interface: Interface, namespace: dict[str, object]) -> Iterator[CodeType]:
    """The code of the cells, with the variables set in `namespace` between them.

    Values that papermill left for an earlier run are code like any other where nothing is set.
    """
    # before the first cell, there is what stands above it
    place = [number for number, _ in interface.cells].index(interface.injects) + 1
    found = values(interface, os.environ)
    yield from codes[:place]
    if not (found and interface.is_replaced):
        yield codes[place]
    namespace.update(found)
    yield from codes[place + 1 :]


def _boolean(text: str) -> bool:
    return text.strip().lower() in TRUE


_READERS: dict[str, Callable[[str], object]] = {"String": str, "Integer": int, "Float": float, "Boolean": _boolean}
