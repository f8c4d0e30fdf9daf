"""The types of parameters (C3 requirements, *Parameters*), and what their values are in Python."""

from __future__ import annotations

from typing import Literal

ParameterType = Literal["String", "Integer", "Float", "Boolean"]
Scalar = str | int | float | bool
