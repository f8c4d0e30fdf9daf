"""The grammar of image references, by Docker and the OCI, and where one is cut apart."""

from __future__ import annotations

from typing import NamedTuple

DOCKER_HUB = "docker.io"

COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
"""One part of a repository's name."""

TAG = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
SHA256 = r"sha256:[a-f0-9]{64}"
DIGEST = rf"{SHA256}|sha512:[a-f0-9]{{128}}"


class Parts(NamedTuple):
    """A reference as it is written, whether or not it holds to the grammar: `name` is registry and repository."""

    name: str
    tag: str | None
    digest: str | None


def split(text: str) -> Parts:
    """Cut a reference apart. What stands behind a `:` is a tag, unless a `/` follows: then it was a port."""
    name, at, digest = text.partition("@")
    folder, slash, last = name.rpartition("/")
    last, colon, tag = last.partition(":")
    return Parts(f"{folder}{slash}{last}", tag if colon else None, digest if at else None)


def pinned(text: str, digest: str) -> str:
    """A reference with this digest, which outranks the tag that stays beside it."""
    return f"{text.partition('@')[0]}@{digest}"


def split_host(name: str) -> tuple[str, str]:
    """Registry and repository: what stands before the first `/` is a host when no repository could be called so.

    This is Docker's rule, and so are its defaults: `python` is `library/python` of Docker Hub.
    """
    first, slash, rest = name.partition("/")
    if slash and _is_host(first.lower()):
        host, repository = first.lower(), rest
    else:
        host, repository = (first, rest) if slash and first != first.lower() else (DOCKER_HUB, name)
    if host in {"index.docker.io", DOCKER_HUB}:
        return DOCKER_HUB, repository if "/" in repository else f"library/{repository}"
    return host, repository


def _is_host(first: str) -> bool:
    return "." in first or ":" in first or first == "localhost"
