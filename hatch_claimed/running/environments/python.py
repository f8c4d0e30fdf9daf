"""Makes the Python part of an environment, with uv."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hatch_claimed.errors import ClaimedError
from hatch_claimed.lock.uv import told, uv_here
from hatch_claimed.model import File
from hatch_claimed.running.environments.recipe import Install, Recipe
from hatch_claimed.system.command import run

VENV = "venv"
LIBRARY = "coordinator"


class EnvironmentCreationError(ClaimedError):
    """An environment cannot be made."""


class PythonOnly:
    """Of languages that need nothing beside Python."""

    def interpreter(self) -> str:
        """None of its own."""
        return ""

    def make(self, step: tuple[File, ...], folder: Path, name: str) -> None:
        """Nothing."""

    def variables(self, _: Path) -> Iterator[tuple[str, str]]:
        """None."""
        yield from ()


def make_python(recipe: Recipe, folder: Path, name: str) -> None:
    """Make a virtual environment in the folder that may be moved afterwards. Raises ClaimedError with uv's words."""
    with tempfile.TemporaryDirectory(prefix="claimed-") as temporary:
        # run there, so that no project's settings apply
        uv = _Uv(uv_here().binary, Path(temporary), name)
        wanted = ("--python", recipe.python) if recipe.python else ()
        uv.call("venv", "--relocatable", *wanted, str(folder / VENV), remedy=_other_python(recipe))
        python = ("--python", str(folder / VENV))
        if recipe.packages:
            uv.install(recipe.packages, *python)
        if recipe.coordinator:
            uv.install(recipe.coordinator, *python, "--target", str(folder / LIBRARY))


def _other_python(recipe: Recipe) -> str:
    return (
        f"The image has Python {recipe.python}. Install it here, or take another one with --python, such as "
        f"--python {sys.version_info.major}.{sys.version_info.minor}, or run the image with --engine docker."
    )


class _Uv:
    """An installed uv that works in a folder of its own, for the operator of that name."""

    def __init__(self, binary: str, folder: Path, name: str) -> None:
        self.binary = binary
        self.folder = folder
        self.name = name

    def install(self, install: Install, *where: str) -> None:
        for file in install.files:
            path = self.folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
        for arguments in install.calls:
            remedy = "Correct the installation lines of the script, or run the image with --engine docker."
            self.call("pip", "install", *where, "--compile-bytecode", *arguments, remedy=remedy)

    def call(self, *arguments: str, remedy: str) -> None:
        completed = run([self.binary, *arguments, "--quiet", "--color", "never"], cwd=self.folder)
        if completed.status:
            said = told(completed.lines, self.folder)
            message = f"the environment of {self.name} cannot be made: {remedy} uv says:\n{said}"
            raise EnvironmentCreationError(message)
