"""Files between a bucket and local folders: what a batch needs before it runs, and what it made."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from functools import partial

from .connection import Connection

_TIMEOUT = 60.0
_TRIES = 5
_THREADS = 4
_MAGIC = re.compile(r"[*?\[]")
_GLOB = re.compile(r"\*\*/|\*+|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


class TransferError(Exception):
    """A file could not be brought to where it belongs. The text names it, and holds no secret."""


def never() -> bool:
    """For those who never want a transfer to stop."""
    return False


class BucketFiles:
    """The files below a connection's path. May be used from several threads."""

    def __init__(self, connection: Connection) -> None:
        """Raises BackendError (lasting) when the connection cannot be used."""
        from .stores.objects.client import sdk_client

        self._connection = connection
        self._prefix = f"{connection.path}/" if connection.path else ""
        self._client = sdk_client(connection, _TIMEOUT, _TRIES)

    def find(self, pattern: str) -> list[str]:
        """The keys below the path that match, sorted, and from the bucket's root on. Raises TransferError.

        `*`, `?` and `[…]` stay within a folder, `**` goes over folders: `**/*.tif` finds `a.tif` and `x/y/a.tif`.
        """
        pattern = self._prefix + pattern.lstrip("/")
        matches = _compiled(pattern[len(self._prefix) :]).fullmatch
        start = _MAGIC.search(pattern, len(self._prefix))
        found = self._list(pattern[: start.start()] if start else pattern)
        return sorted(key for key in found if not key.endswith("/") and matches(key, len(self._prefix)))

    def download(self, keys: Iterable[str], folder: str, must_stop: Callable[[], bool] = never) -> list[str]:
        """Write the objects of these keys (from the bucket's root on) to `<folder>/<key>`. The files' paths.

        Raises TransferError, also when `must_stop` says yes, which is asked often.
        """
        wanted = [(key, _inside(folder, key)) for key in dict.fromkeys(keys)]
        _together([partial(self._download, key, path, must_stop) for key, path in wanted])
        return [path for _, path in wanted]

    def upload(self, folder: str, must_stop: Callable[[], bool] = never) -> list[str]:
        """Write all files of a folder below the connection's path, under their paths in it. The keys.

        Raises TransferError, also when `must_stop` says yes.
        """
        wanted = [(path, self._prefix + _relative(folder, path)) for path in sorted(_walk(folder))]
        _together([partial(self._upload, path, key, must_stop) for path, key in wanted])
        return [key for _, key in wanted]

    def _list(self, prefix: str) -> list[str]:
        try:
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._connection.bucket, Prefix=prefix
            )
            return [found["Key"] for page in pages for found in page.get("Contents", ())]
        except Exception as error:  # noqa: BLE001 - of many kinds, whose texts may hold keys
            raise self._failure("cannot list", prefix, error) from None

    def _download(self, key: str, path: str, must_stop: Callable[[], bool]) -> None:
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            self._client.download_file(self._connection.bucket, key, path, Callback=_stopper(must_stop))
        except Exception as error:  # noqa: BLE001
            raise self._failure("cannot download", key, error) from None

    def _upload(self, path: str, key: str, must_stop: Callable[[], bool]) -> None:
        try:
            self._client.upload_file(path, self._connection.bucket, key, Callback=_stopper(must_stop))
        except Exception as error:  # noqa: BLE001
            raise self._failure("cannot upload", key, error) from None

    def _failure(self, what: str, key: str, error: Exception) -> TransferError:
        from .stores.objects.errors import interpreted

        if isinstance(error, TransferError):
            return error
        if isinstance(error, OSError) and error.filename is not None:
            return TransferError(f"{what} {self._connection.bucket}/{key}: {error.strerror} ({error.filename})")
        cause = error.__cause__ or error.__context__
        if type(error).__name__ == "S3UploadFailedError" and isinstance(cause, Exception):
            error = cause
        return TransferError(f"{what} {self._connection.bucket}/{key}: {interpreted(error).text}")


def _compiled(pattern: str) -> re.Pattern[str]:
    expression = "".join(_part(piece) for piece in _GLOB.findall(pattern))
    try:
        return re.compile(expression, re.DOTALL)
    except re.error:
        message = f"the pattern {pattern!r} is not valid"
        raise TransferError(message) from None


def _part(piece: str) -> str:
    if piece == "**/":
        return "(?:.*/)?"
    if piece.startswith("*"):
        return "[^/]*" if piece == "*" else ".*"
    if piece == "?":
        return "[^/]"
    if piece.startswith("[") and piece != "[":
        inner = piece[1:-1].replace("\\", "\\\\").replace("[", "\\[").replace("^", "\\^")
        return f"(?!/)[{'^' + inner[1:] if inner.startswith('!') else inner}]"
    return re.escape(piece)


def _inside(folder: str, key: str) -> str:
    parts = [part for part in key.split("/") if part]
    if not parts or "\0" in key or any(part in {".", ".."} for part in parts):
        message = f"the key {key!r} is no path within a folder"
        raise TransferError(message)
    return os.path.join(folder, *parts)


def _walk(folder: str) -> Iterator[str]:
    def fail(error: OSError) -> None:
        message = f"cannot read {error.filename}: {error.strerror}"
        raise TransferError(message) from None

    for here, _, names in os.walk(folder, onerror=fail):
        yield from (os.path.join(here, name) for name in names)


def _relative(folder: str, path: str) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _stopper(must_stop: Callable[[], bool]) -> Callable[[int], None]:
    def check(_transferred: int) -> None:
        if must_stop():
            raise TransferError("stopped")

    check(0)
    return check


def _together(jobs: Sequence[Callable[[], None]]) -> None:
    """Do the jobs, a few at once; the first error ends them."""
    with ThreadPoolExecutor(_THREADS) as pool:
        futures = [pool.submit(job) for job in jobs]
        wait(futures, return_when=FIRST_EXCEPTION)
        for future in futures:
            future.cancel()
        for future in futures:
            if not future.cancelled():
                future.result()
