"""Packages from a `pylock.toml` as uv writes it (PEP 751), and back as the versions to prefer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import unquote, urlsplit, urlunsplit

from hatch_claimed.lock.keys import KeyFormat, LockTable
from hatch_claimed.lock.malformed import Node
from hatch_claimed.lock.model import Package
from hatch_claimed.lock.table_reader import table_of
from hatch_claimed.lock.table_writer import text_of

_VARIABLES = re.compile(r"(?:\$\{\w+\}:?)+")
_URL = re.compile(r"(?:git\+)?[a-z]+://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _File(LockTable):
    """A wheel or a source distribution of an index, or of a folder."""

    name: str | None = None
    url: str | None = None
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Archive(LockTable):
    url: str
    subdirectory: str | None = None
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vcs(LockTable):
    type: str
    url: str
    requested_revision: str | None = None
    commit_id: str
    subdirectory: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Package(LockTable):
    name: str
    version: str | None = None
    vcs: Annotated[_Vcs | None, KeyFormat(inline=True)] = None
    archive: _Archive | None = None
    sdist: _File | None = None
    wheels: tuple[_File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pylock(LockTable):
    lock_version: str = field(default="1.0", init=False)
    created_by: str = field(default="hatch-claimed", init=False)
    packages: tuple[_Package, ...] = ()


def packages(text: str, requirements: Iterable[str]) -> tuple[Package, ...]:
    """The packages of the document, sorted by name. Raises MalformedError for another document than uv's.

    URLs lose their user and password, except for variables that `requirements` write in their place. A package with
    wheels is locked to them: what building it from source would give depends on the machine.
    """
    logins = _logins(requirements)
    return tuple(sorted((_package(one, logins) for one in _read(text).packages), key=lambda one: one.name))


def wheels(text: str) -> tuple[str, ...]:
    """The names of all wheels in the document. Raises MalformedError for another document than uv's."""
    files = (wheel for package in _read(text).packages for wheel in package.wheels)
    return tuple(file.name or _last(file.url or "") for file in files)


def preferences(known: Iterable[Package], requirements: Iterable[str]) -> str:
    """A document that makes uv stay with these packages where they still fit `requirements`."""
    revisions = _revisions(requirements)
    return text_of(_Pylock(packages=tuple(_preferences(known, revisions))))


def _preferences(known: Iterable[Package], revisions: Mapping[str, str]) -> Iterator[_Package]:
    for package in known:
        if package.commit and package.url:
            yield _Package(name=package.name, vcs=_vcs(package.url, package.commit, revisions))
        elif package.version and not package.url:
            yield _Package(name=package.name, version=package.version)


def _read(text: str) -> _Pylock:
    return table_of(_Pylock, Node(tomllib.loads(text), tuple(text.splitlines())))


def _last(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def _package(one: _Package, logins: Mapping[str, str]) -> Package:
    if one.vcs:
        commit = one.vcs.commit_id
        url = f"{one.vcs.type}+{_with_login(one.vcs.url, logins)}@{commit}{_fragment(one.vcs)}"
        return Package(name=one.name, version=one.version, url=url, commit=commit)
    if one.archive:
        url = _with_login(one.archive.url, logins) + _fragment(one.archive)
        return Package(name=one.name, version=one.version, url=url, hashes=tuple(_hashes([one.archive])))
    hashes = _hashes(one.wheels or ([one.sdist] if one.sdist else []))
    return Package(name=one.name, version=one.version, hashes=tuple(sorted(set(hashes))), from_source=not one.wheels)


def _hashes(files: Iterable[_File | _Archive]) -> Iterator[str]:
    for file in files:
        for name, value in file.hashes.items():
            yield f"{name}:{value}"


def _fragment(source: _Archive | _Vcs) -> str:
    return f"#subdirectory={source.subdirectory}" if source.subdirectory else ""


def _logins(requirements: Iterable[str]) -> dict[str, str]:
    """For each address with variables for user and password, these."""
    found = {}
    for text in requirements:
        for url in _URL.findall(text):
            login, at, _ = urlsplit(url).netloc.rpartition("@")
            if at and (_VARIABLES.fullmatch(login) or login == "git"):
                found[_bare(url).removeprefix("git+")] = login
    return found


def _with_login(url: str, logins: Mapping[str, str]) -> str:
    """The address, with variables for user and password where a requirement has them for what it begins with."""
    bare = _bare(url)
    login = next((login for known, login in logins.items() if known.startswith(bare)), None)
    return bare.replace("://", f"://{login}@", 1) if login else bare


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _revisions(requirements: Iterable[str]) -> dict[str, str]:
    """For each address in version control, the branch or tag that is written behind it."""
    urls = (_bare(url.partition("#")[0]) for text in requirements for url in _URL.findall(text))
    return {address: revision for url in urls for address, at, revision in [url.rpartition("@")] if at}


def _vcs(url: str, commit: str, revisions: Mapping[str, str]) -> _Vcs:
    address = _bare(url.partition(f"@{commit}")[0])
    kind, _, rest = address.partition("+")
    # uv stays with a commit only where it was found for the same revision
    return _Vcs(type=kind, url=rest, requested_revision=revisions.get(address), commit_id=commit)
