"""The expression `gw_group_by`, which makes a batch id of a path: read by a small parser, never evaluated by Python.

It is what one writes behind a text in Python: `[-10:-4]`, `.split('/')[-1][:4]`, `.stem()`. Python's own parser only
cuts it into parts; each part must be in a table of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from .batches import BatchError, shown
from .expression import MisfitError, steps_of
from .steps import POSSIBLE, GroupStep

if TYPE_CHECKING:
    from .steps import Value

LONGEST = 300


def parse_group_by(text: str) -> Callable[[str], str]:
    """The function that an expression is; an empty one gives back the whole path.

    Raises BatchError, showing the place in the expression; so does the function for a path that is too short for it.
    """
    expression = text.strip()
    if len(expression) > LONGEST:
        message = f"gw_group_by has {len(expression)} characters; {LONGEST} are the most that is read"
        raise BatchError(message)
    try:
        steps = steps_of(expression)
    except MisfitError as misfit:
        raise BatchError(_pointed(expression, misfit)) from None
    return partial(_apply, steps, expression)


def _apply(steps: Sequence[GroupStep], expression: str, path: str) -> str:
    value: Value = path
    for step in steps:
        try:
            value = step.apply(value)
        except (IndexError, OverflowError) as error:
            why = "it is too short" if isinstance(error, IndexError) else str(error)
            what = f"{step.text} of gw_group_by {shown(expression)} does not fit the path {shown(path)}"
            message = f"{what}: {why}"
            raise BatchError(message) from None
    return str(value)


def _pointed(expression: str, misfit: MisfitError) -> str:
    visible = "".join(c if c.isprintable() else " " for c in expression)
    place = " " * min(max(misfit.place, 0), len(expression))
    return f"gw_group_by is not understood:\n  {visible}\n  {place}^ {misfit}\nPossible are {POSSIBLE}."
