"""Finds modules in folders of the project, as Python's import system does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from hatch_claimed.system.tree import Tree

_INIT = "__init__.py"


@dataclass(frozen=True, slots=True)
class ModuleSpec:
    """A module, a package (then `inner` is the folder of its modules), or a namespace package, which has no `file`."""

    file: PurePosixPath | None
    inner: tuple[PurePosixPath, ...] = ()


@dataclass
class ModuleFinder:
    """Looks at each folder once."""

    tree: Tree
    seen: dict[PurePosixPath, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    everywhere: dict[str, PurePosixPath] | None = None

    def find(self, name: str, folders: Iterable[PurePosixPath]) -> ModuleSpec | None:
        """A module by the last part of its name: the first one wins, and a namespace package where there is none."""
        spaces: list[PurePosixPath] = []
        for folder in folders:
            files, inner = self._entries(folder)
            if name in inner and _INIT in self._entries(folder / name)[0]:
                return ModuleSpec(folder / name / _INIT, (folder / name,))
            if f"{name}.py" in files:
                return ModuleSpec(folder / f"{name}.py")
            if name in inner:
                spaces.append(folder / name)
        return ModuleSpec(None, tuple(spaces)) if spaces else None

    def has(self, folder: PurePosixPath) -> bool:
        """Whether there is such a folder with anything in it."""
        return any(self._entries(folder))

    def is_package(self, folder: PurePosixPath) -> bool:
        """Whether the folder is a package that says so."""
        return _INIT in self._entries(folder)[0]

    def below(self, folder: PurePosixPath) -> Iterator[tuple[str, ...]]:
        """The names of all modules in a package, as parts."""
        files, inner = self._entries(folder)
        yield from ((name.removesuffix(".py"),) for name in sorted(files) if name.endswith(".py") and name != _INIT)
        for name in sorted(inner - {"__pycache__"}):
            yield from ((name, *parts) for parts in ((), *self.below(folder / name)))

    def elsewhere(self, name: str) -> PurePosixPath | None:
        """A module or package of this name anywhere in the project: the one that is least deep."""
        if self.everywhere is None:
            self.everywhere = {}
            for path in sorted(self.tree.modules(), key=lambda path: (len(path.parts), path.parts)):
                place = path.parent if path.name == _INIT else path
                self.everywhere.setdefault(place.name.removesuffix(".py"), place)
        return self.everywhere.get(name)

    def _entries(self, folder: PurePosixPath) -> tuple[frozenset[str], frozenset[str]]:
        if folder not in self.seen:
            self.seen[folder] = self.tree.entries(folder)
        return self.seen[folder]
