"""Which values and references fit which parameters. KFP and CWL convert nothing, so that types have to be equal."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import get_args

from hatch_claimed.model.scalars import SCALAR_TYPES, ParameterType, Scalar

_EXACT = 2**53
TYPES: tuple[ParameterType, ...] = get_args(ParameterType)


def type_of(values: Iterable[Scalar]) -> ParameterType | None:
    """The type of all values: of whole and other numbers together Float, of other mixtures and of nothing None."""
    kinds = {SCALAR_TYPES[type(one)] for one in values}
    if kinds == {"Integer", "Float"}:
        return "Float"
    return kinds.pop() if len(kinds) == 1 else None


def fits(given: ParameterType | None, wanted: ParameterType) -> bool:
    """Whether a constant of one type can be a value of another: a whole number is a Float as well."""
    return given == wanted or (given, wanted) == ("Integer", "Float")


def as_type(value: Scalar, wanted: ParameterType) -> Scalar:
    """A constant that fits, as a value of the type."""
    return float(value) if wanted == "Float" else value


def too_large(values: Iterable[Scalar]) -> bool:
    """Whether there is a number that KFP does not carry: it takes 64-bit floats, and writes them as JSON."""
    numbers = [one for one in values if not isinstance(one, str)]
    return any(abs(one) > _EXACT if isinstance(one, int) else not math.isfinite(one) for one in numbers)
