"""Figures of notebooks that are saved when they have ended: with their cell, or by `plt.show()`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from hatch_claimed.checks.analysis.calls import PythonCall, PythonNames, names
from hatch_claimed.sources.python.code import Code, last_name

_SAVE, _SHOW = "matplotlib.pyplot.savefig", "matplotlib.pyplot.show"
# where figures stay, as the launcher's `figures.py` has it
_STAY = re.compile(
    r"\b(?:matplotlib|mpl)\.use\(|\bswitch_backend\(|\bclose_figures\b"
    r"|run_line_magic\('matplotlib', '(?!inline')\w"
)
_DRAWS_NOTHING = frozenset({"print", "str", "makedirs", "mkdir", "join", "Path", "dirname", "getenv", "get", "format"})


def saved_too_late(codes: Sequence[Code]) -> Iterator[PythonCall]:
    """The calls of `plt.savefig` before which nothing in their cell can have drawn: they save an empty figure."""
    if not any("savefig" in code.text for code in codes) or any(_STAY.search(code.text) for code in codes):
        return
    known = names(codes)
    for code in codes:
        if code.cell is not None and "savefig" in code.text:
            yield from _in_cell(code, known)


def _in_cell(code: Code, known: PythonNames) -> Iterator[PythonCall]:
    found = (visit.node for visit in code.of(ast.Call))
    is_empty = True
    for call in sorted((one for one in found if isinstance(one, ast.Call)), key=_end):
        name = known.full(call.func)
        if name == _SAVE:
            if is_empty:
                yield PythonCall(_SAVE, call, code)
        elif name == _SHOW:
            is_empty = True
        elif last_name(call.func) not in _DRAWS_NOTHING:
            is_empty = False


def _end(call: ast.Call) -> tuple[int, int]:
    # what stands within another call is called before it
    return call.end_lineno or 0, call.end_col_offset or 0
