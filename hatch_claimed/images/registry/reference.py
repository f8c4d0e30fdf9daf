"""Image references: what `docker pull` takes, split into registry, repository, tag and digest."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from hatch_claimed.images.registry.errors import ImageNameError
from hatch_claimed.model.reference import COMPONENT, DIGEST, TAG, split, split_host

_LONGEST_REPOSITORY = 255
_LONGEST = 1_000
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*|\[(?P<address>[0-9A-Fa-f:]+)\])(?::(?P<port>[0-9]{{1,5}}))?")
_REPOSITORY = re.compile(rf"{COMPONENT}(?:/{COMPONENT})*")
_TAG = re.compile(TAG)
_DIGEST = re.compile(DIGEST)
_IDENTIFIER = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An image's full name. A reference with neither tag nor digest means the tag `latest`; a digest outranks a tag."""

    host: str
    repository: str
    tag: str | None = None
    digest: str | None = None

    @property
    def tag_or_digest(self) -> str:
        """What stands for the image in the registry's API: its digest, or else its tag."""
        return self.digest or self.tag or "latest"

    def at(self, digest: str) -> Reference:
        """The same repository's image with this digest."""
        return Reference(host=self.host, repository=self.repository, digest=digest)

    def __str__(self) -> str:
        tag = f":{self.tag}" if self.tag else ""
        digest = f"@{self.digest}" if self.digest else ""
        return f"{self.host}/{self.repository}{tag}{digest}"


def parse(text: str) -> Reference:
    """Read a reference by the grammar of Docker and the OCI.

    Defaults are Docker's: `python` is `docker.io/library/python:latest`.

    Raises ImageNameError, which says what is wrong with which part.
    """
    name, tag, digest = split(text)
    if digest is not None and not is_digest(digest):
        # whoever writes `user:password@host/image` shall not find it in a log
        tail = f"…@{text.rpartition('@')[2]}"
        raise _wrong(tail, "behind `@` stands no digest (`sha256:` and 64 hexadecimal digits)")
    if len(text) > _LONGEST:
        raise _wrong(text, "it is too long")
    if tag is not None and not is_tag(tag):
        raise _wrong(text, f"{tag!r} is no tag (up to 128 letters, digits, `_`, `.` and `-`)")
    host, repository = split_host(name)
    _check_host(text, host)
    _check_repository(text, repository)
    return Reference(host=host, repository=repository, tag=tag or (None if digest else "latest"), digest=digest)


def is_digest(text: str) -> bool:
    """Whether a text is a digest that can be checked: sha256 or sha512."""
    return _DIGEST.fullmatch(text) is not None


def is_tag(text: str) -> bool:
    """Whether a text may be a tag."""
    return _TAG.fullmatch(text) is not None


def _check_host(text: str, host: str) -> None:
    match = _HOST.fullmatch(host)
    if match is None or not 0 < int(match["port"] or 1) < 65_536 or not _is_address(match["address"]):
        raise _wrong(text, f"{host!r} is no host name")


def _is_address(text: str | None) -> bool:
    try:
        return text is None or bool(ipaddress.IPv6Address(text))
    except ValueError:
        return False


def _check_repository(text: str, repository: str) -> None:
    if len(repository) > _LONGEST_REPOSITORY:
        raise _wrong(text, f"the repository's name is longer than {_LONGEST_REPOSITORY} characters")
    if _REPOSITORY.fullmatch(repository.lower()) and repository != repository.lower():
        raise _wrong(text, f"a repository's name is in lower case: {repository.lower()!r}")
    if not _REPOSITORY.fullmatch(repository):
        raise _wrong(text, f"{repository!r} is no repository name")
    if _IDENTIFIER.fullmatch(repository.removeprefix("library/")):
        raise _wrong(text, "it is an image's identifier, not its name")


def _wrong(text: str, why: str) -> ImageNameError:
    shown = text if len(text) <= 200 else f"{text[:200]}…"
    return ImageNameError(
        f"{shown!r} is no image reference: {why}\n"
        "    Write registry, repository and tag or digest, such as `docker.io/library/python:3.12-slim`."
    )
