"""Values as people type them, written down in the language of a command.

The script `commands.js` does the same in the browser; a test holds the two together.
"""

from __future__ import annotations

import json
import re
import shlex
from typing import Literal

from hatch_claimed.artifacts.job import as_kubernetes_reads_it
from hatch_claimed.model.scalars import ParameterType

Style = Literal["shell", "kubernetes", "python", "json"]

_INTEGER = re.compile(r"([+-]?)0*([0-9]+)")
_FLOAT = re.compile(r"([+-]?)(?=\.?[0-9])0*([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?")
_BOOLEANS = {"true": True, "false": False}


def literal(text: str, kind: ParameterType, style: Style) -> str:
    """A value in a style. What is no number or Boolean stays text, for the program that gets it to refuse."""
    match style:
        case "shell":
            return shlex.quote(text)
        case "kubernetes":
            return shlex.quote(as_kubernetes_reads_it(text))
        case "python":
            return repr(_BOOLEANS[text]) if kind == "Boolean" and text in _BOOLEANS else _literal(text, kind)
        case "json":
            return text if kind == "Boolean" and text in _BOOLEANS else _literal(text, kind)


def missing(name: str, style: Style) -> str:
    """What stands where a required value is still to be written."""
    match style:
        case "shell" | "kubernetes":
            return shlex.quote(name.upper())
        case "python":
            return "..."
        case "json":
            return text_literal(name.upper())


def text_literal(text: str) -> str:
    """A text as Python and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)


def _literal(text: str, kind: ParameterType) -> str:
    """A number as Python and JSON both write it, or else a text."""
    if kind == "Integer" and (number := _INTEGER.fullmatch(text)):
        return number[1].replace("+", "") + number[2]
    if kind == "Float" and (number := _FLOAT.fullmatch(text)):
        # Kubeflow takes no whole number for a Float
        fraction = f".{number[3] or 0}" if number[3] or not number[4] else ""
        exponent = f"e{number[4]}" if number[4] else ""
        return number[1].replace("+", "") + (number[2] or "0") + fraction + exponent
    return text_literal(text)
