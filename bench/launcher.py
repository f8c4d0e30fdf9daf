"""What the launcher costs: its start-up over the plain interpreter's, on the same script.

    python bench/launcher.py --runs 40

Prints, for Python and for R, the median times of the plain interpreter and of the image's ENTRYPOINT, and what lies
between them. The runs of both take turns, so that a busy moment hits both. As in a fresh container, there is no
bytecode of the launcher, and none is written.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import median

from hatch_claimed.artifacts.image.runtime import interface_file, launcher_files
from hatch_claimed.languages.registry import language
from hatch_claimed.model import Image, Interface, Operator, Output, Parameter, Program

PARAMETERS = 12
DESCRIPTION = "Counts what it finds, and says so in many words. " * 200
SCRIPTS = {
    "python": ("script.py", b"import os\nprint(os.getenv('p0', 'nothing'))\n"),
    "r": ("script.R", b"cat(Sys.getenv('p0', 'nothing'), '\\n')\n"),
}


@dataclass(frozen=True, slots=True)
class Contest:
    """Two commands that run the same script."""

    name: str
    plain: tuple[str, ...]
    launched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Medians in seconds."""

    plain: float
    launched: float

    def __str__(self) -> str:
        """The times in milliseconds, what the launcher adds, and how many times as long a start takes."""
        plain, launched = self.plain * 1000, self.launched * 1000
        return f"{plain:8.1f} ms {launched:8.1f} ms {launched - plain:+8.1f} ms {launched / plain:8.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what the launcher adds to the start of a script.")
    parser.add_argument("--runs", type=int, default=40, help="how often each command runs (default 40)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(f"{'':8}{'plain':>11} {'launcher':>11} {'added':>11} {'ratio':>8}   median of {runs} runs\n")
        for contest in contests(Path(folder)):
            sys.stdout.write(f"{contest.name:8}{measure(contest, runs)}\n")
            sys.stdout.flush()


def contests(folder: Path) -> list[Contest]:
    """Python, and R where it is installed."""
    found = [_contest("python", sys.executable, folder)]
    rscript = shutil.which("Rscript")
    return [*found, _contest("r", rscript, folder)] if rscript else found


def _contest(kind: str, interpreter: str, folder: Path) -> Contest:
    root = lay_out(kind, folder / kind)
    script = root / "app" / operator(kind).place
    return Contest(kind, (interpreter, str(script)), (str(root / "run"),))


def lay_out(kind: str, root: Path) -> Path:
    """What an image holds below `/opt/claimed`."""
    one = operator(kind)
    for file in (*launcher_files(language(kind)), interface_file(one)):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        path.chmod(0o755 if file.executable else 0o644)
    script = root / "app" / one.place
    script.parent.mkdir(parents=True)
    script.write_bytes(one.interface.program.content)
    return root


def operator(kind: str) -> Operator:
    """An operator with a description of 10 kB and a dozen parameters."""
    filename, content = SCRIPTS[kind]
    parameters = tuple(
        Parameter(
            name=f"p{number}", type="Integer", default=5, required=False, description="A number.", line=number + 1
        )
        for number in range(PARAMETERS)
    )
    return Operator(
        name="script",
        path=PurePosixPath("operators", filename),
        kind=kind,
        interface=Interface(
            description=DESCRIPTION,
            parameters=parameters,
            outputs=(Output(name="result", description=None, line=PARAMETERS + 1),),
            requirements=(),
            system_packages=(),
            program=Program(filename=filename, content=content),
        ),
        image=Image(
            repository="x", name="claimed-script", tag="1", base="base:1", platforms=("linux/amd64",), mode="off"
        ),
    )


def measure(contest: Contest, runs: int) -> Times:
    """Run both commands in turns. The first run of each warms the caches and does not count."""
    plain, launched = [], []
    for _ in range(runs + 1):
        plain.append(_seconds(contest.plain))
        launched.append(_seconds(contest.launched))
    return Times(median(plain[1:]), median(launched[1:]))


def _seconds(command: tuple[str, ...]) -> float:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONDONTWRITEBYTECODE": "1", "p0": "7"}
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    seconds = time.perf_counter() - start
    if done.stdout.split() != [b"7"]:
        sys.exit(f"{command[0]} printed {done.stdout!r}")
    return seconds


if __name__ == "__main__":
    main()
