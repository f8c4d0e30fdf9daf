"""Packages from a `pylock.toml` as uv writes it (PEP 751), and back as the versions to prefer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit, urlunsplit

import tomlkit

from hatch_claimed.lock.malformed import Node
from hatch_claimed.lock.model import Package

_VARIABLES = re.compile(r"(?:\$\{\w+\}:?)+")
_URL = re.compile(r"(?:git\+)?[a-z]+://\S+")


def packages(text: str, requirements: Iterable[str]) -> tuple[Package, ...]:
    """The packages of the document, sorted by name. Raises MalformedError for another document than uv's.

    URLs lose their user and password, except for variables that `requirements` write in their place. A package with
    wheels is locked to them: what building it from source would give depends on the machine.
    """
    root = Node(tomllib.loads(text), tuple(text.splitlines()))
    logins = _logins(requirements)
    return tuple(sorted((_package(node, logins) for node in root.tables("packages")), key=lambda one: one.name))


def wheels(text: str) -> tuple[str, ...]:
    """The names of all wheels in the document. Raises MalformedError for another document than uv's."""
    root = Node(tomllib.loads(text), tuple(text.splitlines()))
    files = (wheel for package in root.tables("packages") for wheel in package.tables("wheels"))
    return tuple(file.optional("name") or _last(file.text("url")) for file in files)


def _last(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def preferences(known: Iterable[Package], requirements: Iterable[str]) -> str:
    """A document that makes uv stay with these packages where they still fit `requirements`."""
    revisions = _revisions(requirements)
    document = tomlkit.document()
    document.update({"lock-version": "1.0", "created-by": "hatch-claimed"})
    tables = tomlkit.aot()
    for package in known:
        table = tomlkit.table()
        table.update({"name": package.name})
        if package.commit and package.url:
            table.update({"vcs": _vcs(package.url, package.commit, revisions)})
        elif package.version and not package.url:
            table.update({"version": package.version})
        else:
            continue
        tables.append(table)
    if len(tables):
        document["packages"] = tables
    return tomlkit.dumps(document)


def _package(node: Node, logins: Mapping[str, str]) -> Package:
    name, version = node.text("name"), node.optional("version")
    vcs, archive = node.table("vcs"), node.table("archive")
    if vcs:
        commit = vcs.text("commit-id")
        url = f"{vcs.text('type')}+{_with_login(vcs.text('url'), logins)}@{commit}{_fragment(vcs)}"
        return Package(name=name, version=version, url=url, commit=commit)
    if archive:
        url = _with_login(archive.text("url"), logins) + _fragment(archive)
        return Package(name=name, version=version, url=url, hashes=tuple(_hashes([archive])))
    sdist = node.table("sdist")
    wheels = list(node.tables("wheels"))
    files = wheels or ([sdist] if sdist else [])
    hashes = tuple(sorted(set(_hashes(files))))
    return Package(name=name, version=version, hashes=hashes, from_source=not wheels)


def _hashes(files: Iterable[Node]) -> Iterator[str]:
    for file in files:
        for name, value in file.mapping("hashes").items():
            yield f"{name}:{value}"


def _fragment(node: Node) -> str:
    folder = node.optional("subdirectory")
    return f"#subdirectory={folder}" if folder else ""


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


def _vcs(url: str, commit: str, revisions: Mapping[str, str]) -> tomlkit.items.InlineTable:
    address = _bare(url.partition(f"@{commit}")[0])
    kind, _, rest = address.partition("+")
    table = tomlkit.inline_table()
    # uv stays with a commit only where it was found for the same revision
    revision = {"requested-revision": revisions[address]} if address in revisions else {}
    table.update({"type": kind, "url": rest, **revision, "commit-id": commit})
    return table
