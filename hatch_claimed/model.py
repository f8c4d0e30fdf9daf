"""The values that all stages share: what an operator is, and what can be wrong with it.

Everything here is frozen and knows nothing of files, TOML or YAML. Paths are POSIX paths relative to the
project's root; lines, columns and cells count from 1.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from hatch_claimed.workflow import Workflow

from hatch_claimed.deployment import Deployment
from hatch_claimed.scalars import ParameterType, Scalar
from hatch_claimed.secrets.defaults import is_secret_default

Kind = Literal["python", "notebook", "r"]
Severity = Literal["error", "warning", "hint"]
ImageMode = Literal["off", "build", "push"]
GridBackend = Literal["local", "cos", "s3kv", "legacy_cos", "folder", "simple", "sql"]
Provenance = Literal["off", "min", "max"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, where it is, and what to write instead.

    `code` is stable (`CLM` and three digits). `line` is None when the whole file is meant. In a notebook, `line`
    counts within `cell`.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    path: str
    line: int | None = None
    column: int | None = None
    cell: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One environment variable that a script reads (C3 requirements, *Parameters*).

    `default` has the Python type that belongs to `type`. It is None both for a required parameter and for an
    optional one without a value; `required` tells them apart. It is `misread` where the script's own cast makes
    something else of it than people mean: to Python `bool('no')` is true, and to R `as.logical("yes")` is NA. So it is
    where the program has another default than the interface. The launcher then hands the default over.
    """

    name: str
    type: ParameterType
    default: Scalar | None
    required: bool
    description: str | None
    line: int | None
    cell: int | None = None
    misread: bool = False

    @property
    def default_text(self) -> str | None:
        """The default as the text of an environment variable: `5`, `0.5`, `True`, or None when there is none."""
        return None if self.default is None else str(self.default)

    @property
    def json_default(self) -> Scalar | None:
        """The default as JSON can hold it: infinity and NaN, which JSON lacks, become their text."""
        if isinstance(self.default, float) and not math.isfinite(self.default):
            return str(self.default)
        return self.default

    @property
    def is_secret_default(self) -> bool:
        """Whether the default looks like a secret. No artifact holds it then, and the script applies it itself."""
        return is_secret_default(self.name, self.default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One environment variable that a script sets to the path of a result (C3 requirements, *Outputs*).

    `path` is the text that the script sets; None where that is computed, or several places set different ones.
    """

    name: str
    description: str | None
    line: int
    cell: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One installation line of a script, in its order.

    For Python `arguments` are pip's own, after `install` (`("numpy>=1", "-r", "requirements.txt")`); for R they are
    package names, and `repository` is what `repos=` says.
    """

    arguments: tuple[str, ...]
    line: int
    cell: int | None = None
    repository: str | None = None

    @property
    def text(self) -> str:
        """The line as one would type it behind `pip install`."""
        return shlex.join(self.arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPackages:
    """One `# dnf …` or `# apt …` line: the family of the package manager, and its arguments (`install`, names)."""

    manager: Literal["dnf", "apt"]
    arguments: tuple[str, ...]
    line: int
    cell: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a notebook's code cell begins in the converted script, so that tracebacks can name the cell."""

    number: int
    first_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What the container runs: the script as written, or the notebook converted to one.

    `unimported` are modules that it uses without importing them, which the launcher provides. `jupyter` are the
    distributions beside IPython that it imports, and that no notebook asks for since Jupyter has them.
    """

    filename: str
    content: bytes
    cells: tuple[Cell, ...] = ()
    needs_ipython: bool = False
    jupyter: tuple[str, ...] = ()
    unimported: tuple[str, ...] = ()

    @property
    def brought(self) -> tuple[str, ...]:
        """The distributions that go into the image without being asked for."""
        return ("ipython", *self.jupyter) if self.needs_ipython else self.jupyter


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """What one source file says of itself."""

    description: str
    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]
    requirements: tuple[Requirement, ...]
    system_packages: tuple[SystemPackages, ...]
    program: Program


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file with its content. `path` is relative to whatever holds it."""

    path: PurePosixPath
    content: bytes
    executable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The container image of one operator.

    `reference` is `<repository>/claimed-<operator>:<version>`; `platforms` are those of the OCI image index
    (`linux/amd64`); `mode` is what a build does about it. `digest` is that of the built image, where artifacts are
    to name it.
    """

    reference: str
    base: str
    platforms: tuple[str, ...]
    mode: ImageMode
    digest: str | None = None

    @property
    def name(self) -> str:
        """What artifacts call the image: its reference, and the digest where one is pinned."""
        return f"{self.reference}@{self.digest}" if self.digest else self.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One script with everything that its artifacts and its image need.

    `files` and `modules`, the project's own modules that the script imports, are named by their place in the project.
    Beside the script's own folder, Python looks for modules in `folders`. `package` is the dotted name of the package
    that relative imports of the script mean, empty where it has none.
    """

    name: str
    path: PurePosixPath
    kind: Kind
    interface: Interface
    image: Image
    files: tuple[File, ...] = ()
    requirement_files: tuple[File, ...] = ()
    deployment: Deployment = field(default_factory=Deployment)
    modules: tuple[File, ...] = ()
    folders: tuple[PurePosixPath, ...] = ()
    package: str = ""

    @property
    def place(self) -> PurePosixPath:
        """Where the program lies in the project's tree: the script's own place, a notebook's with the suffix `.py`."""
        return self.path.with_name(self.interface.program.filename)

    @property
    def stem(self) -> str:
        """The file name that artifacts take: `example_script.py` gives `example_script`."""
        return self.path.stem

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
    backend: GridBackend
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
    def kind(self) -> Kind:
        """The operator's kind."""
        return self.operator.kind

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


def grid_wrapper_name(operator: str) -> str:
    """The name of an operator's grid wrapper (C3 requirements, *Names*)."""
    return f"gw-{operator}"


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

    `output` is the artifact folder seen from where bake runs.
    """

    name: str
    version: str
    operators: tuple[Operator, ...]
    output: PurePosixPath
    grid_wrappers: tuple[GridWrapper, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    build: BuildOptions = BuildOptions()

    @property
    def components(self) -> tuple[Component, ...]:
        """All that gets artifacts and an image, sorted by name."""
        return tuple(sorted((*self.operators, *self.grid_wrappers), key=lambda one: one.name))


LOG_LEVEL = Parameter(
    name="log_level",
    type="String",
    default="INFO",
    required=False,
    description="Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.",
    line=None,
)
