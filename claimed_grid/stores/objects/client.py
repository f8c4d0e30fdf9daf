"""The only place that talks to an object store: the few requests that we need, and what their answers mean."""

from __future__ import annotations

import base64
import hashlib
import random
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from ...backend import BackendError
from ...clock import now
from ...connection import Connection
from .errors import ErrorKind, PreconditionError, UncertainWriteError, interpreted, unusable

T = TypeVar("T")
_TRIES = 3


@dataclass(frozen=True)
class ObjectInfo:
    """An object as a listing shows it. The key is relative to the connection's path."""

    key: str
    etag: str
    size: int


@dataclass(frozen=True)
class StoredObject:
    """An object as it was read."""

    body: bytes
    etag: str


@dataclass(frozen=True)
class ListingPage:
    """A part of a listing. There is more behind it if it has a token."""

    items: Sequence[ObjectInfo]
    token: str | None


def sdk_client(connection: Connection, timeout: float, tries: int) -> Any:
    """A client of the AWS SDK for a connection. Raises BackendError (lasting) when the connection cannot be used."""
    import boto3
    from botocore.config import Config

    own_endpoint = connection.endpoint is not None and ".amazonaws.com" not in connection.endpoint
    settings = {
        "connect_timeout": timeout,
        "read_timeout": timeout,
        "retries": {"total_max_attempts": tries, "mode": "standard"},
        "s3": {"addressing_style": "path" if own_endpoint else "auto"},
        "max_pool_connections": 16,
    }
    try:
        config = Config(**settings, request_checksum_calculation="when_required")
    except TypeError:  # before 1.36, which sent no checksums of its own accord
        config = Config(**settings)
    try:
        return boto3.session.Session().client(
            "s3",
            endpoint_url=connection.endpoint,
            region_name=connection.region,
            aws_access_key_id=connection.access_key,
            aws_secret_access_key=connection.secret_key,
            config=config,
        )
    except Exception as error:  # noqa: BLE001 - of many kinds, whose texts may hold keys
        raise unusable(connection, error) from None


