"""A grid wrapper's `/opt/claimed` in a temporary folder, started through `sh` as a container would start it."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from textwrap import dedent

import pytest

from claimed_grid.backend import Status
from claimed_grid.stores.directory import Directory
from hatch_claimed.artifacts.image.runtime import coordinator_files, grid_file, interface_file, launcher_files
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.languages.registry import language
from hatch_claimed.model import Cell, GridWrapper, Image, Interface, Operator, Parameter, Program
from hatch_claimed.stores.registry import STORES

FILENAMES = {"python": "count_words.py", "notebook": "count_words.py", "r": "count_words.R"}
IMAGE = Image(
    repository="x", name="claimed-gw-count-words", tag="1", base="base:1", platforms=("linux/amd64",), mode="build"
)


def converted(cells: list[str], injects: int | None = None) -> tuple[str, tuple[Cell, ...]]:
    """A script as nbconvert makes it of code cells; values are set after the one with the number `injects`."""
    text, found = "#!/usr/bin/env python\n# coding: utf-8\n\n", []
    for number, cell in enumerate(cells, 1):
        text += f"# In[{number}]:\n\n\n"
        found.append(
            Cell(number=number, first_line=text.count("\n") + 1, injection="after" if number == injects else None)
        )
        text += dedent(cell).strip() + "\n\n\n"
    return text, tuple(found)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@dataclass
class Grid:
    """An image, a working directory, and a folder that all workers share."""

    root: Path
    work: Path
    shared: Path
    started: list[subprocess.Popen] = field(default_factory=list)
    python: str = sys.executable

    @property
    def app(self) -> Path:
        return self.root / "operator" / "app" / "operators"

    @staticmethod
    def parameter(
        name: str, kind: str = "String", default=None, *, required: bool = False, injected: str | None = None
    ) -> Parameter:
        return Parameter(
            name=name, type=kind, default=default, required=required, description=None, line=1, injected=injected
        )

    def script(self, content: str, **options) -> None:
        self._lay_out("python", dedent(content).lstrip("\n"), (), **options)

    def notebook(self, *cells: str, injects: int | None = None, **options) -> None:
        self._lay_out("notebook", *converted(list(cells), injects), **options)

    def r(self, content: str, **options) -> None:
        self._lay_out("r", dedent(content).lstrip("\n"), (), **options)

    def _lay_out(
        self,
        kind,
        content,
        cells,
        *,
        backend="local",
        process=None,
        bindings=None,
        parameters=(),
        outputs=(),
        indexed=False,
    ):
        operator = Operator(
            name="count-words",
            path=PurePosixPath("operators", FILENAMES[kind]),
            kind=kind,
            interface=Interface(
                description="",
                parameters=tuple(parameters),
                outputs=tuple(outputs),
                requirements=(),
                system_packages=(),
                program=Program(filename=FILENAMES[kind], content=content.encode(), cells=cells),
            ),
            image=IMAGE,
        )
        wrapper = GridWrapper(
            operator=operator,
            backend=backend,
            process=None if bindings else process or "grid_process",
            bindings=tuple((bindings or {}).items()),
            own=STORES["none" if indexed else backend].own("gw-count-words", 1),
            image=IMAGE,
            files=(),
            parallelism=1,
            indexed=indexed,
        )
        inner = self.root / "operator"
        self._write(self.root, *launcher_files(PYTHON), *coordinator_files())
        self._write(self.root, interface_file(wrapper), grid_file(wrapper))
        self._write(inner, *launcher_files(language(kind)), interface_file(operator))
        self.app.mkdir(parents=True, exist_ok=True)
        (self.app / FILENAMES[kind]).write_text(content)

    def _write(self, folder: Path, *files) -> None:
        for file in files:
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)

    def batches(self, *ids: str) -> str:
        """A batch file with these ids."""
        (self.work / "batches.txt").write_text("\n".join(ids))
        return "batches.txt"

    def environment(self, values: dict[str, object]) -> dict[str, str]:
        # not a link: a linked virtual environment forgets its packages
        command = self.root.parent / "bin" / "python"
        command.parent.mkdir(exist_ok=True)
        # not again: a worker that is just starting may be executing it
        if not command.exists():
            command.write_text(f'#!/bin/sh\nexec "{self.python}" "$@"\n')
        command.chmod(0o755)
        path = os.pathsep.join([str(command.parent), os.environ["PATH"]])
        usual = {"PATH": path, "HOME": str(self.work), "gw_max_time_wait_staggering": 0}
        if (self.work / "batches.txt").exists():
            usual |= {"gw_batch_file": "batches.txt", "gw_coordinator_path": self.shared}
        return {name: str(value) for name, value in {**usual, **values}.items() if value is not None}

    def popen(self, *arguments: str, before=(), **values) -> subprocess.Popen:
        process = subprocess.Popen(
            [*before, "sh", str(self.root / "run"), *arguments],
            cwd=self.work,
            env=self.environment(values),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, *arguments: str, **values) -> Result:
        return self.ended(self.popen(*arguments, **values))

    @staticmethod
    def ended(process: subprocess.Popen, seconds: float = 60) -> Result:
        out, err = process.communicate(timeout=seconds)
        return Result(process.returncode, out, err)

    @staticmethod
    def all_end(pids: list[int], seconds: float = 10) -> bool:
        """Whether these processes end within a time."""
        until = time.monotonic() + seconds
        while any(map(is_alive, pids)):
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def states(self) -> dict[str, str]:
        """What the coordinator's folder says of each batch that is not waiting."""
        store = Directory(str(self.shared), "test")
        seen = store.states(store.names()) if self.shared.exists() else {}
        return {name: one.status.value for name, one in seen.items() if one.status is not Status.WAITING}

    def report(self, name: str) -> str:
        return (self.shared / f"{name}.err").read_text()

    def written(self, name: str, *, seconds: float = 20) -> str:
        """What a file in the working directory holds, once it is there and has a line."""
        until = time.monotonic() + seconds
        path = self.work / name
        while time.monotonic() < until:
            if path.exists() and path.read_text().endswith("\n"):
                return path.read_text()
            time.sleep(0.02)
        pytest.fail(f"{name} was not written")


def is_alive(pid: int) -> bool:
    """Whether a process runs: one that nobody has buried yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


@pytest.fixture
def grid(tmp_path):
    folders = [tmp_path / "opt" / "claimed", tmp_path / "work", tmp_path / "shared"]
    for folder in folders[:2]:
        folder.mkdir(parents=True)
    made = Grid(*folders)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        for stream in (process.stdout, process.stderr):
            stream.close()
    for path in made.work.glob("pids-*"):
        for pid in path.read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
    shutil.rmtree(tmp_path, ignore_errors=True)
