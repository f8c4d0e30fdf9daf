"""The project's files as the pure stages see them: names and contents, never a way out of the project."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from wcmatch import glob

FOLDER = "claimed"
RECORD = ".build.json"
"""A build writes into a folder of this name in the build directory, and this file into it.

That of one script alone has the script's name behind a hyphen.
"""

SITE = "site"
"""The folder of the site in an artifact folder. It is written on its own, and a build leaves it as it is."""


_OF_OTHERS = frozenset({"node_modules", "site-packages"})

# in brackets they stand for themselves; a colon and a tilde could begin a path that leads out of the project
_SPECIAL = re.compile(r"[*?\[~:]")


class OutsideProjectError(Exception):
    """A path, or what a link in it leads to, lies outside the project."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The folder that pyproject.toml lies in. The only place where sources are read from disk.

    One that is no project, such as somebody's home, may hold anything: it is not searched for modules (`is_searched`).
    """

    root: Path
    is_searched: bool = field(default=True, kw_only=True)

    def glob(self, pattern: str) -> tuple[PurePosixPath, ...]:
        """Files that match, sorted, with everything in matching folders. Hidden names match only when named.

        What lies in a build directory is no source: archives, artifacts, and the scripts in build contexts.
        """
        found: set[PurePosixPath] = set()
        for name in self._names(pattern):
            if _is_folder(self.root, name):
                found.update(self._below(self.root / name))
            elif not name.endswith("/"):  # `x/**` gives `x/` even where there is no x
                found.add(PurePosixPath(name.replace(os.sep, "/")))
        built = self._built(found)
        kept = (path for path in found if built.isdisjoint(path.parents)) if built else found
        return tuple(sorted(kept, key=lambda path: path.parts))

    def is_file(self, path: PurePosixPath) -> bool:
        """Whether a file of the project lies there."""
        return _holds((self.root / path).is_file)

    def read(self, path: PurePosixPath) -> bytes:
        """The content of a file. Raises OutsideProjectError for one that lies elsewhere, OSError as usual."""
        # unlike Path.resolve, realpath takes links that lead in a circle
        root = os.path.realpath(self.root)
        real = os.path.realpath(os.path.join(root, path))  # noqa: PTH118 - for each of thousands of files
        if os.path.commonpath((real, root)) != root:
            raise OutsideProjectError(str(path))
        file = Path(real)
        if not stat.S_ISREG(file.stat().st_mode):
            # reading from a pipe would wait for ever
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        return file.read_bytes()

    def try_read(self, path: PurePosixPath) -> bytes | None:
        """The content of a file, None where it cannot be had."""
        try:
            return self.read(path)
        except (OSError, OutsideProjectError):
            return None

    def entries(self, folder: PurePosixPath) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the files and of the folders in a folder; none where it cannot be looked into."""
        try:
            with os.scandir(self.root / folder) as found:
                entries = [(entry.name, entry.is_dir()) for entry in found]
        except (OSError, ValueError):
            return frozenset(), frozenset()
        return (
            frozenset(name for name, is_folder in entries if not is_folder),
            frozenset(name for name, is_folder in entries if is_folder),
        )

    def modules(self) -> Iterator[PurePosixPath]:
        """All Python files of the project, without hidden folders, environments and what others put there."""
        if not self.is_searched:
            return
        for place, folders, files in os.walk(self.root):
            if "pyvenv.cfg" in files or RECORD in files:
                folders.clear()
                continue
            folders[:] = [name for name in folders if not name.startswith((".", "__")) and name not in _OF_OTHERS]
            near = PurePosixPath(Path(place).relative_to(self.root).as_posix())
            yield from (near / name for name in files if name.endswith(".py"))

    def is_executable(self, path: PurePosixPath) -> bool:
        """Whether its owner may run the file."""
        return bool((self.root / path).stat().st_mode & 0o100)

    def _names(self, pattern: str) -> list[str]:
        try:
            # unlike Python's own glob, `**` does not follow links, which may lead in circles
            return glob.glob(pattern, root_dir=self.root, flags=glob.GLOBSTAR)
        except ValueError:
            # a null character, which no file name holds
            return []

    def _built(self, paths: Iterable[PurePosixPath]) -> set[PurePosixPath]:
        """The build directories around the paths; where the project itself is one, the artifact folder in it."""
        near = {path.parent for path in paths}
        folders = {folder for path in near for folder in (path, *path.parents) if folder.name}
        written = {folder for folder in folders if _may_be_written(folder) and self.is_file(folder / RECORD)}
        return written | {folder for folder in folders if self.is_file(folder / FOLDER / RECORD)}

    def _below(self, folder: Path) -> list[PurePosixPath]:
        inner = (path for path in folder.rglob("*") if _holds(path.is_file))
        relative = (path.relative_to(self.root) for path in inner)
        return [PurePosixPath(path.as_posix()) for path in relative if not _hidden(path, folder, self.root)]


@dataclass(frozen=True, slots=True)
class Overlay(Tree):
    """A project in which one file has another content than on disk: what an editor holds and has not saved."""

    path: PurePosixPath
    content: bytes

    def glob(self, pattern: str) -> tuple[PurePosixPath, ...]:
        """As on disk, with the file where it matches."""
        found = set(Tree.glob(self, pattern))
        if glob.globmatch(str(self.path), pattern, flags=glob.GLOBSTAR):
            found.add(self.path)
        return tuple(sorted(found))

    def is_file(self, path: PurePosixPath) -> bool:
        """As on disk, with the file."""
        return path == self.path or Tree.is_file(self, path)

    def read(self, path: PurePosixPath) -> bytes:
        """As on disk, except for the file."""
        return self.content if path == self.path else Tree.read(self, path)


def read_text(path: Path) -> str:
    """The text of a file. Raises OSError for a pipe or a device too: reading from one could wait for ever."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "Not a regular file", str(path))
    return path.read_text(encoding="utf-8")


def escaped(path: str) -> str:
    """A pattern for just this path, that settings take as it is."""
    return _SPECIAL.sub(r"[\g<0>]", path).replace("\\", r"[\\]")


def _holds(check: Callable[[], bool]) -> bool:
    """What pathlib says of a path; no, where it may not look or the name is too long."""
    try:
        return check()
    except OSError:
        return False


def _may_be_written(folder: PurePosixPath) -> bool:
    """Whether a folder is called like one that a build, or the command that makes a site, writes into."""
    of_a_build = folder.name == FOLDER or folder.name.startswith(f"{FOLDER}-")
    return of_a_build or (folder.name == SITE and folder.parent.name == FOLDER)


def _is_folder(root: Path, name: str) -> bool:
    """As pathlib says, in a third of the time: a pattern may match thousands of names."""
    return os.path.isdir(os.path.join(root, name))  # noqa: PTH112, PTH118


def _hidden(path: Path, folder: Path, root: Path) -> bool:
    return any(
        part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder.relative_to(root)).parts
    )


def stays_below(path: str | PurePosixPath) -> bool:
    """Whether a path leads to a place below the folder that it is put behind: it is relative, without `..`, no URL."""
    text, written = str(path), PurePosixPath(path)
    return not written.is_absolute() and ".." not in written.parts and "://" not in text and "\0" not in text


def seen_from_root(path: PurePosixPath) -> PurePosixPath:
    """The path without `.` and `..`; one that leaves the project keeps its first `..`."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def inside(path: PurePosixPath) -> PurePosixPath | None:
    """The path without `.` and `..`, None where it leaves the project."""
    seen = seen_from_root(path)
    return None if ".." in seen.parts else seen
