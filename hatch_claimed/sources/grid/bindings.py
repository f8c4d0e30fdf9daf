"""What a grid wrapper binds an operator's parameters to: texts with `{batch}` in the place of the batch."""

from __future__ import annotations

from string import Formatter

from hatch_claimed.model import Parameter
from hatch_claimed.sources.python.defaults import converted

BATCH = "batch"


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in their order. Raises ValueError for braces that do not fit; `{{` is a brace itself."""
    found = []
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            found.append(name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else ""))
    return tuple(found)


def misfit(parameter: Parameter, text: str) -> str | None:
    """What a parameter takes, where a text that is the same for all batches is none of it; None where nobody knows.

    Elements of lists are the launcher's. A text without anything sets no number.
    """
    if parameter.is_list or placeholders(text) or not text.strip():
        return None
    value = text.format()
    try:
        known = converted(value, parameter.type)
    except ValueError:
        return f"a value of type {parameter.type}"
    if not parameter.choices or known in (*parameter.choices, parameter.default):
        return None
    return f"one of {', '.join(map(str, parameter.choices))}"
