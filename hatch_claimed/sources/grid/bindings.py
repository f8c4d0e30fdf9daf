"""What a grid wrapper binds an operator's parameters to: texts with `{batch}` in the place of the batch."""

from __future__ import annotations

from string import Formatter

BATCH = "batch"


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in their order. Raises ValueError for braces that do not fit; `{{` is a brace itself."""
    found = []
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            found.append(name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else ""))
    return tuple(found)
