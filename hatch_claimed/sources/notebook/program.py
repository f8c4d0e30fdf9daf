"""The script that a container runs in place of a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.model import Cell, Program
from hatch_claimed.model.interface import InjectionPlace
from hatch_claimed.sources.notebook.document import SourceCell
from hatch_claimed.sources.notebook.jupyter import brought, needs_ipython
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.missing_imports import unimported


@dataclass(frozen=True, slots=True)
class ProgramPart:
    """A cell of the notebook, with its code when it has some that parses."""

    cell: SourceCell
    code: Code | None = None


def program(
    stem: str, parts: Sequence[ProgramPart], future: Sequence[str], injection: Mapping[int, InjectionPlace]
) -> Program:
    """The cells as one script, in their order (C3 requirements, *Notebooks*).

    Markdown and broken cells become comments; `future` are the names that any cell imports from `__future__`, and
    `injection` says by its number at which cell variables are set. Line `n` of a cell is line `first_line + n - 1` of
    the script.
    """
    # no text of the author's may pass for the declaration of the encoding
    lines = ["# coding: utf-8"]
    if future:
        lines.append(f"from __future__ import {', '.join(sorted(set(future)))}")
    cells: list[Cell] = []
    for part in parts:
        if part.cell.is_empty or part.cell.kind == "other":
            continue
        lines.append("")
        if part.cell.kind == "code":
            number = part.cell.number
            lines.append(f"# In[{number}]:")
            cells.append(Cell(number=number, first_line=len(lines) + 1, injection=injection.get(number)))
        lines += _commented(part.cell.text) if part.code is None else _lines(part.code)
    codes = [part.code for part in parts if part.code]
    return Program(
        filename=f"{stem}.py",
        content="\n".join([*lines, ""]).encode(),
        cells=tuple(cells),
        needs_ipython=needs_ipython(codes),
        jupyter=brought(codes),
        unimported=tuple(unimported(codes)),
    )


def _lines(code: Code) -> list[str]:
    text = code.text.rstrip("\n")
    # a backslash at the end wants its blank line
    return [*text.split("\n"), ""] if text.endswith("\\") else text.split("\n")


def _commented(text: str) -> list[str]:
    printable = text.rstrip("\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return [f"# {line}".rstrip() for line in printable.split("\n")]
