"""Folders that are kept between runs, each named by a hash of all that it was made from."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hatch_claimed.cache.folder import mark, shared_folder
from hatch_claimed.errors import ClaimedError

_UNUSED = 30 * 24 * 3600
_STAMP = ".used"


class FolderCacheError(ClaimedError):
    """A folder cannot be made."""


@dataclass(frozen=True, slots=True)
class FolderCache:
    """The folders of one kind, such as environments."""

    folder: Path

    def place(self, key: str) -> Path:
        """Where the folder of that hash is, or would be."""
        return self.folder / key[:24]

    def holds(self, key: str) -> bool:
        """Whether it is there."""
        return (self.place(key) / _STAMP).is_file()

    def get(self, key: str, make: Callable[[Path], None]) -> Path:
        """The folder of that hash; `make` fills an empty one where there is none. Raises FolderCacheError.

        Of two runs that make the same folder at once, both get the first one, and it is whole from the beginning.
        """
        place = self.place(key)
        try:
            if not self.holds(key):
                self._prune()
                self._make(place, make)
            (place / _STAMP).touch()
        except OSError as error:
            said = error.strerror or error
            message = f"{self.folder} cannot be written: {said}\n    Name another folder by CLAIMED_CACHE_DIR."
            raise FolderCacheError(message) from None
        return place

    def remove(self, key: str) -> None:
        """Forget the folder of that hash."""
        shutil.rmtree(self.place(key), ignore_errors=True)

    def _make(self, place: Path, make: Callable[[Path], None]) -> None:
        mark(self.folder.parent)
        self.folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self.folder, ignore_cleanup_errors=True) as new:
            whole = Path(new, "whole")
            whole.mkdir()
            make(whole)
            (whole / _STAMP).touch()
            try:
                whole.rename(place)
            except OSError:
                # another run was faster
                if not (place / _STAMP).is_file():
                    raise

    def _prune(self) -> None:
        """Remove what nobody has used for a month, and what runs that were killed left."""
        for path in self.folder.glob("*/.used"):
            _remove_old(path.parent, path)
        for path in self.folder.glob(".new-*"):
            _remove_old(path, path)


def _remove_old(folder: Path, stamp: Path) -> None:
    with suppress(OSError):
        if stamp.stat().st_mtime < time.time() - _UNUSED:
            shutil.rmtree(folder, ignore_errors=True)


def folder_cache(kind: str) -> FolderCache:
    """The user's cache for one kind of folders."""
    return FolderCache(shared_folder() / kind)
