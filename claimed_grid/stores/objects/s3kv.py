"""One object per batch: its size tells its state, so that one page of a listing tells those of 1,000 batches."""

from __future__ import annotations

from collections.abc import Sequence

from ...backend import BatchState, Status
from .client import Bucket, ObjectInfo
from .listing import find
from .record import status_of
from .store import ObjectStore

_FEW = 10


class S3kv(ObjectStore):
    """`<path>/<name>`: PUT If-None-Match claims it, every change is a PUT If-Match. Two requests per batch."""

    def __init__(self, bucket: Bucket, worker: str, *, accept_unsafe: bool) -> None:
        super().__init__(bucket, worker, "", accept_unsafe=accept_unsafe)

    def names(self) -> Sequence[str]:
        """See `Backend`. Objects of a size that ours never have are not ours."""
        return sorted(item.key for item in self._bucket.every() if _is_ours(item))

    def _look(self, names: Sequence[str]) -> dict[str, BatchState]:
        if len(names) <= _FEW:
            heads = (self._bucket.head(name) for name in names)
            return {item.key: self._seen(item) for item in heads if item}
        return {item.key: self._seen(item) for item in find(self._bucket, names)}

    def _seen(self, item: ObjectInfo) -> BatchState:
        # an empty one is a claim of which the body got lost
        status = status_of(item.size) if item.size else Status.RUNNING
        if status is None:
            raise self._strange(item.key)
        return BatchState(status, item.etag)


def _is_ours(item: ObjectInfo) -> bool:
    return status_of(item.size) is not None
