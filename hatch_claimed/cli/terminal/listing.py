"""The operators of a project as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hatch_claimed.cli.listing import ListEntry
from hatch_claimed.cli.terminal.console import console
from hatch_claimed.cli.terminal.tables import table

_LEAST = 20
_BETWEEN = 6
_LONGEST_VALUE = 40


def show(entries: Sequence[ListEntry]) -> bool:
    """Print it on standard output, unless the terminal is too narrow; say which."""
    screen = console(sys.stdout)
    made = listing(entries, screen)
    if made is not None:
        screen.print(made)
    return made is not None


def listing(entries: Sequence[ListEntry], screen: Console) -> Table | None:
    """For each its name and what it is, beside its interface; None where the screen is too narrow for that."""
    names, values = (_longest(cell for entry in entries for cell in cells(entry)) for cells in (_names, _values))
    width = min(
        _longest(line for entry in entries for line in _about(entry)[:2]),
        screen.width - names - min(values, _LONGEST_VALUE) - _BETWEEN,
    )
    if width < _LEAST:
        return None
    made = table("operator", "parameter", "value")
    made.columns[0].width = width
    made.columns[1].min_width = names
    for number, entry in enumerate(entries):
        if number:
            made.add_row()
        # line by line, since a cell of several lines would tear the interface beside it apart
        about = [line for text in _about(entry) for line in text.wrap(screen, width)]
        for cells in zip_longest(about, _names(entry), _values(entry)):
            made.add_row(*cells)
    return made


def _about(entry: ListEntry) -> list[Text]:
    about = [Text(entry.name, style="bold"), Text(entry.kind, style="dim")]
    about += [Text(entry.description)] if entry.description else []
    return [*about, *(Text(line, style="red") for line in entry.wrong)]


def _longest(cells: Iterable[Text]) -> int:
    return max((cell.cell_len for cell in cells), default=0)


def _names(entry: ListEntry) -> list[Text]:
    parameters = [Text(f"--{name}", style="cyan") for name, _ in entry.parameters]
    outputs = [Text(name, style="green") for name in entry.outputs]
    return [*parameters, *outputs, *(Text(name) for name in entry.modules)]


def _values(entry: ListEntry) -> list[Text]:
    outputs = [Text("written", style="green") for _ in entry.outputs]
    return [*(Text(text) for _, text in entry.parameters), *outputs, *(Text("included") for _ in entry.modules)]
