"""Batches in an object store: any that speaks S3 and keeps to the conditions of writes.

AWS, IBM COS, Cloudflare R2, MinIO and Ceph document conditional writes. A store is tried before it is used.
"""

from __future__ import annotations

import os

from ...backend import Address, Backend
from ...connection import Connection, parse
from .client import Bucket
from .cos import Cos
from .s3kv import S3kv

_ACCEPT = "gw_accept_unsafe_store"
_YES = frozenset({"true", "1", "yes", "y", "on", "t"})


def open_store(
    connection: Connection, layout: str, worker: str, timeout: float, *, accept_unsafe: bool | None = None
) -> Backend:
    """The store below a connection's path. `layout` is `s3kv` or `cos`, `timeout` the takeover timeout in seconds.

    A store that ignores the conditions of writes is refused by `prepare`, since workers would run batches twice. The
    environment variable `gw_accept_unsafe_store` (True), or `accept_unsafe`, takes that risk: then a worker looks
    before and after each write, which is not safe, only better than nothing.

    Raises BackendError when the connection cannot be used, and ValueError for another layout.
    """
    if accept_unsafe is None:
        accept_unsafe = os.environ.get(_ACCEPT, "").strip().lower() in _YES
    if layout not in {"s3kv", "cos"}:
        raise ValueError(layout)
    bucket = Bucket(connection, timeout)
    if layout == "s3kv":
        return S3kv(bucket, worker, accept_unsafe=accept_unsafe)
    return Cos(bucket, worker, timeout, accept_unsafe=accept_unsafe)


def open_cos(address: Address) -> Backend:
    """The store with objects for what happened to a batch. Raises BadConnectionError and BackendError."""
    return open_store(parse(address.place, address.environment), "cos", address.worker, address.timeout)


def open_s3kv(address: Address) -> Backend:
    """The store with one object for a batch. Raises BadConnectionError and BackendError."""
    return open_store(parse(address.place, address.environment), "s3kv", address.worker, address.timeout)


def fetch(connection: Connection, timeout: float = 600) -> bytes | None:
    """The object that a connection's path names, such as a batch file; None if there is none. Raises BackendError."""
    folder, name = connection.split()
    stored = Bucket(folder, timeout).get(name)
    return stored.body if stored else None
