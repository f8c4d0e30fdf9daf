"""Runs a converted notebook cell by cell, so that tracebacks name the cell and the line in it."""

from __future__ import annotations

import ast
import builtins
import importlib
import linecache
import os
import sys
from collections.abc import Iterator
from types import CodeType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

_FUTURE = importlib.import_module("__future__")
_FEATURES = [getattr(_FUTURE, name) for name in _FUTURE.all_feature_names]
_CO_COROUTINE = 0x80


class Notebook:
    """The script that a notebook was converted to, cut into its cells again."""

    def __init__(self, path: str, cells: list[tuple[int, int]]) -> None:
        """Read the script. `cells` are the number and the first line of each code cell, in their order."""
        with open(path, encoding="utf-8-sig") as file:
            self.lines = file.readlines()
        self.path = path
        self.cells = cells

    @property
    def source(self) -> str:
        """The whole script."""
        return "".join(self.lines)

    def parts(self) -> Iterator[tuple[str, list[str]]]:
        """A name and the lines of what stands before the first cell, and of each cell."""
        stem = os.path.splitext(os.path.basename(self.path))[0]
        bounds = [*(first - 1 for _, first in self.cells), len(self.lines)]
        yield self.path, self.lines[: bounds[0]]
        for place, (number, _) in enumerate(self.cells):
            yield f"{stem}.ipynb, cell {number}", self.lines[bounds[place] : bounds[place + 1]]

    def compile(self) -> list[CodeType]:
        """Compile all cells before any of them runs. `__future__` imports hold for the cells below, as in Jupyter."""
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        codes = []
        for name, lines in self.parts():
            source = "".join(lines)
            if name != self.path:
                # an entry without a modification time survives linecache's look at the disk
                linecache.cache[name] = (len(source), None, lines, name)
            codes.append(compile(source, name, "exec", flags=flags, dont_inherit=True))
            for feature in _FEATURES:
                flags |= codes[-1].co_flags & feature.compiler_flag
        return codes


class Runner:
    """Executes cells. Those with a top-level `await`, which Jupyter allows, share one event loop."""

    def __init__(self) -> None:
        self.loop: AbstractEventLoop | None = None

    def execute(self, code: CodeType, namespace: dict[str, object]) -> None:
        """Run one cell."""
        result = eval(code, namespace)  # noqa: S307 (it is the user's own code)
        if code.co_flags & _CO_COROUTINE:
            self._event_loop().run_until_complete(result)

    def _event_loop(self) -> AbstractEventLoop:
        if self.loop is None:
            import asyncio

            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)
        return self.loop


def offer_display() -> None:
    """Give scripts the `display` that Jupyter has built in, as far as a log can show it."""
    builtins.__dict__.setdefault("display", _display)


def _display(*things: object, **_options: object) -> None:
    for thing in things:
        sys.stdout.write(f"{thing}\n")
