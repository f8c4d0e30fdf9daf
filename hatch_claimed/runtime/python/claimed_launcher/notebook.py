"""Runs a converted notebook cell by cell, so that tracebacks name the cell and the line in it."""

from __future__ import annotations

import ast
import builtins
import importlib
import linecache
import os
import re
import sys
from collections.abc import Callable, Iterator
from types import CodeType

from . import figures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from .loops import Loop
    from .results import Results

_FUTURE = importlib.import_module("__future__")
_FEATURES = [getattr(_FUTURE, name) for name in _FUTURE.all_feature_names]
_CO_COROUTINE = 0x80
_RESULTS = re.compile(r"(?<![\w.])(?:_{1,3}|_\d+|_[io]h|Out|In)(?!\w)")
_WAITS = re.compile(r"\b(?:asyncio|nest_asyncio|await|async|aiohttp|anyio)\b")
_STARTS_A_LOOP = re.compile(r"\b(?:run_until_complete|run_forever|asyncio\.Runner|anyio\.run|trio\.run)\(")
_ASKS_FOR_A_LOOP = re.compile(r"\b(?:nest_asyncio|is_running)\b")

AT_END: list[Callable[[bool], None]] = []
"""What is to be done once, when the cell that runs now has ended; it is told whether the cell was without error."""


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
        results, put = self._results(), self._put()
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        codes = []
        for count, (name, lines) in enumerate(self.parts()):
            source = "".join(lines)
            if name != self.path:
                name = put(name, source) if put else name  # noqa: PLW2901
                # an entry without a modification time survives linecache's look at the disk
                linecache.cache[name] = (len(source), None, lines, name)
            compiled = source if results is None or not count else results.kept(source, name, count)
            codes.append(compile(compiled, name, "exec", flags=flags, dont_inherit=True))
            for feature in _FEATURES:
                flags |= codes[-1].co_flags & feature.compiler_flag
        return codes

    def _put(self) -> Callable[[str, str], str] | None:
        """What puts cells into files, and gives their places; None for a notebook that does not need that."""
        if "numba" not in self.source:
            return None
        from . import cells

        return cells.written if cells.are_wanted(self.source) else None

    def _results(self) -> Results | None:
        """What keeps the values of cells; None for a notebook that does not ask for them, which is most of them."""
        if not _RESULTS.search(self.source):
            return None
        from .results import Results

        results = Results()
        return results if any(results.is_asked_for("".join(lines), name) for name, lines in self.parts()) else None


class Runner:
    """Executes cells, within one event loop where the notebook's `source` has to do with one, as Jupyter does it."""

    def __init__(self, source: str) -> None:
        """Without `asyncio` and `await` there is no loop. One that starts a loop itself finds none that runs."""
        self.waits = _WAITS.search(source) is not None
        self.within = self.waits and (not _STARTS_A_LOOP.search(source) or bool(_ASKS_FOR_A_LOOP.search(source)))
        self.running: Loop | None = None
        self.ends_figures = figures.end_with_cells(source)
        if self.ends_figures:
            sys.meta_path.insert(0, figures.Finder())

    @property
    def loop(self) -> AbstractEventLoop | None:
        """The loop in which cells ran or waited, None if none did."""
        return self.running.loop if self.running else None

    def execute(self, code: CodeType, namespace: dict[str, object]) -> None:
        """Run one cell."""
        succeeded = False
        try:
            if self.within or code.co_flags & _CO_COROUTINE:
                self._loop().run(code, namespace, within=self.within)
            else:
                eval(code, namespace)  # noqa: S307 (it is the user's own code)
            succeeded = True
        finally:
            while AT_END:
                AT_END.pop()(succeeded)
            if self.ends_figures:
                figures.close()
            _look_again()

    def finish(self) -> None:
        """End the tasks that still wait when the last cell has ended."""
        if self.running:
            self.running.finish()

    def _loop(self) -> Loop:
        if self.running is None:
            from .loops import Loop

            self.running = Loop()
        return self.running


def look_in_working_directory() -> None:
    """Put the working directory first on the module path, as Jupyter does: cells write modules into it."""
    sys.path.insert(0, "")


def _look_again() -> None:
    """Have modules found that the last cell wrote: Python remembers a folder for as long as its clock stands still."""
    finder = sys.path_importer_cache.get(os.getcwd())
    if finder is not None and hasattr(finder, "invalidate_caches"):
        finder.invalidate_caches()


def offer_display() -> None:
    """Give scripts the `display` that Jupyter has built in, as far as a log can show it."""
    builtins.__dict__.setdefault("display", _display)


def _display(*things: object, **_options: object) -> None:
    for thing in things:
        sys.stdout.write(f"{thing}\n")