class Bucket:
    """The objects below a connection's path; keys are relative to it.

    Every method raises BackendError when there is no answer to rely on. A request that blocks is given up after a tenth
    of `timeout`, the takeover timeout. The SDK repeats nothing: a repeated conditional write would refuse itself.
    """

    def __init__(self, connection: Connection, timeout: float) -> None:
        self.place = str(connection)
        self.patience = min(max(timeout / 10, 1.0), 60.0)
        self.quotes = True  # Ceph RGW wants an ETag without them: `prove` finds out
        self.unsafe = False  # the user accepts a store that ignores conditions
        self.proven = False
        self._trust = timeout
        self._good = 0.0
        self._bucket = connection.bucket
        self._prefix = f"{connection.path}/" if connection.path else ""
        self._condition = threading.local()
        self._client = sdk_client(connection, self.patience, tries=1)
        self._client.meta.events.register("request-created.s3.PutObject", self._prepare_put)

    def get(self, key: str) -> StoredObject | None:
        """Read an object; None if there is none."""
        return self._or_none(lambda: self._get(key))

    def head(self, key: str) -> ObjectInfo | None:
        """An object as a listing would show it; None if there is none."""
        return self._or_none(lambda: self._head(key))

    def put(self, key: str, body: bytes) -> None:
        """Write an object, whatever is there."""
        self._sure(lambda: self._put(key, body))

    def put_if(self, key: str, body: bytes, etag: str | None) -> str:
        """Write an object if it still has this ETag, or, for None, if there is none. Its ETag.

        Raises PreconditionError if the condition does not hold, UncertainWriteError when nobody can tell what happened.
        """
        if self.unsafe:
            return self._put_unsafe(key, body, etag)
        self._condition.header = ("If-None-Match", "*") if etag is None else ("If-Match", self._shown(etag))
        try:
            return self._put(key, body)
        except Exception as error:  # noqa: BLE001 - judged below
            raise self._judged(error) from None
        finally:
            self._condition.header = None

    def delete(self, keys: Sequence[str]) -> None:
        """Delete objects, whatever is in them; missing ones are no error."""
        for start in range(0, len(keys), 1000):
            self._delete(keys[start : start + 1000])

    def page(self, after: str, token: str | None, limit: int) -> ListingPage:
        """Part of the sorted list of objects: those behind the key `after`, or behind the page that had the token."""
        start = {"ContinuationToken": token} if token else {"StartAfter": self._prefix + after} if after else {}
        return self._sure(lambda: self._page(start, limit))

    def every(self) -> Iterable[ObjectInfo]:
        """All objects, sorted."""
        page = self.page("", None, 1000)
        yield from page.items
        while page.token:
            page = self.page("", page.token, 1000)
            yield from page.items

    def _get(self, key: str) -> StoredObject:
        answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)
        return StoredObject(answer["Body"].read(), _plain(answer["ETag"]))

    def _head(self, key: str) -> ObjectInfo:
        answer = self._client.head_object(Bucket=self._bucket, Key=self._prefix + key)
        return ObjectInfo(key, _plain(answer["ETag"]), answer["ContentLength"])

    def _put(self, key: str, body: bytes) -> str:
        # without it, SeaweedFS keeps an empty object of a client that died before it sent the body
        md5 = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        answer = self._client.put_object(Bucket=self._bucket, Key=self._prefix + key, Body=body, ContentMD5=md5)
        self._good = now()
        return _plain(answer["ETag"])

    def _put_unsafe(self, key: str, body: bytes, etag: str | None) -> str:
        """Look, write, and look again: what can be done without conditions. Two workers may still both win."""
        before = self.head(key)
        if (before.etag if before else None) != etag:
            raise PreconditionError
        self.put(key, body)
        after = self.get(key)
        if after is None or after.body != body:
            raise PreconditionError
        return after.etag

    def _delete(self, keys: Sequence[str]) -> None:
        if len(keys) > 1:
            wanted = {"Objects": [{"Key": self._prefix + key} for key in keys], "Quiet": True}
            try:
                answer = self._sure(lambda: self._client.delete_objects(Bucket=self._bucket, Delete=wanted))
            except BackendError:
                answer = {"Errors": keys}  # some stores want a checksum that this SDK does not send any more
            if not answer.get("Errors"):
                return
        for key in keys:
            self._delete_one(key)

    def _delete_one(self, key: str) -> None:
        self._or_none(lambda: self._client.delete_object(Bucket=self._bucket, Key=self._prefix + key))

    def _page(self, start: dict[str, str], limit: int) -> ListingPage:
        answer = self._client.list_objects_v2(
            Bucket=self._bucket, Prefix=self._prefix, Delimiter="/", MaxKeys=limit, **start
        )
        items = [
            ObjectInfo(found["Key"][len(self._prefix) :], _plain(found["ETag"]), found["Size"])
            for found in answer.get("Contents", ())
            if found["Key"] != self._prefix
        ]
        return ListingPage(items, answer.get("NextContinuationToken") if answer.get("IsTruncated") else None)

    def _prepare_put(self, request: Any, **_: object) -> None:
        """Set the condition, whose parameters the SDK knows only since 1.35. Called before the request is signed."""
        header = getattr(self._condition, "header", None)
        if header:
            request.headers[header[0]] = header[1]
        # the bodies are small: waiting for a "100 Continue" costs a round trip, and a second where there never is one
        del request.headers["Expect"]

    def _shown(self, etag: str) -> str:
        return f'"{etag}"' if self.quotes else etag

    def _or_none(self, request: Callable[[], T]) -> T | None:
        try:
            return self._tried(request)
        except PreconditionError:
            return None

    def _sure(self, request: Callable[[], T]) -> T:
        try:
            return self._tried(request)
        except PreconditionError as error:
            raise self.error(str(error)) from None

    def _tried(self, request: Callable[[], T]) -> T:
        """Repeat what may be repeated, for as long as one request may take. PreconditionError: no such object."""
        until = now() + self.patience
        for left in reversed(range(_TRIES)):
            try:
                result = request()
            except Exception as error:  # noqa: BLE001 - judged here
                judged = self._judged(error)
                if not isinstance(judged, UncertainWriteError):
                    raise judged from None
                if not left or now() > until:
                    raise self.error(str(judged)) from None
                time.sleep(random.uniform(0.05, 0.15) * (_TRIES - left) ** 2)  # noqa: S311 - no secret
            else:
                self._good = now()
                return result
        raise AssertionError

    def _judged(self, error: Exception) -> Exception:
        answer = interpreted(error)
        if answer.kind in {ErrorKind.REFUSED, ErrorKind.MISSING}:
            return PreconditionError(answer.text)
        if answer.kind is ErrorKind.DOUBT:
            return UncertainWriteError(answer.text)
        # a server that starts again may say for a while that it knows neither us nor the bucket
        return self.error(answer.text, lasting=not self.proven or now() - self._good > self._trust)

    def error(self, text: str, *, lasting: bool = False) -> BackendError:
        """The error that a worker sees: where, and what."""
        return BackendError(f"{self.place}: {text}", lasting=lasting)


def _plain(etag: str) -> str:
    return etag.strip('"')
