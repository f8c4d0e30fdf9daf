"""Ids in a JSON file: the keys of an object, or a list of texts and numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

from .batches import BatchError

_KINDS = {bool: "a truth value", type(None): "null", list: "a list"}


class _Object:
    """An object with all its keys, also those that come twice."""

    def __init__(self, pairs: Sequence[tuple[str, object]]) -> None:
        self.keys = [key for key, _ in pairs]


def ids_of_json(text: str, name: str) -> list[str]:
    """The ids as they are written, in their order. Raises BatchError for anything but an object or a flat list."""
    value = _parsed(text, name)
    if isinstance(value, _Object):
        return value.keys
    if not isinstance(value, list):
        message = f"{name} holds {_kind(value)}: write a list of ids, or an object whose keys are the ids"
        raise BatchError(message)
    return [_id(item, number, name) for number, item in enumerate(value, 1)]


def _id(item: object, number: int, name: str) -> str:
    if not isinstance(item, str):
        message = f"item {number} in the list of {name} is {_kind(item)}: ids are texts or numbers"
        raise BatchError(message)
    return item


def _parsed(text: str, name: str) -> object:
    refuse = partial(_refuse, name)
    try:
        # numbers stay texts: 1.0 is not 1, and none is too long
        return json.loads(text, object_pairs_hook=_Object, parse_int=str, parse_float=str, parse_constant=refuse)
    except json.JSONDecodeError as error:
        message = f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
    except RecursionError:
        message = f"{name} is nested too deeply: write a list of ids, or an object whose keys are the ids"
    raise BatchError(message)


def _refuse(name: str, word: str) -> object:
    message = f"{name} is not JSON: {word} is not a number"
    raise BatchError(message)


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "an object" if isinstance(value, _Object) else "a single value")
