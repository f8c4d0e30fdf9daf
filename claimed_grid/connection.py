"""Connection strings of object stores: `cos://key:secret@endpoint/bucket/path`, and ways to keep secrets out of texts.

What is understood:

- `cos://<key>:<secret>@<endpoint>/<bucket>/<path>`, and the same with `s3://`. Key and secret may be percent-encoded;
  `+`, `=` and `/` may stand there as they are, `@` and `%` must be encoded.
- `cos://<endpoint>/<bucket>/<path>`: the same without credentials. They come from where the AWS SDK looks for them:
  AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the file AWS_SHARED_CREDENTIALS_FILE, a role.
- `s3://<bucket>/<path>`: Amazon S3, or the endpoint AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL.
- `?region=eu-de` and `?scheme=http` behind the path (both: `?region=eu-de&scheme=http`). The scheme is https, and http
  for this machine itself (localhost, 127.0.0.1). The region is AWS_REGION or AWS_DEFAULT_REGION if it is not given,
  then what the endpoint's name says, then us-east-1.

The path is taken as it stands, without slashes at its ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, unquote

_SECRET = re.compile(r"://\S*@")
_SCHEME = re.compile(r"(cos|s3)://", re.IGNORECASE)
_OPTIONS = re.compile(r"\?((?:region|scheme)=[^&/]*(?:&(?:region|scheme)=[^&/]*)*)$")
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]+")
_HOST = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?")
_THIS_MACHINE = re.compile(r"(localhost|127\.[0-9.]+|\[::1\])(:[0-9]+)?")
_REGION = re.compile(r"s3[.-](?:private\.|direct\.)?([a-z]{2}(?:-[a-z0-9]+)*)\.")


class BadConnectionError(ValueError):
    """The text is no connection. The message is one line and holds no secret."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: expected cos://<key>:<secret>@<endpoint>/<bucket>/<path>")


@dataclass(frozen=True)
class Connection:
    """A place in a bucket, and how to get there. Without keys, the AWS SDK looks for them."""

    bucket: str
    path: str = ""
    endpoint: str | None = None  # with its scheme; None: Amazon S3
    region: str = "us-east-1"
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """Where it leads, without the keys."""
        place = f"{self.bucket}/{self.path}".rstrip("/")
        if self.endpoint is None:
            return f"s3://{place}"
        return f"cos://{self.endpoint.split('://', 1)[1]}/{place}"

    def split(self) -> tuple[Connection, str]:
        """The folder of the object that the path names, and the object's name in it."""
        folder, _, name = self.path.rpartition("/")
        return replace(self, path=folder), name


def redacted(text: str) -> str:
    """The text without what stands between `://` and `@`."""
    return _SECRET.sub("://***@", text)


def parse(text: str, environment: Mapping[str, str]) -> Connection:
    """The connection that a text is, as this module's head describes. Raises BadConnectionError."""
    text = text.strip()
    scheme = _SCHEME.match(text)
    if scheme is None:
        raise BadConnectionError("not a connection to an object store")
    rest, options = _without_options(text[scheme.end() :])
    keys, rest = _split_keys(rest)
    host, rest = _split_host(rest, may_be_bucket=scheme[1].lower() == "s3" and keys is None)
    bucket, _, path = rest.partition("/")
    if not _BUCKET.fullmatch(bucket):
        raise BadConnectionError("no bucket in the connection")
    endpoint = _endpoint(host, options.get("scheme", ""), environment)
    return Connection(
        bucket=bucket,
        path=path.strip("/"),
        endpoint=endpoint,
        region=options.get("region") or _region(endpoint or "", environment),
        access_key=keys[0] if keys else None,
        secret_key=keys[1] if keys else None,
    )


def _without_options(rest: str) -> tuple[str, dict[str, str]]:
    found = _OPTIONS.search(rest)
    if found is None:
        return rest, {}
    options = dict(parse_qsl(found[1]))
    if options.get("scheme", "https") not in {"http", "https"}:
        raise BadConnectionError("the scheme of a connection is http or https")
    return rest[: found.start()], options


def _split_keys(rest: str) -> tuple[tuple[str, str] | None, str]:
    """The first `@` ends the keys, if there is an endpoint and a bucket behind it; a path may hold one too."""
    before, at, after = rest.partition("@")
    if not at or "/" not in after.strip("/"):
        return None, rest
    key, colon, secret = before.partition(":")
    if "/" in key:
        return None, rest
    if not colon or bool(key) != bool(secret):
        raise BadConnectionError("a key without a secret in the connection")
    return ((unquote(key), unquote(secret)) if key else None), after


def _split_host(rest: str, *, may_be_bucket: bool) -> tuple[str, str]:
    host, _, behind = rest.partition("/")
    if may_be_bucket and ":" not in host:
        return "", rest
    if not _HOST.fullmatch(host):
        raise BadConnectionError("no endpoint in the connection")
    return host, behind


def _endpoint(host: str, scheme: str, environment: Mapping[str, str]) -> str | None:
    if not host:
        return environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL") or None
    return f"{scheme or ('http' if _THIS_MACHINE.fullmatch(host) else 'https')}://{host}"


def _region(endpoint: str, environment: Mapping[str, str]) -> str:
    given = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    if given:
        return given
    found = _REGION.search(endpoint)
    return found[1] if found else "us-east-1"
