"""What an operator's environment is made of, on this machine. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from hatch_claimed.artifacts.image.steps import packages_step
from hatch_claimed.cache.keys import fingerprint
from hatch_claimed.errors import FindingsError
from hatch_claimed.lock.model import LockedEnvironment
from hatch_claimed.lock.requirements import project_requirements
from hatch_claimed.lock.uv import INPUT, input_arguments, input_files
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.model import Component, File, GridWrapper, Operator, Project
from hatch_claimed.settings.base_images import image_python

_ANY_PLATFORM = "linux/amd64"


@dataclass(frozen=True, slots=True)
class Install:
    """Files, and what `uv pip install` is called with beside them, call by call."""

    files: tuple[File, ...]
    calls: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """An environment. `python` is the version that it has; None where nothing needs Python, or any will do.

    `coordinator` is what a grid wrapper's coordinator needs, apart from the operator's packages. `step` are the files
    of the step that installs the operator's packages, where these are not Python's.
    """

    has_python: bool
    python: str | None = None
    packages: Install | None = None
    coordinator: Install | None = None
    step: tuple[File, ...] = ()

    @property
    def key(self) -> str:
        """A hash of all of it."""
        return fingerprint("environment", self)


def recipe(component: Component, locked: Mapping[str, LockedImage], platform: str | None, python: str | None) -> Recipe:
    """The environment of a component: locked where the lock has this platform and Python, else as scripts ask for it.

    `python` is the version that the caller wants, None for that of the image. Raises FindingsError for installation
    lines that uv cannot follow.
    """
    operator = operator_of(component)
    own = _locked(locked.get(operator.name), platform, python)
    is_wrapper = isinstance(component, GridWrapper)
    coordinator = _locked(locked.get(component.name), platform, python) if is_wrapper else None
    return Recipe(
        has_python=operator.language.is_python or is_wrapper,
        python=python or (own.python if own else image_python(component.image.base)),
        packages=_from_lock(own) if own else _from_lines(operator),
        coordinator=_from_lock(coordinator) if coordinator else _from_lines(component) if is_wrapper else None,
        step=_step(operator, locked.get(operator.name)),
    )


def _step(operator: Operator, image: LockedImage | None) -> tuple[File, ...]:
    """The image's own step, where a script asks for packages that are not Python's."""
    asks = not operator.language.is_python and operator.interface.requirements
    return packages_step(operator, image) if asks else ()


def operator_of(component: Component) -> Operator:
    """The operator itself, also of a grid wrapper."""
    return component.operator if isinstance(component, GridWrapper) else component


def _locked(image: LockedImage | None, platform: str | None, python: str | None) -> LockedEnvironment | None:
    """What a lock has for this platform and Python."""
    found = [one for one in image.environments if one.platform == platform] if image else []
    return next((one for one in found if python in {None, one.python}), None)


def _from_lock(environment: LockedEnvironment) -> Install:
    """Packages by their hashes, then those that a commit pins, which cannot stand beside hashes."""
    files, calls = [], []
    for name, lines, more in (
        ("requirements.txt", environment.hashed, ("--require-hashes",)),
        ("commits.txt", environment.by_commit, ()),
    ):
        if lines:
            files.append(File.of_lines(PurePosixPath(name), lines))
            calls.append(("--no-deps", "--index-strategy", "unsafe-best-match", *more, "-r", name))
    return Install(tuple(files), tuple(calls))


def _from_lines(component: Component) -> Install | None:
    """What the component's own lines ask for, in one resolution."""
    required = project_requirements(_alone(component))
    if required.findings:
        raise FindingsError(required.findings)
    environment = next((one for one in required.environments if one.name == component.name), None)
    if environment is None:
        return None
    files = input_files(environment.requirements, environment.options, environment.files)
    return Install(files, ((*input_arguments(environment.options), "-r", str(INPUT)),))


def _alone(component: Component) -> Project:
    """A project of one component, for a platform that packages can be asked for."""
    image = replace(component.image, platforms=(_ANY_PLATFORM,))
    empty = Project(name="", version="", operators=(), output=PurePosixPath())
    if isinstance(component, GridWrapper):
        return replace(empty, grid_wrappers=(replace(component, image=image),))
    return replace(empty, operators=(replace(component, image=image),))
