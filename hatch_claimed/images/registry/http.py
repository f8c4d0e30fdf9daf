"""One request to a registry: sent again where that makes sense, redirected safely, and ended by a deadline."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from hatch_claimed import __version__
from hatch_claimed.images.registry.connections import Connections
from hatch_claimed.images.registry.errors import InvalidResponseError, RegistryError, UnreachableError
from hatch_claimed.images.registry.retry import Deadline, RetryPolicy

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

_AGAIN = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_CHUNK = 64 * 1024
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """What to send. `limit` is the longest body that is read of the answer, in bytes."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    limit: int = 4 * _MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """What came back, whole, and from which address after redirects.

    Header names are in lower case; of a repeated header all values are joined by commas.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class _PassingError(Exception):
    """No whole answer came, for a reason that may pass."""


@dataclass(frozen=True, slots=True)
class Http:
    """Sends requests."""

    connections: Connections = field(default_factory=Connections)
    retry: RetryPolicy = field(default_factory=RetryPolicy)

    def send(self, request: HttpRequest, deadline: Deadline) -> HttpResponse:
        """The answer to a request, whatever its status.

        429, 500, 502, 503, 504 and broken connections are tried again, as long as the server asks for. Raises
        UnreachableError when that does not help, InvalidResponseError for what no server should answer, and
        RegistryError where this machine's proxy or certificates are wrong.
        """
        failures = 0
        while True:
            try:
                answer = self._follow(request, deadline)
                problem, requested_wait = _problem(answer), self.retry.requested_wait(answer.headers.get("retry-after"))
            except _PassingError as error:
                answer, problem, requested_wait = None, str(error), 0
            if answer is not None and problem is None:
                return answer
            failures += 1
            wait = max(requested_wait, self.retry.wait(failures))
            if failures >= self.retry.tries or wait >= deadline.left():
                raise UnreachableError(_gave_up(request, problem or "", requested_wait, failures))
            self.retry.sleep(wait)

    def _follow(self, request: HttpRequest, deadline: Deadline) -> HttpResponse:
        url, headers = request.url, dict(request.headers)
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._once(request, url, headers, deadline)
            if answer.status not in _REDIRECTS or request.method not in {"GET", "HEAD"}:
                return answer
            target = _target(url, answer)
            if _origin(target) != _origin(url):
                headers.pop("Authorization", None)
            url = target
        message = f"{_host(request.url)} redirects more than {_MOST_REDIRECTS} times\n    {_ASK}"
        raise InvalidResponseError(message)

    def _once(self, request: HttpRequest, url: str, headers: Mapping[str, str], deadline: Deadline) -> HttpResponse:
        from urllib3 import Timeout
        from urllib3.exceptions import HTTPError

        left = deadline.left()
        if left <= 0:
            message = f"gave no answer within {self.retry.total:g} s"
            raise _PassingError(message)
        timeout = Timeout(connect=min(self.retry.connect, left), read=min(self.retry.read, left))
        try:
            response = self.connections.to(url).request(
                request.method,
                url,
                body=request.body,
                headers={"User-Agent": f"hatch-claimed/{__version__}", "Accept-Encoding": "identity", **headers},
                timeout=timeout,
                redirect=False,
                retries=False,
                preload_content=False,
            )
            return self._whole(response, url, request, deadline)
        except HTTPError as error:
            raise _explained(error, url) from None

    def _whole(self, response: BaseHTTPResponse, url: str, request: HttpRequest, deadline: Deadline) -> HttpResponse:
        body = bytearray()
        try:
            while chunk := response.read1(_CHUNK, decode_content=False):
                body += chunk
                self._check(len(body), request, deadline)
        except BaseException:
            # what is left unread must not be taken for the next answer
            response.close()
            raise
        response.release_conn()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return HttpResponse(url=url, status=response.status, headers=headers, body=bytes(body))

    def _check(self, length: int, request: HttpRequest, deadline: Deadline) -> None:
        if length > request.limit:
            message = f"{_host(request.url)} answers with more than {request.limit} bytes\n    {_ASK}"
            raise InvalidResponseError(message)
        if deadline.left() <= 0:
            message = f"was not done within {self.retry.total:g} s"
            raise _PassingError(message)


_ASK = "Ask who runs the registry; a proxy between here and there can be the reason too."


def _problem(answer: HttpResponse) -> str | None:
    if answer.status not in _AGAIN:
        return None
    said = http.client.responses.get(answer.status, "")
    return f"answers {answer.status} {said}".rstrip()


def _gave_up(request: HttpRequest, problem: str, requested_wait: float, failures: int) -> str:
    times = f" ({failures} times)" if failures > 1 else ""
    if requested_wait:
        remedy = f"It asks to wait {requested_wait:.0f} s: try again then."
        if "429" in problem:
            remedy += " Registries allow more to who is logged in (`docker login`)."
    else:
        remedy = "Check that it runs and that this machine reaches it (HTTPS_PROXY, NO_PROXY), then try again."
    return f"{_host(request.url)} {problem}{times}\n    {remedy}"


def _explained(error: Exception, url: str) -> Exception:
    """What an error of the HTTP library means: something that may pass, or the setup of this machine."""
    from urllib3 import exceptions

    if isinstance(error, exceptions.ProxyError):
        return _PassingError("cannot be reached through the proxy that is set")
    if isinstance(error, exceptions.SSLError):
        return RegistryError(_untrusted(url))
    if isinstance(error, exceptions.NameResolutionError | exceptions.LocationParseError):
        return _PassingError("is no host that this machine knows")
    # in some versions it is a timeout too
    if isinstance(error, exceptions.NewConnectionError):
        return _PassingError("refuses connections")
    if isinstance(error, exceptions.TimeoutError):
        return _PassingError("does not answer in time")
    return _PassingError("broke off in the middle of an answer")


def _untrusted(url: str) -> str:
    return (
        f"the certificate of {_host(url)} is not trusted here, or it speaks no TLS\n"
        "    Put the bundle with its authority's certificate into SSL_CERT_FILE, or into "
        f"/etc/docker/certs.d/{_host(url)}/ca.crt."
    )


def _target(url: str, answer: HttpResponse) -> str:
    location = answer.headers.get("location")
    target = urlsplit(urljoin(url, location or ""))
    if not location or target.scheme not in {"http", "https"} or not target.hostname:
        message = f"{_host(url)} redirects to no address\n    {_ASK}"
        raise InvalidResponseError(message)
    if urlsplit(url).scheme == "https" and target.scheme == "http":
        message = f"{_host(url)} redirects to {target.hostname} without encryption\n    {_ASK}"
        raise InvalidResponseError(message)
    return target.geturl()


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
