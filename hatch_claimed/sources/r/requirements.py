"""Packages of an R script: its `install.packages` calls (C3 requirements, *Requirements*)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from hatch_claimed.model import Finding, Requirement, Severity
from hatch_claimed.model.secrets.urls import has_credentials
from hatch_claimed.sources.r.calls import RCall, as_call
from hatch_claimed.sources.r.constants import Vector, is_nothing
from hatch_claimed.sources.r.names import is_function
from hatch_claimed.sources.r.vectors import Vectors, as_apply

if TYPE_CHECKING:
    from tree_sitter import Node

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.]*")
_ONLY = "Only install.packages() is carried into the image."
_OTHER_INSTALLERS = {
    "BiocManager": re.compile("install"),
    "devtools": re.compile("install.*"),
    "pacman": re.compile("p_(install|load).*"),
    "pak": re.compile("pak|pkg_install|pkg_upgrade"),
    "remotes": re.compile("install.*"),
    "renv": re.compile("install|restore"),
}
_BARE_INSTALLERS = re.compile("install_(bioc|bitbucket|cran|git|github|gitlab|local|svn|url|version)")


def read_requirements(vectors: Vectors, path: str) -> tuple[tuple[Requirement, ...], tuple[Finding, ...]]:
    """All installations in source order, one requirement for each call, and what is wrong with them."""
    requirements: list[Requirement] = []
    findings: list[Finding] = []
    for call in vectors.names.calls:
        arguments = _arguments(call)
        if arguments is not None:
            requirement, found = _Installation(call.line, arguments, vectors, path).read()
            requirements.extend([requirement] if requirement else [])
            findings.extend(found)
        elif is_other_installer(call):
            findings.append(_other_installer(call, path))
    return tuple(requirements), tuple(findings)


class _Installation:
    """One `install.packages` call on its way to a requirement."""

    def __init__(self, line: int, arguments: Mapping[str, Node], vectors: Vectors, path: str) -> None:
        self._line = line
        self._vectors = vectors
        self._path = path
        self._arguments = arguments

    def read(self) -> tuple[Requirement | None, list[Finding]]:
        pkgs = self._arguments.get("pkgs")
        # a part of a known vector is what is not there yet, and in an image nothing is
        names: Vector = (None,) if pkgs is None else self._vectors.texts(pkgs, parts=True)
        packages = tuple(name for name in names if name is not None)
        if len(packages) < len(names) or not packages:
            return None, [self._computed_packages()]
        wrong = [self._illegal(name) for name in packages if not _NAME.fullmatch(name)]
        repository, found = self._repository()
        if wrong or (found and found.severity == "error"):
            return None, [*wrong, *([found] if found else [])]
        requirement = Requirement(arguments=tuple(dict.fromkeys(packages)), line=self._line, repository=repository)
        return requirement, [found] if found else []

    def _repository(self) -> tuple[str | None, Finding | None]:
        node = self._arguments.get("repos")
        if node is None or is_nothing(node) or _is_default(node):
            return None, None
        texts = self._vectors.known.texts(node)
        first = texts[0] if texts else None
        if first is None:
            return None, self._computed_repository()
        if has_credentials(first):
            return None, self._credentials()
        return first, self._several_repositories() if len(texts) > 1 else None

    def _finding(self, code: str, severity: Severity, message: str, remedy: str) -> Finding:
        return Finding(code=code, severity=severity, message=message, remedy=remedy, path=self._path, line=self._line)

    def _computed_packages(self) -> Finding:
        return self._finding(
            "CLM030",
            "error",
            "The packages of this install.packages() are computed, and cannot be known when the image is built.",
            'Write their names: install.packages(c("package1", "package2")).',
        )

    def _illegal(self, name: str) -> Finding:
        return self._finding(
            "CLM031",
            "error",
            f"{name!r} is no name of an R package.",
            "Write the name as the repository has it: a letter, then letters, digits and dots.",
        )

    def _computed_repository(self) -> Finding:
        return self._finding(
            "CLM030",
            "warning",
            "The repository of this install.packages() is computed; the packages come from the image's own.",
            'Write it as a text: repos = "https://…".',
        )

    def _several_repositories(self) -> Finding:
        return self._finding(
            "CLM030",
            "warning",
            "This install.packages() names several repositories; only the first one is used.",
            'Call install.packages(…, repos = "…") once for each repository.',
        )

    def _credentials(self) -> Finding:
        return self._finding(
            "CLM033",
            "error",
            "The repository's address holds credentials, which everybody could read in the image.",
            "Leave them out of the address, and give them to the build as a secret.",
        )


def _arguments(call: RCall) -> Mapping[str, Node] | None:
    """What `install.packages(…)` or `lapply(…, install.packages)` gets, None for another call."""
    if call.is_of("utils", "install.packages"):
        return call.matched("pkgs", "lib", "repos")
    apply = as_apply(call)
    if apply is None or not is_function(apply.function, {"install.packages"}, "utils"):
        return None
    return {"pkgs": apply.elements, **{name: node for name, node in apply.more if name == "repos"}}


def _is_default(node: Node) -> bool:
    """`getOption("repos")` is what install.packages takes without being told."""
    call = as_call(node)
    return call is not None and call.is_of("base", "getOption")


def is_other_installer(call: RCall) -> bool:
    """Whether it installs in another way than by `install.packages`."""
    if call.package is None:
        return _BARE_INSTALLERS.fullmatch(call.function) is not None
    installer = _OTHER_INSTALLERS.get(call.package)
    return installer is not None and installer.fullmatch(call.function) is not None


def _other_installer(call: RCall, path: str) -> Finding:
    return Finding(
        code="CLM030",
        severity="warning",
        message=f"{call.shown}() is not understood. {_ONLY}",
        remedy='Write install.packages("package") if a repository has the package, or use a base image that holds it.',
        path=path,
        line=call.line,
    )
