"""The source lines that findings point at."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from hatch_claimed.languages.registry import language_of
from hatch_claimed.model import Finding
from hatch_claimed.sources.notebook.document import cells
from hatch_claimed.system.tree import OutsideProjectError, Tree


class Excerpts:
    """Looks lines up in a project's files. Each file is read once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._lines = lru_cache(maxsize=None)(self._read)

    def __call__(self, finding: Finding) -> str | None:
        """The line that a finding points at, in notebooks the one of its cell; None where there is none."""
        if finding.line is None:
            return None
        lines = self._lines(finding.path).get(finding.cell, [])
        return lines[finding.line - 1] if finding.line <= len(lines) else None

    def _read(self, path: str) -> dict[int | None, list[str]]:
        """The lines of the file under None, and those of a notebook's cells under their numbers."""
        try:
            content = self._tree.read(PurePosixPath(path))
        except (OSError, OutsideProjectError, ValueError):
            return {}
        lines: dict[int | None, list[str]] = {None: content.decode(errors="replace").splitlines()}
        of = language_of(PurePosixPath(path))
        found = cells(content, path) if of and of.has_cells else ()
        if not isinstance(found, Finding):
            lines.update({cell.number: cell.text.splitlines() for cell in found})
        return lines
