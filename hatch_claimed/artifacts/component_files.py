"""The files of an artifact folder, each worked out once for each state of what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from hatch_claimed.artifacts.bake import bake_file, target
from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.cwl import step_files
from hatch_claimed.artifacts.deploy.kfp import kfp_settings
from hatch_claimed.artifacts.grid.parallel import parallel_files
from hatch_claimed.artifacts.identity import input_hash
from hatch_claimed.artifacts.image.app import FILES_TAR, LAUNCHER_TAR, archives, launcher_archive
from hatch_claimed.artifacts.image.context import BuildInputs, build_context
from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.cache.keys import brief, fingerprint
from hatch_claimed.cache.memory import Json, Memory
from hatch_claimed.cache.values import of_files, to_files
from hatch_claimed.model import Component, File, GridWrapper, Project

_SUMMARIES = "summaries"
_LEFT_OUT = frozenset({LAUNCHER_TAR, FILES_TAR})
"""Archives that no memory needs to hold: one is the same for all operators, the other may be large."""


@dataclass(frozen=True, slots=True)
class ComponentFiles:
    """The artifacts and the build context of a component, and the hash of all that its image is made from.

    `key` is a fingerprint of the component and of all else that they depend on.
    """

    key: str
    files: tuple[File, ...]
    input_hash: str


def component_files(component: Component, inputs: BuildInputs, memory: Memory) -> ComponentFiles:
    """Render a component in all formats, unless the memory knows what comes of it."""
    key = fingerprint("rendered", brief(component), _locked(component, inputs), inputs.options)
    known = memory.recall(key, lambda value: _understood(value, key, component))
    if known is not None:
        return known
    artifacts = (File(path=one.path(component), content=one.render(component)) for one in ARTIFACTS)
    context = build_context(component, inputs)
    parallel = parallel_files(component) if isinstance(component, GridWrapper) else ()
    files = (*artifacts, *step_files(component), *parallel, *context)
    # where the folder of artifacts lies makes no difference to an image
    hashed = input_hash(target(component, inputs.options, PurePosixPath()), context)
    made = ComponentFiles(key, files, hashed)
    memory.keep(key, [made.input_hash, of_files(made.files, _LEFT_OUT)])
    return made


def summaries(project: Project, components: Sequence[ComponentFiles], memory: Memory) -> tuple[File, ...]:
    """What names all operators: bake file, catalogue, settings for pipelines. A memory holds the last ones only."""
    key = fingerprint(replace(project, operators=(), grid_wrappers=()), [one.key for one in components])
    known = memory.recall(_SUMMARIES, lambda value: _if_current(value, key))
    if known is not None:
        return known
    names = (component.name for component in project.components)
    hashes = {name: one.input_hash for name, one in zip(names, components, strict=True)}
    made = (bake_file(project, hashes), catalog_file(project), *kfp_settings(project))
    memory.keep(_SUMMARIES, [key, of_files(made)])
    return made


def _if_current(value: Json, key: str) -> tuple[File, ...]:
    match value:
        case [str(own), files] if own == key:
            return to_files(files)
    raise ValueError(key)


def _locked(component: Component, inputs: BuildInputs) -> list[object]:
    """What a lock has for the component's image; a grid wrapper's image shares its operator's packages."""
    names = [component.name, *([component.operator.name] if isinstance(component, GridWrapper) else [])]
    return [inputs.locked.get(name) for name in names]


def _understood(value: Json, key: str, component: Component) -> ComponentFiles:
    match value:
        case [str(known), files]:
            return ComponentFiles(key, to_files(files, lambda name: _archive(name, component)), known)
    raise TypeError(value)


def _archive(name: str, component: Component) -> bytes:
    if name == LAUNCHER_TAR:
        return launcher_archive(component)
    return next(file.content for file in archives(component) if file.path.name == name)
