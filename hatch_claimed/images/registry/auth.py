"""How a registry lets us in: by nothing, by user and password, or by tokens of the service that it names.

The rules are those of the Distribution project's token authentication and of RFC 7235.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from hatch_claimed.images.registry.credentials import Credential, Keychain
from hatch_claimed.images.registry.endpoint import Endpoint
from hatch_claimed.images.registry.errors import AccessDeniedError, CredentialsError, InvalidResponseError
from hatch_claimed.images.registry.http import Http, HttpRequest, HttpResponse
from hatch_claimed.images.registry.retry import Deadline
from hatch_claimed.model.reference import DOCKER_HUB

_CLIENT = "hatch-claimed"
_SHORTEST_LIFE = 60
_SCHEME = re.compile(r"(?:^|,)\s*(?P<scheme>[A-Za-z][A-Za-z0-9-]*)(?=\s+[A-Za-z_]+\s*=|\s*(?:,|$))")
_PARAMETER = re.compile(r'(?P<name>[A-Za-z_]+)\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s,"]+))')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a registry wants to see: `scheme` is `basic` or `bearer`."""

    scheme: str
    realm: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    value: str = field(repr=False)
    ends: float


@dataclass(slots=True)
class _Place:
    """What holds tokens for one scope. Its lock lets one thread fetch while others wait for the same token."""

    token: _Token | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Authorizer:
    """Finds out what each registry wants, and keeps its tokens as long as they live."""

    http: Http = field(default_factory=Http)
    keychain: Keychain = field(default_factory=Keychain)
    _challenges: dict[str, Challenge] = field(default_factory=dict, repr=False)
    _places: dict[tuple[str, str], _Place] = field(default_factory=dict, repr=False)
    _notes: dict[str, str] = field(default_factory=dict, repr=False)

    def header(self, endpoint: Endpoint, deadline: Deadline) -> str | None:
        """The Authorization header; None before the registry has asked for one.

        Raises AccessDeniedError where the login is refused, and what `Http.send` raises.
        """
        challenge = self._challenges.get(endpoint.base)
        if challenge is None:
            return None
        if challenge.scheme == "basic":
            credential = self._login(endpoint)
            return credential.basic if credential and not credential.identity_token else None
        place = self._places.setdefault((endpoint.base, endpoint.repository), _Place())
        with place.lock:
            if place.token is None or place.token.ends <= self.http.retry.clock():
                place.token = self._fetch(endpoint, challenge, deadline)
            return f"Bearer {place.token.value}"

    def learn(self, endpoint: Endpoint, answer: HttpResponse, sent: str | None) -> bool:
        """Take in what a registry asks for with a 401. Whether there is something new to try.

        `sent` is the header that it did not accept.
        """
        challenge = read_challenge(answer.headers.get("www-authenticate", ""))
        if challenge is None:
            return False
        changed = self._challenges.get(endpoint.base) != challenge
        self._challenges[endpoint.base] = challenge
        if place := self._places.get((endpoint.base, endpoint.repository)):
            with place.lock:
                if place.token is not None and f"Bearer {place.token.value}" == sent:
                    place.token = None
        # another thread may have a newer token by now
        return changed or sent is None or challenge.scheme == "bearer"

    def refusal(self, endpoint: Endpoint, *, status: int) -> AccessDeniedError:
        """The error for a registry that does not let us see a repository."""
        login = self._login(endpoint)
        command, note = _login_command(endpoint), self._notes.get(endpoint.base)
        if note:
            message = f"{endpoint.registry} does not show {endpoint.repository} without a login, and {note}"
            return AccessDeniedError(f"{message}; correct that, or run {command}")
        if login is None:
            message = f"{endpoint.registry} does not show {endpoint.repository} without a login: run {command}"
            return AccessDeniedError(f"{message}, or check the repository's name")
        message = f"{endpoint.registry} does not show {endpoint.repository} with the stored login ({status})"
        basic = self._challenges.get(endpoint.base, Challenge("")).scheme == "basic"
        message += f": check the repository's name, ask for access to it, or run {command} again"
        return AccessDeniedError(message, rejected=basic and status == 401)

    def _login(self, endpoint: Endpoint) -> Credential | None:
        """The stored login. A keychain that is out of order is remembered, since most can be had without a login."""
        try:
            return self.keychain.find(endpoint.registry, endpoint.repository)
        except CredentialsError as error:
            self._notes[endpoint.base] = str(error)
            return None

    def _fetch(self, endpoint: Endpoint, challenge: Challenge, deadline: Deadline) -> _Token:
        login = self._login(endpoint)
        _check_realm(endpoint, challenge, login)
        began = self.http.retry.clock()
        answer = self.http.send(_token_request(endpoint, challenge, login), deadline)
        if answer.status == 403 or (answer.status in {400, 401} and login is None):
            raise self.refusal(endpoint, status=answer.status)
        if answer.status in {400, 401}:
            message = f"{endpoint.registry} refuses the stored login (asked for {endpoint.repository})"
            message += f": run {_login_command(endpoint)} again"
            raise AccessDeniedError(message, rejected=True)
        if answer.status != 200:
            service = urlsplit(challenge.realm).hostname
            message = f"{service}, which gives out tokens for {endpoint.registry}, answers {answer.status}"
            message += "\n    Ask who runs the registry."
            raise InvalidResponseError(message)
        return _read_token(endpoint, answer, began)


