"""An image's `/opt/claimed` in a temporary folder, started through `sh` as a container would start it."""

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

RUNTIME = Path(__file__).parents[3] / "hatch_claimed" / "runtime" / "python"
VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")


def found_pythons() -> dict[str, str]:
    """Every Python on PATH that really starts, and this one."""
    pythons = {}
    for version in VERSIONS:
        path = shutil.which(f"python{version}")
        if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            pythons[version] = path
    return pythons | {"{}.{}".format(*sys.version_info): sys.executable}


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Image:
    """A copied layout, a `python` on PATH, and a working directory."""

    root: Path
    work: Path
    environment: dict[str, str]

    @property
    def run_path(self) -> Path:
        return self.root / "run"

    @property
    def app(self) -> Path:
        return self.root / "app"

    def add(self, name: str, content: str | bytes) -> Path:
        path = self.app / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode())
        return path

    def interface(self, *rows: tuple[str, ...]) -> None:
        with (self.root / "interface.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("role", "name", "type", "required", "default", "description"))
            writer.writerows([*row, "", "", "", ""][:6] for row in rows)

    def script(self, content: str | bytes, *rows: tuple[str, ...], name: str = "script.py") -> None:
        self.add(name, content)
        self.interface(("script", name, "python"), *rows)

    def notebook(self, *cells: str, rows: tuple[tuple[str, ...], ...] = (), name: str = "book.py") -> None:
        """Lay out code cells as nbconvert does."""
        text, places = "#!/usr/bin/env python\n# coding: utf-8\n\n", []
        for number, cell in enumerate(cells, 1):
            text += f"# In[{number}]:\n\n\n"
            places.append(("cell", str(number), str(text.count("\n") + 1)))
            text += dedent(cell).strip() + "\n\n\n"
        self.add(name, text)
        self.interface(("script", name, "notebook"), *places, *rows)

    def popen(self, *arguments: str, environment: dict[str, str] | None = None, **options) -> subprocess.Popen:
        return subprocess.Popen(
            [self.run_path, *arguments],
            cwd=options.pop("cwd", self.work),
            env=self.environment | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *arguments: str, environment: dict[str, str] | None = None, **options) -> Result:
        process = self.popen(*arguments, environment=environment, **options)
        out, err = process.communicate(timeout=60)
        return Result(process.returncode, out, err)

    def plain(self, name: str = "script.py") -> Result:
        """What `python script.py` does without the launcher."""
        done = subprocess.run(
            ["python", self.app / name],
            cwd=self.work,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)


def build(folder: Path, python: str) -> Image:
    root, work, commands = folder / "opt" / "claimed", folder / "work", folder / "bin"
    shutil.copytree(RUNTIME, root, ignore=shutil.ignore_patterns("__pycache__"))
    for new in (root / "app", work, commands):
        new.mkdir()
    # not a link: a linked virtual environment forgets its packages
    command = commands / "python"
    command.write_text(f'#!/bin/sh\nexec "{python}" "$@"\n')
    command.chmod(0o755)
    path = os.pathsep.join([str(commands), os.defpath])
    return Image(root, work, {"PATH": path, "HOME": str(folder)})


@pytest.fixture(params=found_pythons().items(), ids=lambda item: item[0])
def image(request, tmp_path) -> Image:
    """One for every Python there is."""
    return build(tmp_path, request.param[1])


@pytest.fixture
def own_image(tmp_path) -> Image:
    """One with the Python of the tests, which has IPython."""
    return build(tmp_path, sys.executable)
