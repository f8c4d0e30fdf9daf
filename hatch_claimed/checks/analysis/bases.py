"""What the name of a base image says about it."""

from __future__ import annotations

import re
from typing import Literal

from hatch_claimed.model.reference import split

Family = Literal["apt", "dnf", "apk"]

_RED_HAT = r"ubi\d*|rhel\d*|fedora|centos|rockylinux|rocky|almalinux|alma|amazonlinux|oraclelinux"
_PYTHON_OF_RED_HAT = re.compile(r"python-\d+(-(ubi|rhel|c|centos)\d+s?)?")
_PLAIN: tuple[tuple[re.Pattern[str], Family], ...] = (
    (re.compile(rf"({_RED_HAT})(-minimal|-init)?"), "dnf"),
    (re.compile(r"debian|ubuntu|buildpack-deps"), "apt"),
    (re.compile(r"alpine"), "apk"),
)
_IN_TAGS: tuple[tuple[re.Pattern[str], Family], ...] = (
    (re.compile(rf"(?:^|[-_])(?:{_RED_HAT})\d*(?:[-_.]|$)"), "dnf"),
    (re.compile(r"(?:^|[-_])(?:debian|ubuntu|bookworm|bullseye|buster|trixie|focal|jammy|noble)\d*(?:[-_.]|$)"), "apt"),
    (re.compile(r"(?:^|[-_])alpine"), "apk"),
)
_MIRRORED = frozenset({"base", "bases", "docker-hub", "dockerhub", "docker.io", "mirror", "mirrors"})
"""Folders of registries in which images of others lie as they are."""
_PYTHON_VERSION = re.compile(r"3(\.\d+)*(-slim)?(-[a-z]+)?$")
_R_VERSION = re.compile(r"\d+\.\d+(\.\d+)?(-[a-z]+)?$|latest$|$")
_OF_R = frozenset({"rocker", "rocker-org", "rstudio", "posit", "library"})
"""Whose images `r-base` and `r-ver` hold R and the packages that come with it."""
_IN_TAG = re.compile(r"(\d+)\.(\d+)(?:[.-]|$|a|b|rc)")
_IN_NAME = re.compile(r"python-(\d)(\d+)")
_OF_DEBIAN = frozenset({"r-base", "rocker", "jupyter", "continuumio"})
_WITHOUT_MANAGER = re.compile(r"micro|distroless|scratch|windows|nanoserver|busybox")


def family(base: str) -> Family | None:
    """The package manager that a base image surely has, None where its name does not tell."""
    repository, tag = _parts(base)
    if _WITHOUT_MANAGER.search(base):
        return None
    named = next((manager for pattern, manager in _IN_TAGS if pattern.search(tag)), None)
    if named or _is_plain_python(repository):
        return named or "apt"
    parts = repository.split("/")
    known = next((manager for part in parts for pattern, manager in _PLAIN if pattern.fullmatch(part)), None)
    if known:
        return known
    if _PYTHON_OF_RED_HAT.fullmatch(parts[-1]):
        return "dnf"
    return "apt" if _OF_DEBIAN & set(parts) else None


def is_bare(base: str) -> bool:
    """Whether the image surely brings no Python packages but pip and its like."""
    repository, tag = _parts(base)
    parts = repository.split("/")
    if _is_plain_python(repository) or _PYTHON_OF_RED_HAT.fullmatch(parts[-1]):
        return True
    if parts[-1] == "python" and _MIRRORED & set(parts) and _PYTHON_VERSION.match(tag):
        return True
    return any(pattern.fullmatch(parts[-1]) for pattern, _ in _PLAIN)


def is_bare_r(base: str) -> bool:
    """Whether the image surely brings R with the packages that come with it, and hardly others."""
    repository, tag = _parts(base)
    *folders, name = repository.split("/")
    if name in {"r-base", "r-ver"}:
        return repository == "r-base" or bool((_OF_R | _MIRRORED) & set(folders))
    return name == "r" and bool(_MIRRORED & set(folders)) and bool(_R_VERSION.match(tag))


def python_of(base: str) -> tuple[int, int] | None:
    """The Python that the image surely has, None where its name does not tell."""
    repository, tag = _parts(base)
    parts = repository.split("/")
    found = None
    if _is_plain_python(repository) or (parts[-1] == "python" and _MIRRORED & set(parts)):
        found = _IN_TAG.match(tag)
    elif _PYTHON_OF_RED_HAT.fullmatch(parts[-1]):
        found = _IN_NAME.match(parts[-1])
    return (int(found[1]), int(found[2])) if found else None


def has_no_shell(base: str) -> bool:
    """Whether the image surely holds no shell."""
    repository, tag = _parts(base)
    parts = repository.split("/")
    if repository == "scratch" or ("distroless" in parts and parts[-1] != "distroless"):
        return True
    return parts[0] == "cgr.dev" and "chainguard" in parts and parts[-1] == "python" and "dev" not in tag


def _parts(base: str) -> tuple[str, str]:
    parts = split(base)
    return parts.name, parts.tag or ""


def _is_plain_python(repository: str) -> bool:
    """Docker's own image, also from a mirror that keeps its path."""
    return repository in {"python", "docker.io/python"} or repository.endswith("library/python")