def read_challenge(header: str) -> Challenge | None:
    """The challenge that we can answer, of a WWW-Authenticate header with one or several; `bearer` before `basic`."""
    # commas and words within quotes are nobody's scheme
    bare = _QUOTED.sub(lambda match: '"' + "_" * (len(match[0]) - 2) + '"', header)
    starts = [*_SCHEME.finditer(bare)]
    ends = [*(match.start() for match in starts[1:]), len(header)]
    found: dict[str, Challenge] = {}
    for start, end in zip(starts, ends, strict=False):
        values = {
            match["name"].lower(): match["bare"] or re.sub(r"\\(.)", r"\1", match["quoted"] or "")
            for match in _PARAMETER.finditer(header[start.end() : end])
        }
        scheme = start["scheme"].lower()
        found.setdefault(scheme, Challenge(scheme, values.get("realm", ""), values.get("service", "")))
    bearer = found.get("bearer")
    return bearer if bearer and bearer.realm else found.get("basic")


def _token_request(endpoint: Endpoint, challenge: Challenge, login: Credential | None) -> HttpRequest:
    parts = urlsplit(challenge.realm)
    asked = {"service": challenge.service} if challenge.service else {}
    asked["scope"] = f"repository:{endpoint.repository}:pull"
    if login and login.identity_token:
        form = {"grant_type": "refresh_token", "client_id": _CLIENT, "refresh_token": login.identity_token, **asked}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return HttpRequest(method="POST", url=challenge.realm, headers=headers, body=urlencode(form).encode())
    query = urlencode([*parse_qsl(parts.query), *asked.items()])
    headers = {"Authorization": login.basic} if login else {}
    return HttpRequest(method="GET", url=parts._replace(query=query, fragment="").geturl(), headers=headers)


def _check_realm(endpoint: Endpoint, challenge: Challenge, login: Credential | None) -> None:
    """Send no login where it could be read on its way, unless the registry itself is asked that way."""
    try:
        parts = urlsplit(challenge.realm)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        known = False
    if not known:
        message = f"{endpoint.registry} names no address for its tokens\n    Ask who runs the registry."
        raise InvalidResponseError(message)
    if login and parts.scheme == "http" and endpoint.scheme == "https":
        message = f"{endpoint.registry} wants the login sent without encryption to {parts.hostname}"
        message += ": it was not sent\n    Ask who runs the registry."
        raise InvalidResponseError(message)


def _read_token(endpoint: Endpoint, answer: HttpResponse, began: float) -> _Token:
    try:
        document: Mapping[str, object] = dict(json.loads(answer.body))
        token = document.get("token") or document.get("access_token")
        life = document.get("expires_in")
    except (ValueError, TypeError, RecursionError):
        token = life = None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        message = f"the service that gives out tokens for {endpoint.registry} answers with none"
        message += "\n    Ask who runs the registry."
        raise InvalidResponseError(message)
    seconds = life if isinstance(life, int | float) and life > 0 else _SHORTEST_LIFE
    # a tenth less, for the way and the registry's clock
    return _Token(token, began + seconds * 0.9)


def _login_command(endpoint: Endpoint) -> str:
    return "`docker login`" if endpoint.registry == DOCKER_HUB else f"`docker login {endpoint.registry}`"
