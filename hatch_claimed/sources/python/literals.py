"""Constant values of the source, lists and dictionaries too, and the texts that stand for them."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.sources.python.fold import MAX_DEPTH, MAX_LENGTH, ConstantValue, fold

COLLECTIONS = (list, tuple, set, dict)
_DISPLAYS: dict[type[ast.expr], type] = {ast.List: list, ast.Tuple: tuple, ast.Set: set}
_MAKERS: dict[str, type] = {"list": list, "tuple": tuple, "set": set, "dict": dict}


@dataclass(frozen=True, slots=True)
class LiteralValue:
    """What an expression amounts to. Wrapped, because None is a value too."""

    value: object


def literal(node: ast.expr, names: Mapping[str, ConstantValue], depth: int = 0) -> LiteralValue | None:
    """What an expression amounts to, None where it is no constant and no collection of such.

    `names` are the constants that names stand for.
    """
    folded = fold(node, names)
    if folded is not None:
        return LiteralValue(folded.value)
    if depth > MAX_DEPTH:
        return None
    try:
        return _collection(node, names, depth + 1)
    except TypeError:  # a list as a key
        return None


def _collection(node: ast.expr, names: Mapping[str, ConstantValue], depth: int) -> LiteralValue | None:
    match node:
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return _made(_DISPLAYS[type(node)], parts, names, depth)
        case ast.Dict(keys=keys, values=values):
            return _pairs([(key, value) for key, value in zip(keys, values, strict=True)], names, depth)
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
            return _pairs([(one.arg and ast.Constant(one.arg), one.value) for one in keywords], names, depth)
        case ast.Call(func=ast.Name(id=name), args=[], keywords=[]) if name in _MAKERS:
            return LiteralValue(_MAKERS[name]())
    return None


def _made(kind: type, parts: Sequence[ast.expr], names: Mapping[str, ConstantValue], depth: int) -> LiteralValue | None:
    found = [one.value for part in parts if (one := literal(part, names, depth))]
    return LiteralValue(kind(found)) if len(found) == len(parts) else None


def _pairs(
    parts: Sequence[tuple[object, ast.expr]], names: Mapping[str, ConstantValue], depth: int
) -> LiteralValue | None:
    found: dict[object, object] = {}
    for key, value in parts:
        named = literal(key, names, depth) if isinstance(key, ast.expr) else None
        held = literal(value, names, depth)
        if named is None or held is None:
            return None
        found[named.value] = held.value
    return LiteralValue(found)


def literal_text(value: object) -> str | None:
    """A text that stands for a collection: JSON where that is the same value, else a Python literal.

    None where there is none that fits into an environment variable.
    """
    for text in (_as_json(value), _as_python(value)):
        if text is not None and len(text) <= MAX_LENGTH and _is_printable(text):
            return text
    return None


def _as_json(value: object) -> str | None:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        return None
    return text if repr(json.loads(text)) == repr(value) else None


def _as_python(value: object) -> str | None:
    text = _written(value)
    try:
        return text if _written(ast.literal_eval(text)) == text else None
    except (ValueError, SyntaxError):  # infinity and NaN have no literal
        return None


def _written(value: object) -> str:
    """As `repr` writes it, with sets in an order that does not change from run to run."""
    match value:
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case tuple():
            return f"({', '.join(map(_written, value))}{',' * (len(value) == 1)})"
        case dict():
            return f"{{{', '.join(f'{_written(key)}: {_written(one)}' for key, one in value.items())}}}"
        case set():
            return f"{{{', '.join(sorted(map(_written, value)))}}}" if value else "set()"
    return repr(value)


def _is_printable(text: str) -> bool:
    try:
        return "\0" not in text and bool(text.encode())
    except UnicodeEncodeError:
        return False
