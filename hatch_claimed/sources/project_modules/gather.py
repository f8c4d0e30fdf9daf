"""Gathers the modules of the project that a script imports, directly or through others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from hatch_claimed.sources.project_modules.file_imports import FileImports, ImportedModule
from hatch_claimed.sources.project_modules.finder import ModuleFinder, ModuleSpec
from hatch_claimed.sources.python.run_magics import places
from hatch_claimed.system.tree import inside

_ROOT = PurePosixPath()
_PARTS = tuple[str, ...]

Reader = Callable[[PurePosixPath], FileImports | None]
"""Gives what a module says, None where its file cannot be had."""


@dataclass(frozen=True, slots=True)
class ProjectModules:
    """The modules, the folders beside the script's own that they are found in, and the package of the script.

    `elsewhere` are modules that the script or one of them imports, and that lie where Python does not look.
    """

    modules: tuple[PurePosixPath, ...] = ()
    folders: tuple[PurePosixPath, ...] = ()
    package: str = ""
    elsewhere: tuple[tuple[str, PurePosixPath], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchScope:
    """Where modules of a project are looked for, and what is none: `installed` are names that requirements bring."""

    search: ModuleFinder
    folders: tuple[PurePosixPath, ...]
    installed: Collection[str] = ()


def gather(script: PurePosixPath, said: FileImports, around: SearchScope, read: Reader) -> ProjectModules:
    """The modules that a script at this place imports. `said` is what it says itself."""
    package, base = _package(script, said, around.search)
    before, after = _locations(script, said, around.search)
    near = (*before, script.parent)
    more = (base,) if package else ()
    gatherer = _Gatherer(script, around, read, near, tuple(dict.fromkeys((*near, *more, *around.folders, *after))))
    gatherer.add(said, package)
    gatherer.finish()
    used = {base, *gatherer.used} if package else gatherer.used
    return ProjectModules(
        modules=tuple(sorted(gatherer.files)),
        folders=tuple(folder for folder in gatherer.folders if folder in used and folder != script.parent),
        package=".".join(package),
        elsewhere=tuple(gatherer.elsewhere()),
    )


@dataclass
class _Gatherer:
    script: PurePosixPath
    around: SearchScope
    read: Reader
    near: tuple[PurePosixPath, ...]
    folders: tuple[PurePosixPath, ...]
    known: dict[_PARTS, ModuleSpec | None] = field(default_factory=dict)
    files: set[PurePosixPath] = field(default_factory=set)
    used: set[PurePosixPath] = field(default_factory=set)
    missing: dict[str, None] = field(default_factory=dict)
    todo: list[tuple[PurePosixPath, _PARTS]] = field(default_factory=list)

    def finish(self) -> None:
        """Read what was found, until there is nothing new."""
        while self.todo:
            path, package = self.todo.pop()
            self.add(self.read(path) or FileImports(), package)

    def add(self, said: FileImports, package: _PARTS) -> None:
        """Take what code in this package asks for."""
        for asked in said.imported:
            self._take_import(asked, package)
        for path in said.ran:
            self._take_run(path)
        if said.searches and package:
            found = self.known.get(package)
            for folder in found.inner if found else ():
                for parts in self.around.search.below(folder):
                    self.take((*package, *parts))

    def take(self, parts: _PARTS) -> ModuleSpec | None:
        """A module by its whole name, with the packages that it lies in."""
        if parts not in self.known:
            self.known[parts] = self._find(parts)
        return self.known[parts]

    def elsewhere(self) -> Iterator[tuple[str, PurePosixPath]]:
        """What was not found, and lies anywhere in the project."""
        for name in self.missing:
            place = self.around.search.elsewhere(name)
            if place is not None and place != self.script:
                yield name, place

    def _take_import(self, asked: ImportedModule, package: _PARTS) -> None:
        if asked.level > len(package):
            return
        start = package[: len(package) - asked.level + 1] if asked.level else ()
        parts = (*start, *(asked.module.split(".") if asked.module else ()))
        found = self.take(parts) if parts else None
        if found is None:
            if not asked.level and parts:
                self._miss(parts[0])
            return
        if found.inner:
            for name in self._taken(asked, found):
                self.take((*parts, name))

    def _take_run(self, path: str) -> None:
        """A file that `%run` runs; in this way a script has its own folder on the module path, and a notebook not."""
        place = next((place for place in places(path, self.script) if self.read(place) is not None), None)
        if place is None or place in self.files:
            return
        self.files.add(place)
        if place.suffix == ".ipynb":
            self.todo.append((place, ()))
            return
        said = replace(self.read(place) or FileImports(), ran=())
        inner = gather(place, said, self.around, self.read)
        self.files.update(inner.modules)
        self.used.update(folder for folder in inner.folders if folder in self.folders)

    def _taken(self, asked: ImportedModule, found: ModuleSpec) -> Iterable[str]:
        if "*" in asked.names:
            said = self.read(found.file) if found.file else None
            return said.exported if said else ()
        return asked.names

    def _miss(self, name: str) -> None:
        if name not in sys.stdlib_module_names and not self._is_installed(name):
            self.missing.setdefault(name)

    def _find(self, parts: _PARTS) -> ModuleSpec | None:
        if len(parts) == 1:
            return self._find_top(parts[0])
        above = self.take(parts[:-1])
        found = self.around.search.find(parts[-1], above.inner) if above else None
        return found if found is not None and self._keep(found, parts) else None

    def _find_top(self, name: str) -> ModuleSpec | None:
        if name in sys.builtin_module_names:
            return None
        only_near = name in sys.stdlib_module_names or self._is_installed(name)
        found = self.around.search.find(name, self.near if only_near else self.folders)
        if found is None or (only_near and found.file is None):
            return None
        return found if self._keep(found, (name,)) else None

    def _keep(self, found: ModuleSpec, parts: _PARTS) -> bool:
        """Take a module in; say whether it can be had."""
        if found.file is None:
            return True
        if self.read(found.file) is None:
            return False
        depth = len(parts) + (1 if found.inner else 0)
        self.used.add(PurePosixPath(*found.file.parts[: len(found.file.parts) - depth]))
        if found.file != self.script and found.file not in self.files:
            self.files.add(found.file)
            self.todo.append((found.file, parts if found.inner else parts[:-1]))
        return True

    def _is_installed(self, name: str) -> bool:
        return name.lower().replace("_", "-") in self.around.installed


def _package(script: PurePosixPath, said: FileImports, search: ModuleFinder) -> tuple[_PARTS, PurePosixPath]:
    """The package that relative imports of a script mean, and the folder that it lies in."""
    folder = script.parent
    level = max((asked.level for asked in said.imported), default=0)
    if not level:
        return (), folder
    around = 0
    while around < len(folder.parts) and search.is_package(PurePosixPath(*folder.parts[: len(folder.parts) - around])):
        around += 1
    count = min(max(level, around), len(folder.parts))
    split = len(folder.parts) - count
    return folder.parts[split:], PurePosixPath(*folder.parts[:split])


def _locations(
    script: PurePosixPath, said: FileImports, search: ModuleFinder
) -> tuple[tuple[PurePosixPath, ...], tuple[PurePosixPath, ...]]:
    """The folders that a script puts on the module path, before and behind all others."""
    before: list[PurePosixPath] = []
    after: list[PurePosixPath] = []
    for location in said.locations:
        starts = (script.parent,) if location.by_file else (script.parent, _ROOT)
        folders = (inside(start / location.path) for start in starts)
        found = next((folder for folder in folders if folder is not None and search.has(folder)), None)
        if found is not None:
            (before if location.first else after).append(found)
    return tuple(before), tuple(after)
