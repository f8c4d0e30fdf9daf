"""The source lines that findings point at."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from hatch_claimed.model import Finding
from hatch_claimed.sources.notebook.document import cells
from hatch_claimed.tree import OutsideProjectError, Tree


class Excerpts:
    """Looks lines up in a project's files. Each file is read once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._lines = lru_cache(maxsize=None)(self._read)

    def __call__(self, finding: Finding) -> str | None:
        """The line that a finding points at, in notebooks the one of its cell; None where there is none."""
        if finding.line is None:
            return None
        lines = self._lines(finding.path, finding.cell)
        return lines[finding.line - 1] if finding.line <= len(lines) else None

    def _read(self, path: str, cell: int | None) -> list[str]:
        try:
            content = self._tree.read(PurePosixPath(path))
        except (OSError, OutsideProjectError, ValueError):
            return []
        if cell is None:
            return content.decode(errors="replace").splitlines()
        found = cells(content, path)
        texts = [] if isinstance(found, Finding) else [one.text for one in found if one.number == cell]
        return texts[0].splitlines() if texts else []
