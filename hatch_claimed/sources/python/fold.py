"""Constant expressions: what a default or a name in the source amounts to, without running anything."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hatch_claimed.model.scalars import Scalar

Value = Scalar | None

MAX_BITS = 10_000
MAX_LENGTH = 20_000
MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class ConstantValue:
    """What an expression amounts to. Wrapped, because None is a value too."""

    value: Value


class _NotConstantError(Exception):
    pass


_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_CASTS: dict[str, Callable[..., Value]] = {"str": str, "int": int, "float": float, "bool": bool}
_CONVERSIONS: dict[int, Callable[[Value], Value]] = {-1: lambda value: value, 115: str, 114: repr, 97: ascii}
_WIDE = re.compile(r"\d{4,}")


def fold(node: ast.expr, names: Mapping[str, ConstantValue]) -> ConstantValue | None:
    """What `node` amounts to, None when it is no constant (C3 requirements, *Parameters*).

    `names` are the constants of the module. Results are bounded in size: `10**10**10` is refused, not computed.
    """
    try:
        return ConstantValue(_value(node, names, 0))
    except (_NotConstantError, ArithmeticError, TypeError, ValueError):
        return None


def _value(node: ast.expr, names: Mapping[str, ConstantValue], depth: int) -> Value:
    if depth > MAX_DEPTH:
        raise _NotConstantError
    match node:
        case ast.Constant(value=value):
            return _bounded(value)
        case ast.Name(id=name) if name in names:
            return names[name].value
        case ast.UnaryOp(op=op, operand=operand):
            return _bounded(_UNARY[type(op)](_value(operand, names, depth + 1)))
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, _value(left, names, depth + 1), _value(right, names, depth + 1))
        case ast.Call(func=ast.Name(id=cast), args=arguments, keywords=[]) if cast in _CASTS and len(arguments) < 2:
            return _bounded(_CASTS[cast](*[_value(argument, names, depth + 1) for argument in arguments]))
    return _text(node, names, depth)


def _text(node: ast.expr, names: Mapping[str, ConstantValue], depth: int) -> str:
    """An f-string, or one of its fields."""
    match node:
        case ast.JoinedStr(values=parts):
            text = "".join(str(_value(part, names, depth + 1)) for part in parts)
        case ast.FormattedValue(value=inner, conversion=conversion, format_spec=spec_node):
            spec = "" if spec_node is None else str(_value(spec_node, names, depth + 1))
            if _WIDE.search(spec):
                raise _NotConstantError
            text = format(_CONVERSIONS[conversion](_value(inner, names, depth + 1)), spec)
        case _:
            raise _NotConstantError
    if len(text) > MAX_LENGTH:
        raise _NotConstantError
    return text


def _binary(op: ast.operator, left: Value, right: Value) -> Value:
    if type(op) not in _BINARY or _too_large(op, left, right):
        raise _NotConstantError
    return _bounded(_BINARY[type(op)](left, right))


def _too_large(op: ast.operator, left: Value, right: Value) -> bool:
    """Whether the result could be larger than what we want to hold: asked before computing it."""
    match op, left, right:
        case ast.Mod(), str(), _:
            return True
        case ast.Mult(), str(text), int(times):
            return len(text) * times > MAX_LENGTH
        case ast.Mult(), int(times), str(text):
            return len(text) * times > MAX_LENGTH
        case ast.Pow(), int(base), int(exponent):
            return base.bit_length() * abs(exponent) > MAX_BITS
        case ast.LShift(), int(base), int(distance):
            return base.bit_length() + distance > MAX_BITS
    return False


def _bounded(value: object) -> Value:
    if value is None or isinstance(value, float):
        return value
    if isinstance(value, int) and value.bit_length() <= MAX_BITS:
        return value
    if isinstance(value, str) and len(value) <= MAX_LENGTH:
        return value
    raise _NotConstantError
