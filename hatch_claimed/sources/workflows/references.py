"""What a workflow's table writes for values: constants, `{inputs.<name>}` and `{<step>.<output>}`."""

from __future__ import annotations

import re

from hatch_claimed.model.scalars import Scalar
from hatch_claimed.model.workflow import Constant, FromInput, FromStep, Origin, Value
from hatch_claimed.sources.grid.bindings import placeholders

INPUTS = "inputs"
_WHOLE = re.compile(r"\{([^{}.]+)\.([^{}]+)\}")


def origin(value: Value) -> Origin:
    """Where a value comes from. A text is a reference as a whole or not at all; `{{` and `}}` are braces themselves.

    Raises ValueError for a text with other braces, with the reason.
    """
    if not isinstance(value, str):
        return Constant(tuple(map(_plain, value)) if isinstance(value, tuple) else value)
    match = _WHOLE.fullmatch(value)
    if match is None:
        return Constant(_plain(value))
    owner, name = match.groups()
    return FromInput(name) if owner == INPUTS else FromStep(owner, name)


def written(one: FromInput | FromStep) -> str:
    """A reference as users write it."""
    return f"{{{INPUTS}.{one.name}}}" if isinstance(one, FromInput) else f"{{{one.step}.{one.output}}}"


def _plain(value: Scalar) -> Scalar:
    if not isinstance(value, str):
        return value
    try:
        named = placeholders(value)
    except ValueError:
        raise ValueError("with a brace that has no partner") from None
    if named:
        message = f"in which `{{{named[0]}}}` means nothing"
        raise ValueError(message)
    return value.replace("{{", "{").replace("}}", "}")
