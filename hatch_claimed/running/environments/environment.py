"""An operator's environment on this machine: where it is, and how it is made where it is not there yet."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hatch_claimed.cache.keys import fingerprint
from hatch_claimed.errors import EngineError
from hatch_claimed.model import Component
from hatch_claimed.running.environments import python
from hatch_claimed.running.environments.local import LocalEnvironment
from hatch_claimed.running.environments.recipe import Recipe, operator_of
from hatch_claimed.running.folder_cache import FolderCache
from hatch_claimed.system.command import Echo


@dataclass(frozen=True, slots=True)
class RunEnvironment:
    """A recipe, what makes the part of it that is not Python, and the cache that holds what is made."""

    recipe: Recipe
    local: LocalEnvironment
    cache: FolderCache
    key: str

    @property
    def folder(self) -> Path:
        """Where it is, or would be."""
        return self.cache.place(self.key)

    @property
    def is_there(self) -> bool:
        """Whether it is made, and its Python is still installed."""
        usable = not self.recipe.has_python or (self.folder / python.VENV / "bin" / "python").exists()
        return self.cache.holds(self.key) and usable

    @property
    def library(self) -> Path | None:
        """The packages of a grid wrapper's coordinator."""
        return self.folder / python.LIBRARY if self.recipe.coordinator else None

    @property
    def variables(self) -> Mapping[str, str]:
        """What programs find the environment by."""
        return dict(self._variables())

    def _variables(self) -> Iterator[tuple[str, str]]:
        if self.recipe.has_python:
            venv = self.folder / python.VENV
            yield "VIRTUAL_ENV", str(venv)
            yield "PATH", os.pathsep.join((str(venv / "bin"), os.environ.get("PATH", os.defpath)))
        if self.recipe.step:
            yield from self.local.variables(self.folder)

    def make(self, component: Component, say: Echo) -> None:
        """Make it where it is not there. Raises ClaimedError, which says what is missing."""
        if not self.is_there:
            say(f"{component.name}: making its environment, once for all runs")
            for line in _not_installed(component):
                say(line)
            if self.cache.holds(self.key):
                self.cache.remove(self.key)
        self.cache.get(self.key, lambda folder: self._fill(folder, component.name))

    def _fill(self, folder: Path, name: str) -> None:
        if self.recipe.has_python:
            python.make_python(self.recipe, folder, name)
        if self.recipe.step:
            self.local.make(self.recipe.step, folder, name)


def run_environment(recipe: Recipe, local: LocalEnvironment, cache: FolderCache) -> RunEnvironment:
    """The environment of a recipe. Raises EngineError where an interpreter is missing that nobody else brings."""
    return RunEnvironment(recipe, local, cache, fingerprint(recipe.key, local.interpreter()))


def local_environment(component: Component) -> LocalEnvironment:
    """What makes environments of a component's language. Raises EngineError for one whose scripts need their image."""
    language = component.language
    if language.environment is None:
        message = f"{component.path} is a {language.noun}, which runs in its image only: take --engine docker"
        raise EngineError(message)
    return language.environment()


def _not_installed(component: Component) -> Iterator[str]:
    """What images install and a process cannot."""
    for line in operator_of(component).interface.system_packages:
        words = [word for word in line.arguments if not word.startswith("-")]
        if words[:1] == ["install"]:
            names = " ".join(words[1:])
            yield f"{component.name}: its image has {names} by {line.manager}; here, it is up to you to have it"
