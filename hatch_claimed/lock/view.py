"""What each image takes from a lock: all that it is made of, or nothing where they do not fit. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from hatch_claimed.lock.compare import is_needed, is_snapshot
from hatch_claimed.lock.model import Installer, LockedBase, LockedEnvironment, LockedSystem, LockFile, RPackages
from hatch_claimed.lock.requirements import (
    EnvironmentRequirements,
    ProjectRequirements,
    RRequirements,
    SystemRequirements,
    project_requirements,
)
from hatch_claimed.model import Component, GridWrapper, Project

_Required = TypeVar("_Required", EnvironmentRequirements, SystemRequirements, RRequirements)
_Held = TypeVar("_Held")


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedImage:
    """The base and the packages of one image, exactly: Python's and the system's by platform.

    `exact` says that nothing is left to be chosen when the image is built: system packages have versions, and R
    packages, of which only the repository is known, there are none.
    """

    base: LockedBase
    installer: Installer | None
    environments: tuple[LockedEnvironment, ...] = ()
    system: tuple[LockedSystem, ...] = ()
    r: tuple[RPackages, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether two builds must give the same image."""
        versions = (package.version for one in self.system for package in one.packages)
        has_versions = all(one.packages for one in self.system) and all(versions)
        return has_versions and all(is_snapshot(one.repository) for one in self.r)


def locked_images(project: Project, lock: LockFile | None) -> Mapping[str, LockedImage]:
    """By the name of each operator and coordinator for which the lock still has what it asks for.

    A grid wrapper's entry holds its coordinator's own packages; it is there only if its operator's is.
    """
    if lock is None:
        return {}
    required = project_requirements(project)
    images = {}
    for component in project.components:
        found = _image(component, required, lock)
        if found is not None:
            images[component.name] = found
    alone = [one.name for one in project.grid_wrappers if one.operator.name not in images]
    return {name: image for name, image in images.items() if name not in alone}


def _image(component: Component, required: ProjectRequirements, lock: LockFile) -> LockedImage | None:
    base = lock.base(component.image.base)
    if base is None or not set(component.image.platforms) <= set(base.platforms):
        return None
    environments = _all(component, required.environments, lambda one: _environment(one, lock, base))
    needed = [one for one in required.system if one.name == component.name and is_needed(one, lock)]
    system = _all(component, needed, lambda one: _system(one, lock))
    r = () if isinstance(component, GridWrapper) else _all(component, required.r, lambda one: _r(one, lock))
    if environments is None or system is None or r is None:
        return None
    return LockedImage(base=base, installer=lock.installer, environments=environments, system=system, r=r)


def _all(
    component: Component, required: Iterable[_Required], held: Callable[[_Required], Sequence[_Held]]
) -> tuple[_Held, ...] | None:
    """What the lock holds for all that a component asks for, None where something is missing."""
    found = [held(one) for one in required if one.name == component.name]
    return tuple(chain.from_iterable(found)) if all(found) else None


def _environment(one: EnvironmentRequirements, lock: LockFile, base: LockedBase) -> Sequence[LockedEnvironment]:
    known = lock.environment(one.name, one.platform)
    fits = known and lock.installer and base.python is not None and known.id == one.id(base.python)
    return [known] if known and fits else []


def _system(one: SystemRequirements, lock: LockFile) -> Sequence[LockedSystem]:
    return [system for system in lock.system_of(one.name, one.platform) if system.key == one.key]


def _r(one: RRequirements, lock: LockFile) -> Sequence[RPackages]:
    return [
        r
        for r in lock.r_of(one.name)
        if r.packages == one.packages and (r.repository == one.repository or one.repository is None)
    ]
