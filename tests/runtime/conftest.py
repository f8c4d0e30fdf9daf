"""What an image holds below `/opt/claimed`, laid out from an operator as the build does it, for every launcher."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest
from needs import NEEDS_R

from hatch_claimed.artifacts.image.runtime import interface_file, launcher_files
from hatch_claimed.languages.registry import language
from hatch_claimed.model import Cell, Image, Interface, Operator, Program
from hatch_claimed.model.deployment import Deployment, Secret

FILENAMES = {"python": "script.py", "notebook": "script.py", "r": "script.R"}


@dataclass(frozen=True)
class Built:
    kind: str
    root: Path

    @property
    def script(self) -> Path:
        return self.root / "app" / "operators" / FILENAMES[self.kind]

    def lay_out(self, description="", parameters=(), outputs=(), content="", secrets=()) -> None:
        filename = FILENAMES[self.kind]
        cells = (Cell(number=1, first_line=1),) if self.kind == "notebook" else ()
        operator = Operator(
            name="script",
            path=PurePosixPath("operators", filename),
            kind=self.kind,
            interface=Interface(
                description=description,
                parameters=tuple(parameters),
                outputs=tuple(outputs),
                requirements=(),
                system_packages=(),
                program=Program(filename=filename, content=content.encode(), cells=cells),
            ),
            image=Image(
                repository="x", name="claimed-script", tag="1", base="base:1", platforms=("linux/amd64",), mode="build"
            ),
            deployment=Deployment(secrets=tuple(Secret(parameter=name, name="s", key="k") for name in secrets)),
        )
        for file in (*launcher_files(language(self.kind)), interface_file(operator)):
            path = self.root / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
        self.script.parent.mkdir(parents=True, exist_ok=True)
        self.script.write_text(content)

    def run(self, *arguments, **environment) -> tuple[int, str, str]:
        """The exit code, stdout and stderr."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        variables = {"PATH": path, "HOME": str(self.root), "TMPDIR": str(self.root)} | environment
        done = subprocess.run(
            ["sh", str(self.root / "run"), *arguments],
            cwd=self.root,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(params=["python", "notebook", pytest.param("r", marks=NEEDS_R)])
def built(request, tmp_path) -> Built:
    """One for every kind of operator."""
    return Built(request.param, tmp_path)


@pytest.fixture(name="built_python")
def made_for_python(tmp_path) -> Built:
    """One for a Python script."""
    return Built("python", tmp_path)


@pytest.fixture(params=[pytest.param("r", marks=NEEDS_R)])
def built_r(request, tmp_path) -> Built:
    """One for an R script."""
    return Built(request.param, tmp_path)
