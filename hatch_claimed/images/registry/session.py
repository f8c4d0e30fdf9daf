"""A session with one repository of a registry: requests are authorized, and what comes back is checked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from hatch_claimed.images.registry.auth import Authorizer
from hatch_claimed.images.registry.documents import ACCEPT, ImageManifest, Index, read_document
from hatch_claimed.images.registry.endpoint import Endpoint
from hatch_claimed.images.registry.errors import InvalidResponseError
from hatch_claimed.images.registry.http import HttpRequest, HttpResponse
from hatch_claimed.images.registry.reference import is_digest
from hatch_claimed.images.registry.retry import Deadline


@dataclass(frozen=True, slots=True)
class Head:
    """A manifest or an index without its content. `digest` is empty where the registry does not say it."""

    digest: str
    media_type: str


@dataclass(frozen=True, slots=True)
class RegistrySession:
    """A session with one repository, and until when it may last."""

    authorizer: Authorizer
    endpoint: Endpoint
    deadline: Deadline

    def ask(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request, with whatever authorization the registry wants: 2xx or 404.

        Raises AccessDeniedError, UnreachableError or InvalidResponseError.
        """
        # at most twice: to learn what is wanted, or that a token is worth nothing any more
        for _ in range(2):
            header = self.authorizer.header(self.endpoint, self.deadline)
            headers = {**request.headers, **({"Authorization": header} if header else {})}
            answer = self.authorizer.http.send(replace(request, headers=headers), self.deadline)
            if not answer.url.startswith(f"{self.endpoint.base}/"):
                return self._answered_elsewhere(answer)
            if answer.status != 401 or not self.authorizer.learn(self.endpoint, answer, header):
                break
        if answer.status in {401, 403}:
            raise self.authorizer.refusal(self.endpoint, status=answer.status)
        if answer.status != 404 and not 200 <= answer.status < 300:
            message = f"{self.endpoint.registry} answers {answer.status} when asked for {self.endpoint.repository}"
            message += "\n    Is it a registry? Check its address."
            raise InvalidResponseError(message)
        return answer

    def _answered_elsewhere(self, answer: HttpResponse) -> HttpResponse:
        """What storage answers, to which registries redirect. It gets no login, whatever it asks for."""
        if answer.status != 404 and not 200 <= answer.status < 300:
            message = f"{self.endpoint.registry} redirects to {urlsplit(answer.url).hostname}, which answers"
            message += f" {answer.status}\n    Try again; if it stays so, ask who runs the registry."
            raise InvalidResponseError(message)
        return answer

    def head(self, wanted: str) -> Head | None:
        """What is there by tag or digest; None if it is missing."""
        url = self.endpoint.url("manifests", wanted)
        answer = self.ask(HttpRequest(method="HEAD", url=url, headers={"Accept": ACCEPT}))
        if answer.status == 404:
            return None
        digest = answer.headers.get("docker-content-digest", "")
        if is_digest(wanted) and is_digest(digest) and digest != wanted:
            raise self._other(digest, wanted)
        return Head(digest if is_digest(digest) else "", media_type(answer))

    def document(self, wanted: str) -> Index | ImageManifest | None:
        """A manifest or an index by tag or digest, its content checked against its digest; None if it is missing."""
        url = self.endpoint.url("manifests", wanted)
        answer = self.ask(HttpRequest(method="GET", url=url, headers={"Accept": ACCEPT}))
        if answer.status == 404:
            return None
        promised = wanted if is_digest(wanted) else answer.headers.get("docker-content-digest")
        digest = self._checked(answer.body, promised)
        return read_document(answer.body, media_type(answer), digest)

    def blob(self, digest: str, limit: int) -> bytes | None:
        """A blob, checked; None if it is missing."""
        answer = self.ask(HttpRequest(method="GET", url=self.endpoint.url("blobs", digest), limit=limit))
        if answer.status == 404:
            return None
        self._checked(answer.body, digest)
        return answer.body

    def _checked(self, content: bytes, promised: str | None) -> str:
        """The digest of a content. Raises InvalidResponseError where it is another than promised."""
        algorithm = promised.partition(":")[0] if promised and is_digest(promised) else "sha256"
        digest = f"{algorithm}:{hashlib.new(algorithm, content).hexdigest()}"
        if promised and digest != promised:
            raise self._other(digest, promised)
        return digest

    def _other(self, digest: str, promised: str) -> InvalidResponseError:
        message = f"{self.endpoint.registry} sent something else for {self.endpoint.repository} than it should"
        return InvalidResponseError(
            f"{message}: its digest is {digest}, not {promised}\n"
            "    It was not used. Try again; if it stays so, ask who runs the registry or the proxy before it."
        )


def media_type(answer: HttpResponse) -> str:
    """The media type of an answer, without its parameters."""
    return answer.headers.get("content-type", "").partition(";")[0].strip()
