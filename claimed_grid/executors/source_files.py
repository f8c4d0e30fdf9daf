"""Which files of a bucket are the sources of `legacy_cos`, and which of them belong to a batch."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..connection import Connection, parse
from ..names import SUFFIXES
from ..options import Options
from ..transfer import BucketFiles

_ALL = "**"
_OURS = ".claimed/"


class SourceFiles:
    """The files below `gw_source_connection`. They are listed once, and again for a batch that has none."""

    def __init__(self, options: Options) -> None:
        """Raises BadConnectionError, or BackendError (lasting) when the connection cannot be used."""
        self._source = parse(options.source_connection, os.environ)
        self._coordinator = parse(options.place, os.environ)
        self._patterns = _split(options.pattern) or [_ALL]
        self._additional = _split(options.additional_source_files)
        self.files = BucketFiles(self._source)
        self._keys: Sequence[str] | None = None

    def keys(self) -> Sequence[str]:
        """The keys that match the pattern, but for the coordinator's own. Raises TransferError."""
        if self._keys is None:
            self._keys = [key for key in self._found(self._patterns) if not self._is_ours(key)]
        return self._keys

    def of_batch(self, batch_id: str) -> list[str]:
        """The keys that hold the batch's id. Raises TransferError.

        It does not count where all of it stands in the path of the connection, which all keys have in common.
        """
        begin = max(0, len(self._source.path) + 2 - len(batch_id)) if self._source.path else 0
        found = [key for key in self.keys() if batch_id in key[begin:]]
        if not found:
            self._keys = None
            found = [key for key in self.keys() if batch_id in key[begin:]]
        return found

    def of_all(self) -> list[str]:
        """The keys of the additional source files. Raises TransferError."""
        return self._found(self._additional)

    def _found(self, patterns: Sequence[str]) -> list[str]:
        return sorted({key for pattern in patterns for key in self.files.find(pattern)})

    def _is_ours(self, key: str) -> bool:
        if _bucket(self._source) != _bucket(self._coordinator):
            return False
        folder = f"{self._coordinator.path}/" if self._coordinator.path else ""
        inner = key[len(folder) :]
        own = inner.startswith(_OURS) or ("/" not in inner and inner.endswith(SUFFIXES))
        return key.startswith(folder) and own


def _bucket(connection: Connection) -> tuple[str | None, str]:
    return connection.endpoint, connection.bucket


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
