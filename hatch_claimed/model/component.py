"""What artifacts and images are made for: operators and grid wrappers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from hatch_claimed.languages.language import Language
from hatch_claimed.languages.registry import language
from hatch_claimed.model.deployment import Deployment
from hatch_claimed.model.interface import LOG_LEVEL, Interface, Output, Parameter, Requirement

ImageMode = Literal["off", "build", "push"]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file with its content. `path` is relative to whatever holds it."""

    path: PurePosixPath
    content: bytes
    executable: bool = False

    @classmethod
    def of_lines(cls, path: PurePosixPath, lines: Iterable[str]) -> File:
        """A file of lines, each with a line feed."""
        return cls(path=path, content="".join(f"{line}\n" for line in lines).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The container image of one operator: `registry.example.com/team`, `claimed-clean-levels` and `1.0`.

    `platforms` are those of the OCI image index (`linux/amd64`); `mode` is what a build does about it. `labels` are
    those that settings say. `digest` is that of the built image, where artifacts are to name it.
    """

    repository: str
    name: str
    tag: str
    base: str
    platforms: tuple[str, ...]
    mode: ImageMode
    labels: tuple[tuple[str, str], ...] = ()
    digest: str | None = None

    @property
    def reference(self) -> str:
        """What the image is built and pushed as: `registry.example.com/team/claimed-clean-levels:1.0`."""
        return f"{self._place}:{self.tag}"

    @property
    def pinned(self) -> str:
        """What artifacts call the image: its reference, and the digest where one is to be named."""
        return f"{self.reference}@{self.digest}" if self.digest else self.reference

    def at(self, digest: str) -> str:
        """What the image with this digest is called, whatever its tag points to by now."""
        return f"{self._place}@{digest}"

    @property
    def _place(self) -> str:
        return f"{self.repository}/{self.name}" if self.repository else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One script with everything that its artifacts and its image need.

    `files` and `modules`, the project's own modules that the script imports, are named by their place in the project.
    Beside the script's own folder, Python looks for modules in `folders`. `package` is the dotted name of the package
    that relative imports of the script mean, empty where it has none.
    """

    name: str
    path: PurePosixPath
    kind: str
    interface: Interface
    image: Image
    files: tuple[File, ...] = ()
    requirement_files: tuple[File, ...] = ()
    deployment: Deployment = field(default_factory=Deployment)
    modules: tuple[File, ...] = ()
    folders: tuple[PurePosixPath, ...] = ()
    package: str = ""

    @property
    def language(self) -> Language:
        """What there is to say of the script's language."""
        return language(self.kind)

    @property
    def place(self) -> PurePosixPath:
        """Where the program lies in the project's tree: the script's own place, a notebook's with the suffix `.py`."""
        return self.path.with_name(self.interface.program.filename)

    @property
    def stem(self) -> str:
        """The file name that artifacts take: `example_script.py` gives `example_script`.

        Where the operator is called otherwise than its file, it is that name: `flood-task` gives `flood_task`.
        """
        return self.path.stem if self.name == operator_name(self.path) else self.name.replace("-", "_")

    @property
    def description(self) -> str:
        """The operator's description as its author wrote it, without surrounding white space."""
        return self.interface.description

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters in source order, with `log_level` last where the script does not read it itself.

        A `LOG_LEVEL` of the script's own takes its place: Kubeflow cannot tell the two apart.
        """
        own = self.interface.parameters
        return own if any(p.name.lower() == LOG_LEVEL.name for p in own) else (*own, LOG_LEVEL)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The outputs in source order."""
        return self.interface.outputs

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The installation lines in source order."""
        return self.interface.requirements


@dataclass(frozen=True, slots=True, kw_only=True)
class GridWrapper:
    """An operator that runs once for each of many batches (C3 requirements, *Grid wrappers*).

    Either `process` names the function of the script that is called for a batch, or `bindings` are the operator's
    parameters and outputs with their texts for each batch, `{batch}` in the place of the batch. `own` are the wrapper's
    own parameters; those of the operator that are bound are none of its. With `indexed` each of `parallelism` workers
    takes its own share of the batches.
    """

    operator: Operator
    backend: str
    process: str | None
    bindings: tuple[tuple[str, str], ...]
    own: tuple[Parameter, ...]
    image: Image
    files: tuple[File, ...]
    parallelism: int
    indexed: bool
    deployment: Deployment = field(default_factory=Deployment)

    @property
    def name(self) -> str:
        """`gw-count-words` for the operator `count-words`."""
        return grid_wrapper_name(self.operator.name)

    @property
    def stem(self) -> str:
        """The file name that artifacts take: `gw_count_words`."""
        return f"gw_{self.operator.stem}"

    @property
    def path(self) -> PurePosixPath:
        """The operator's script."""
        return self.operator.path

    @property
    def kind(self) -> str:
        """The operator's kind."""
        return self.operator.kind

    @property
    def language(self) -> Language:
        """The operator's language."""
        return self.operator.language

    @property
    def description(self) -> str:
        """What it is, and the operator's description."""
        return f"Grid wrapper of {self.operator.name}.\n\n{self.operator.description}".rstrip()

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The wrapper's own parameters, then those of the operator that it does not bind."""
        bound = {name for name, _ in self.bindings}
        return (*self.own, *(one for one in self.operator.parameters if one.name not in bound))

    @property
    def outputs(self) -> tuple[Output, ...]:
        """None: each batch writes results of its own."""
        return ()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The operator's requirements."""
        return self.operator.requirements

    @property
    def modules(self) -> tuple[File, ...]:
        """The operator's modules."""
        return self.operator.modules


Component = Operator | GridWrapper
"""What artifacts and images are made for."""


def operator_name(path: PurePosixPath) -> str:
    """What a script's file name gives: `example_script.py` is `example-script` (C3 requirements, *Names*).

    Where several files give one name, `hatch_claimed.sources.operator_names` tells them apart.
    """
    return name_part(path.stem)


def name_part(text: str) -> str:
    """A file's or folder's name as a part of an operator's name.

    Hyphens at the ends are dropped: neither a Kubernetes name nor an image reference may begin or end with one.
    """
    return re.sub(r"[^a-z0-9-]", "-", text.lower()).strip("-")


def image_name(component: str) -> str:
    """The name of a component's image within its repository (C3 requirements, *Names*)."""
    return f"claimed-{component}"


def grid_wrapper_name(operator: str) -> str:
    """The name of an operator's grid wrapper (C3 requirements, *Names*)."""
    return f"gw-{operator}"
