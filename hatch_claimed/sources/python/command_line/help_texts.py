"""What the help of an argument says, as argparse would print it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FIELD = re.compile(r"%(?:\((\w+)\)([-#0 +]*\d*(?:\.\d+)?[sdifgre])|%)")
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*%\(default\)[^()\[\]]*[)\]]")


def resolved(text: str, values: Mapping[str, object]) -> str:
    """The text with its fields filled in. What is not among `values` is left out, and so are brackets around it."""
    if "default" not in values:
        text = _IN_BRACKETS.sub("", text)
    return _FIELD.sub(lambda field: _filled(field, values), text).strip()


def _filled(field: re.Match[str], values: Mapping[str, object]) -> str:
    if field[1] is None:
        return "%"
    if field[1] not in values:
        return "…"
    try:
        return f"%{field[2]}" % (values[field[1]],)
    except (TypeError, ValueError):
        return str(values[field[1]])
