"""The own code of each operator, read from the project's tree: each file once in a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from hatch_claimed.model import File, Operator, Requirement
from hatch_claimed.sources.install.pip import classified
from hatch_claimed.sources.project_modules.file_imports import FileImports
from hatch_claimed.sources.project_modules.finder import ModuleFinder
from hatch_claimed.sources.project_modules.gather import ProjectModules, SearchScope, gather
from hatch_claimed.system.tree import OutsideProjectError, Tree

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_INIT = "__init__.py"


@dataclass
class ModuleCollector:
    """Gathers modules for one operator after the other. `said` reads a module that `folders` of the project have."""

    tree: Tree
    folders: tuple[PurePosixPath, ...]
    said: Callable[[PurePosixPath, bytes], FileImports]
    contents: dict[PurePosixPath, bytes | None] = field(default_factory=dict)
    facts: dict[PurePosixPath, FileImports] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.search = ModuleFinder(self.tree)

    def of(self, operator: Operator, said: FileImports, *, alone: bool) -> tuple[ProjectModules, tuple[File, ...]]:
        """What the operator's script imports of the project, and of this what `files` does not bring along.

        `alone`: nothing comes along but what `files` brings.
        """
        brought = {file.path: file for file in operator.files}
        listed = _folders_of(tuple(brought))
        around = SearchScope(self.search, (*self.folders, *listed), frozenset(_installed(operator)))
        found = gather(
            operator.place, said, around, lambda path: self._read(path) if path in brought or not alone else None
        )
        if alone:
            found = replace(found, elsewhere=())
        if any(not path.is_relative_to(operator.path.parent) for path in brought if path.suffix == ".py"):
            # what only a run imports is found from the project's root
            found = replace(found, folders=tuple(dict.fromkeys((*found.folders, PurePosixPath()))))
        modules = (File(path=path, content=self.contents[path] or b"") for path in found.modules if path not in brought)
        return found, tuple(modules)

    def sourced(self, operator: Operator, content: bytes) -> tuple[File, ...]:
        """What a script of this content sources of the project, and `files` does not bring along."""
        sourced = operator.language.sourced
        if sourced is None:
            return ()
        brought = {file.path for file in operator.files}
        found = sourced(operator.place, content, self._known)
        return tuple(
            File(path=one.path, content=self._known(one.path) or b"") for one in found if one.path not in brought
        )

    def _known(self, path: PurePosixPath) -> bytes | None:
        if path not in self.contents:
            self.contents[path] = self._content(path)
        return self.contents[path]

    def _read(self, path: PurePosixPath) -> FileImports | None:
        content = self._known(path)
        if content is None:
            return None
        if path not in self.facts:
            self.facts[path] = self.said(path, content)
        return self.facts[path]

    def _content(self, path: PurePosixPath) -> bytes | None:
        """What an image cannot have is no module of the project."""
        try:
            str(path).encode()
            return self.tree.read(path)
        except (OSError, OutsideProjectError, UnicodeEncodeError):
            return None


def _folders_of(files: Sequence[PurePosixPath]) -> tuple[PurePosixPath, ...]:
    """The folders in which modules lie that `files` brings along: above packages, with which C3's users list them."""
    packages = {path.parent for path in files if path.name == _INIT}
    found: dict[PurePosixPath, None] = {}
    for path in files:
        if path.suffix == ".py":
            folder = path.parent
            while folder in packages:
                folder = folder.parent
            found.setdefault(folder)
    return tuple(found)


def _installed(operator: Operator) -> Iterator[str]:
    """The names, in canonical form, of what the script's own lines and requirement files install."""
    for requirement in operator.requirements:
        yield from _names(requirement)
    for file in operator.requirement_files:
        for line in file.content.decode(errors="replace").splitlines():
            yield from _canonical(line.strip())


def _names(requirement: Requirement) -> Iterator[str]:
    for argument in classified(requirement.arguments):
        if argument.kind == "requirement":
            yield from _canonical(argument.text)


def _canonical(text: str) -> Iterator[str]:
    name = _NAME.match(text)
    if name:
        yield re.sub("[-_.]+", "-", name[0]).lower()
