"""What a notebook file holds beside its cells' text."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping

from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.sources.notebook.document import raw_cells
from hatch_claimed.sources.operators import ReadOperator


def _stored_outputs(subject: ReadOperator) -> Iterator[Violation]:
    if not subject.operator.language.has_cells:
        return
    found = raw_cells(json.loads(subject.content.decode("utf-8-sig"))) or []
    stored = {number: _size(cell) for number, cell in enumerate(found, 1) if cell.get("outputs")}
    counted = [number for number, cell in enumerate(found, 1) if _is_counted(cell)]
    if not stored and not counted:
        return
    cells = len(stored or counted)
    holding = "1 cell holds" if cells == 1 else f"{cells} cells hold"
    what = f"stored outputs ({_kilobytes(sum(stored.values()))})" if stored else "the count of an execution"
    yield Violation(
        message=f"{holding} {what}",
        remedy=f"Clear them: `jupyter nbconvert --clear-output --inplace {shlex.quote(subject.operator.path.name)}`",
        line=1,
        cell=next(iter(stored or counted)),
    )


def _is_counted(cell: Mapping[str, object]) -> bool:
    return any(isinstance(cell.get(key), int) for key in ("execution_count", "prompt_number"))


def _size(cell: Mapping[str, object]) -> int:
    """The bytes of all texts in a cell's outputs."""
    size = 0
    todo: list[object] = [cell["outputs"]]
    while todo:  # no recursion: outputs may be nested as deeply as JSON is
        value = todo.pop()
        if isinstance(value, str):
            size += len(value.encode("utf-8", "replace"))
        elif isinstance(value, dict):
            todo.extend(value.values())
        elif isinstance(value, list):
            todo.extend(value)
    return size


def _kilobytes(size: int) -> str:
    return f"{max(1, round(size / 1000))} kB"


_NOTEBOOK = """{{
 "cells": [
  {{"cell_type": "markdown", "metadata": {{}}, "source": ["Count to three."]}},
  {{
   "cell_type": "code",
   "execution_count": {count},
   "metadata": {{}},
   "outputs": [{output}],
   "source": ["print(1, 2, 3)"]
  }}
 ],
 "metadata": {{"kernelspec": {{"display_name": "Python 3", "language": "python", "name": "python3"}}}},
 "nbformat": 4,
 "nbformat_minor": 4
}}
"""

RULES = (
    Rule(
        code="CLM043",
        severity="hint",
        title="a notebook with stored outputs",
        why="Outputs make every diff unreadable and the repository large, and they may show data that nobody meant to "
        "publish. The image takes the code alone.",
        bad=_NOTEBOOK.format(count=7, output='{"name": "stdout", "output_type": "stream", "text": ["1 2 3\\n"]}'),
        good=_NOTEBOOK.format(count="null", output=""),
        language="notebook",
        check=_stored_outputs,
    ),
)
