"""Does this store keep to the conditions of writes? Everything rests on that."""

from __future__ import annotations

import secrets

from ...backend import BackendError
from .client import Bucket
from .errors import PreconditionError, UncertainWriteError

FOLDER = ".claimed/"
_TRIES = 3


def prove(bucket: Bucket, *, accept_unsafe: bool) -> None:
    """Try four writes, and learn how the store wants its ETags. Raises BackendError (lasting) if it ignores them."""
    for left in reversed(range(_TRIES)):
        key = f"{FOLDER}probe-{secrets.token_hex(8)}"
        try:
            kept = _keeps_conditions(bucket, key)
            break
        except UncertainWriteError as error:
            if not left:
                raise bucket.error(str(error)) from None
        finally:
            _clean(bucket, key)
    if not kept and not accept_unsafe:
        raise bucket.error(
            "this store ignores the conditions of writes (If-None-Match, If-Match), so that several workers would run"
            " the same batch; use another store or backend, or accept that with gw_accept_unsafe_store=True",
            lasting=True,
        )
    bucket.unsafe = not kept
    bucket.proven = True


def _keeps_conditions(bucket: Bucket, key: str) -> bool:
    first = bucket.put_if(key, b"first", None)
    if _written(bucket, key, b"first again", None):
        return False
    bucket.quotes = True
    if not _written(bucket, key, b"second", first):
        bucket.quotes = False  # as Ceph RGW has it
        if not _written(bucket, key, b"second", first):
            return False
    return not _written(bucket, key, b"third", first)


def _written(bucket: Bucket, key: str, body: bytes, etag: str | None) -> bool:
    try:
        bucket.put_if(key, body, etag)
    except PreconditionError:
        return False
    return True


def _clean(bucket: Bucket, key: str) -> None:
    try:
        bucket.delete([key])
    except BackendError:
        return  # a small file stays; what went wrong before is worth more
