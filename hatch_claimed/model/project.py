"""A repository of operators, and how its images are built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from hatch_claimed.model.broken import Broken
from hatch_claimed.model.component import Component, GridWrapper, Operator

if TYPE_CHECKING:
    from hatch_claimed.model.workflow import Workflow

Provenance = Literal["off", "min", "max"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An image that was built: what its tag points to, and the digest of each platform's own manifest."""

    digest: str
    platforms: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How images are built. `secrets` are pairs of a name and where its content is: a file, or `env:NAME`.

    `contexts` replace images: a base, or what a Dockerfile names. `cache_from` and `cache_to` are buildx's own texts.
    """

    builder: str | None = None
    cache_from: tuple[str, ...] = ()
    cache_to: tuple[str, ...] = ()
    args: tuple[tuple[str, str], ...] = ()
    secrets: tuple[tuple[str, str], ...] = ()
    contexts: tuple[tuple[str, str], ...] = ()
    group_size: int = 16
    provenance: Provenance = "off"
    sbom: bool = False
    bytecode: bool = True

    @property
    def secret_ids(self) -> tuple[str, ...]:
        """The names of the secrets."""
        return tuple(name for name, _ in self.secrets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A repository of operators, grid wrappers and workflows, each sorted by name.

    `output` is the artifact folder seen from where bake runs. `broken` are those that cannot be built: they are in no
    other field.
    """

    name: str
    version: str
    operators: tuple[Operator, ...]
    output: PurePosixPath
    grid_wrappers: tuple[GridWrapper, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    build: BuildOptions = BuildOptions()
    broken: tuple[Broken, ...] = ()

    @property
    def components(self) -> tuple[Component, ...]:
        """All that gets artifacts and an image, sorted by name."""
        return tuple(sorted((*self.operators, *self.grid_wrappers), key=lambda one: one.name))

    def broken_named(self, name: str, *, workflow: bool = False) -> tuple[Broken, ...]:
        """The broken operators and grid wrappers of a name, or the workflow. A path is that of an operator's script."""
        return tuple(
            one
            for one in self.broken
            if (one.name == name and (one.kind == "workflow") == workflow)
            or (one.kind == "operator" and name in one.paths)
        )

    @property
    def broken_component_names(self) -> frozenset[str]:
        """The names of the broken operators and grid wrappers, less those that something else goes by rightly."""
        names = {one.name for one in self.broken if one.kind != "workflow"}
        return frozenset(names.difference(one.name for one in self.components))
