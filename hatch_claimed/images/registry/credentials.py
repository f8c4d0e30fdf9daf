"""The logins that `docker login` and `podman login` keep: in their files, or with a helper program.

The files' format is Docker's `config.json`: `auths`, `credHelpers`, `credsStore`. Podman's `auth.json` is the same,
and may name a repository where Docker's names a host.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hatch_claimed.images.registry.errors import CredentialsError

_DOCKER_HUB = ("https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io")
_HELPER = re.compile(r"[A-Za-z0-9_.-]+")
_NONE_STORED = re.compile(rb"credentials not found|no credentials server url|credentials were not found", re.IGNORECASE)
_TOKEN_USER = "<token>"  # noqa: S105 - a marker that helpers give instead of a user's name
_LONGEST_HELP = 60

Helper = Callable[[Sequence[str], bytes], tuple[int, bytes]]
"""Runs a command with an input. The result is its exit status and what it printed to standard output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A stored login: a user and a password, or a token that is exchanged for other tokens."""

    user: str = ""
    password: str = field(default="", repr=False)
    identity_token: str = field(default="", repr=False)

    @property
    def basic(self) -> str:
        """The value of an Authorization header."""
        return f"Basic {base64.b64encode(f'{self.user}:{self.password}'.encode()).decode()}"


def run_helper(command: Sequence[str], given: bytes) -> tuple[int, bytes]:
    """Run a credential helper. Raises OSError where it cannot start, subprocess.TimeoutExpired where it hangs."""
    completed = subprocess.run(  # noqa: S603 - the arguments are a list, no shell reads them
        command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_LONGEST_HELP, check=False
    )
    return completed.returncode, completed.stdout


@dataclass(frozen=True, slots=True)
class Keychain:
    """All stored logins. Files and helpers are asked when a login is first needed, and once."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    home: Path = field(default_factory=Path.home)
    helper: Helper = run_helper
    _files: dict[Path, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    _helped: dict[tuple[str, str], Credential | None] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def find(self, registry: str, repository: str) -> Credential | None:
        """The login for a repository of a registry, or None when none is stored.

        Raises CredentialsError where a file cannot be read or a helper fails; the message holds nothing of either.
        """
        names = list(_names(registry, repository))
        with self._lock:
            for path in self._paths():
                if credential := self._in_file(path, names):
                    return credential
        return None

    def _paths(self) -> Iterator[Path]:
        """Docker's file, then Podman's: what is set, what is kept until the next boot, what stays."""
        docker = self.environment.get("DOCKER_CONFIG")
        yield Path(docker or self.home / ".docker") / "config.json"
        if path := self.environment.get("REGISTRY_AUTH_FILE"):
            yield Path(path)
        if folder := self.environment.get("XDG_RUNTIME_DIR"):
            yield Path(folder) / "containers" / "auth.json"
        config = self.environment.get("XDG_CONFIG_HOME")
        yield Path(config or self.home / ".config") / "containers" / "auth.json"

    def _in_file(self, path: Path, names: Sequence[str]) -> Credential | None:
        if path not in self._files:
            self._files[path] = _load(path)
        stored = self._files[path]
        helpers = _table(stored, "credHelpers")
        helper = next((helpers[name] for name in names if name in helpers), stored.get("credsStore"))
        if helper and (credential := self._helped_by(str(helper), names)):
            return credential
        auths = {_plain(key): entry for key, entry in _table(stored, "auths").items()}
        entry = next((auths[name] for name in map(_plain, names) if auths.get(name)), None)
        return None if entry is None else _credential(entry, names[-1], path)

    def _helped_by(self, helper: str, names: Sequence[str]) -> Credential | None:
        # helpers know hosts, and of Docker Hub only its old address
        server = _DOCKER_HUB[0] if _DOCKER_HUB[0] in names else names[-1]
        if (helper, server) not in self._helped:
            self._helped[helper, server] = _ask(self.helper, helper, server)
        return self._helped[helper, server]


def _names(registry: str, repository: str) -> Iterator[str]:
    """What a login can be stored under: the repository, what is above it, and the host in the end."""
    parts = repository.split("/")
    for end in range(len(parts), 0, -1):
        yield "/".join((registry, *parts[:end]))
    if registry in _DOCKER_HUB:
        yield from _DOCKER_HUB
    yield registry


def _plain(key: str) -> str:
    """A key as host and path: of the addresses that old clients wrote, the host."""
    scheme, separator, rest = key.partition("://")
    return rest.partition("/")[0] if separator else scheme.rstrip("/")


def _load(path: Path) -> Mapping[str, Any]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        message = f"{path} cannot be read as Docker's or Podman's JSON: correct it, or log in again"
        raise CredentialsError(message)
    return stored


def _table(stored: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = stored.get(name)
    return table if isinstance(table, dict) else {}


def _credential(entry: object, registry: str, path: Path) -> Credential:
    try:
        stored = {key: value for key, value in dict(entry).items() if isinstance(value, str)}  # type: ignore[call-overload]
        user, password = stored.get("username", ""), stored.get("password", "")
        if auth := stored.get("auth"):
            user, _, password = base64.b64decode(auth, validate=True).decode().partition(":")
        # old clients filled up with zeros
        return Credential(
            user=user, password=password.rstrip("\0"), identity_token=stored.get("identitytoken", "").strip()
        )
    except (ValueError, TypeError):
        message = f"the login for {registry} in {path} cannot be read: log in again"
        raise CredentialsError(message) from None


def _ask(run: Helper, helper: str, server: str) -> Credential | None:
    program = f"docker-credential-{helper}"
    failed = f"{program}, which keeps the logins, "
    if not _HELPER.fullmatch(helper):
        raise CredentialsError("the logins' `credsStore` or `credHelpers` names no credential helper")
    try:
        status, printed = run([program, "get"], server.encode())
    except FileNotFoundError:
        message = f"{failed}is not installed"
        raise CredentialsError(message) from None
    except (OSError, subprocess.TimeoutExpired):
        message = f"{failed}does not start or does not end"
        raise CredentialsError(message) from None
    if status:
        if _NONE_STORED.search(printed):
            return None
        message = f"{failed}ends with status {status} for {server}"
        raise CredentialsError(message)
    try:
        answer = json.loads(printed)
        user, secret = str(answer["Username"]), str(answer["Secret"])
    except (ValueError, KeyError, TypeError):
        message = f"{failed}answers with no login for {server}"
        raise CredentialsError(message) from None
    if not user and not secret:
        return None
    return Credential(identity_token=secret) if user == _TOKEN_USER else Credential(user=user, password=secret)
