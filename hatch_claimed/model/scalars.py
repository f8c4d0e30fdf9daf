"""The types of parameters (C3 requirements, *Parameters*), and what their values are in Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

ParameterType = Literal["String", "Integer", "Float", "Boolean"]
Scalar = str | int | float | bool

SCALAR_TYPES: Mapping[type, ParameterType] = {str: "String", int: "Integer", float: "Float", bool: "Boolean"}
"""The type of a parameter by that of its values in Python."""

SCALAR_TYPE_NAMES: Mapping[str, ParameterType] = {kind.__name__: name for kind, name in SCALAR_TYPES.items()}
"""The same by what Python calls the type of the values."""
