"""Makes the Python part of an environment, with uv."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hatch_claimed.errors import ClaimedError
from hatch_claimed.lock.uv import told, uv_here
from hatch_claimed.model import File
from hatch_claimed.running.environments.interpreters import interpreter
from hatch_claimed.running.environments.recipe import Install, Recipe
from hatch_claimed.system.command import CompletedProcess, run

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
        _make_empty(uv, recipe, folder / VENV)
        python = ("--python", str(folder / VENV))
        if recipe.packages:
            uv.install(recipe.packages, *python)
        if recipe.coordinator:
            uv.install(recipe.coordinator, *python, "--target", str(folder / LIBRARY))


def _make_empty(uv: _Uv, recipe: Recipe, place: Path) -> None:
    """Make the environment itself: of a Python that is here, else of one that uv knows, or fetches."""
    found = interpreter(recipe.python, os.environ)
    arguments = ("venv", "--relocatable", str(place), "--python")
    if found and uv.run(*arguments, found).status == 0:
        return
    wanted = ("--python", recipe.python) if recipe.python else ()
    uv.call("venv", "--relocatable", "--clear", *wanted, str(place), remedy=_other_python(recipe))


def _other_python(recipe: Recipe) -> str:
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"The image has Python {recipe.python}, which is not here, and uv cannot fetch it. Install it, such as by "
        f"`pyenv install {recipe.python}` or `conda create -n py{recipe.python} python={recipe.python}`, or take "
        f"another one with --python, such as --python {own}, or run the image with --engine docker."
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

    def run(self, *arguments: str) -> CompletedProcess:
        return run([self.binary, *arguments, "--quiet", "--color", "never"], cwd=self.folder)

    def call(self, *arguments: str, remedy: str) -> None:
        completed = self.run(*arguments)
        if completed.status:
            said = told(completed.lines, self.folder)
            message = f"the environment of {self.name} cannot be made: {remedy} uv says:\n{said}"
            raise EnvironmentCreationError(message)
