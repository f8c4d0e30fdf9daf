"""Texts with a `{batch}` in them."""

from __future__ import annotations

from string import Formatter

BATCH = "batch"


def filled(text: str, batch_id: str) -> str:
    """The text with the batch in its place. `{{` and `}}` are braces. Raises ValueError for any other placeholder."""
    parts = []
    for literal, name, form, conversion in Formatter().parse(text):
        parts.append(literal)
        if name is None:
            continue
        if name != BATCH or form or conversion:
            problem = f"{{{name}}} means nothing: write {{{BATCH}}}, or {{{{ for a brace"
            raise ValueError(problem)
        parts.append(batch_id)
    return "".join(parts)
