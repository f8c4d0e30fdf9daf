"""The project's files as the pure stages see them: names and contents, never a way out of the project."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


class OutsideProjectError(Exception):
    """A path, or what a link in it leads to, lies outside the project."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The folder that pyproject.toml lies in. The only place where sources are read from disk."""

    root: Path

    def glob(self, pattern: str) -> tuple[PurePosixPath, ...]:
        """Files that match, sorted, with everything in matching folders. Hidden names match only when named."""
        found: set[PurePosixPath] = set()
        for name in glob.glob(pattern, root_dir=self.root, recursive=True):
            path = self.root / name
            if path.is_dir():
                found.update(self._below(path))
            else:
                found.add(PurePosixPath(Path(name).as_posix()))
        return tuple(sorted(found))

    def is_file(self, path: PurePosixPath) -> bool:
        """Whether a file of the project lies there."""
        return (self.root / path).is_file()

    def read(self, path: PurePosixPath) -> bytes:
        """The content of a file. Raises OutsideProjectError for one that lies elsewhere, OSError as usual."""
        real = (self.root / path).resolve()
        if not real.is_relative_to(self.root.resolve()):
            raise OutsideProjectError(str(path))
        return real.read_bytes()

    def is_executable(self, path: PurePosixPath) -> bool:
        """Whether its owner may run the file."""
        return bool((self.root / path).stat().st_mode & 0o100)

    def _below(self, folder: Path) -> list[PurePosixPath]:
        inner = (path for path in folder.rglob("*") if path.is_file())
        relative = (path.relative_to(self.root) for path in inner)
        return [PurePosixPath(path.as_posix()) for path in relative if not _hidden(path, folder, self.root)]


def _hidden(path: Path, folder: Path, root: Path) -> bool:
    return any(
        part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder.relative_to(root)).parts
    )
