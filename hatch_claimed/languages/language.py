"""What there is to say of a language that operators are written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from hatch_claimed.lock.view import LockedImage
    from hatch_claimed.model import File, Operator, Requirement
    from hatch_claimed.running.environments.local import LocalEnvironment
    from hatch_claimed.sources.project_modules.sourced_files import Content, SourcedFile
    from hatch_claimed.sources.reader import Reader

RUNTIME = Path(__file__).parents[1] / "runtime"
"""Below it lie the launchers."""


class PackagesStep(Protocol):
    """Makes the files of the step that installs an operator's packages; none where there is nothing to do."""

    def __call__(self, operator: Operator, lock: LockedImage | None, *, bytecode: bool) -> tuple[File, ...]:
        """The files, `install.sh` among them, from a lock where there is one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Language:
    """One language. Each must say all of it, so nothing has a default.

    What later stages do for a language is a function that imports them when it is called: settings and model know
    languages and nothing else, and a command pays for what it needs.

    `kind` is its key in all data: the catalogue, the launcher's interface file, the cache. People read `label`
    (`Python`) and `noun` (`Python script`). `suffixes` are those of its scripts, the usual one first, and `fence` is
    the word of Markdown for them. With `has_cells` a script is a notebook, whose places are lines of cells.
    `is_python` says that its programs run by Python: images need one, readers give syntax trees of Python, its imports
    lead to modules of the project, values are what Python takes them for, and functions can be called for batches.
    `extra` is what hatch-claimed must be installed with to read it.
    """

    kind: str
    label: str
    noun: str
    suffixes: tuple[str, ...]
    fence: str
    has_cells: bool
    is_python: bool
    extra: str | None

    reader: Callable[[], Reader]
    """What reads its scripts."""
    sourced: Callable[[PurePosixPath, bytes, Content], Sequence[SourcedFile]] | None
    """The files of the project that a script at a place sources by their path; None where none can be."""
    sign: re.Pattern[bytes] | None
    """What shows that a script is an operator, where it cannot be read for want of the extra."""

    remedy: str
    """How a script says what it does."""
    getting: Callable[[str], str]
    """The code that reads a variable."""
    setting: Callable[[str, str], str]
    """The code that sets a variable to a text."""
    installing: Callable[[Sequence[str]], str]
    """The line of a script that brings packages into its image, with dots where none are named."""
    installed: Callable[[Requirement], str]
    """A line of a script as its tool would be called."""

    base_key: Literal["base_image", "r_base_image"] | None
    """The key of `[tool.claimed]` that chooses a base image for all; None leaves it to single operators."""
    default_base: Callable[[str], str]
    """The base image where nobody chooses one, for a version of Python. It has no entry point that sets anything."""
    is_bare_base: Callable[[str], bool]
    """Whether a base image surely brings no packages beyond those that come with the language."""
    workdir: PurePosixPath
    """The working directory in images."""
    folders: tuple[PurePosixPath, ...]
    """The folders that lead to it and that operators may write to, with itself."""
    launcher: Path
    """The folder of what starts its scripts in images, `run` among it."""
    command_variables: tuple[tuple[str, str], ...]
    """Variables of its images, as a Dockerfile has them, that lead C3's commands to the launcher: `run` undoes them."""
    keeps_line_ends: bool
    """Whether the launcher reads line ends of defaults as they are."""

    packages: Literal["pip", "cran"] | None
    """Whose packages the lines install, and so how they are locked; None cannot be locked."""
    index: str
    """What people call the place where these are."""
    packages_step: PackagesStep
    """What installs them in images."""
    environment: Callable[[], LocalEnvironment] | None
    """How this machine gets what scripts need beside Python; None where they run in images only."""

    @property
    def uses_pip(self) -> bool:
        """Whether the installation lines of its scripts are pip's."""
        return self.packages == "pip"
