"""How long `hatch-claimed run` takes to start an operator, the first time and each further time, on both engines.

Beside it stands what one would do by hand: an environment made with uv, then `python script.py`; and `docker run` of
the image. The operator imports numpy and does nothing else. uv's cache is warm, the image's layers are not built.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

import uv

PROGRAM = str(Path(sys.executable).with_name("hatch-claimed"))
SCRIPT = '"""Starts."""\n# pip install numpy==2.2.6\nimport os\n\nimport numpy\n\nprint(os.getenv("count", "1"))\n'
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
IMAGE = f"bench-run-{uuid.uuid4().hex[:8]}"


def write(folder: Path) -> None:
    """Write a project of one operator."""
    (folder / "operators").mkdir(parents=True)
    (folder / "operators" / "start.py").write_text(SCRIPT)
    (folder / "pyproject.toml").write_text(
        f'[tool.claimed]\nrepository = "127.0.0.1:5000/{IMAGE}"\nversion = "1"\n'
        f'base-image = "docker.io/library/python:{VERSION}-slim"\n'
    )


def once(*commands: Sequence[str], cwd: Path) -> float:
    """The wall time of some commands, one after the other."""
    begun = time.perf_counter()
    for command in commands:
        subprocess.run(command, cwd=cwd, capture_output=True, check=True)
    return time.perf_counter() - begun


def again(runs: int, measure: Callable[[], float]) -> float:
    """The median of several measurements."""
    return statistics.median(measure() for _ in range(runs))


def show(what: str, ours: float, by_hand: float) -> None:
    """Print a line."""
    print(f"{what:16} {ours:8.2f} {by_hand:8.2f} {ours / by_hand:6.1f}")


def measure_process(folder: Path, runs: int) -> None:
    """Ours against an environment made with uv."""
    ours = [PROGRAM, "run", "start", "--engine", "process"]
    script = [str(folder / "venv" / "bin" / "python"), "operators/start.py"]
    make = [uv.find_uv_bin(), "venv", "-q", "--python", VERSION, "venv"]
    install = [uv.find_uv_bin(), "pip", "install", "-q", "--compile-bytecode", "-p", "venv", "numpy==2.2.6"]
    once(make, install, cwd=folder)  # fills uv's cache
    shutil.rmtree(folder / "venv")
    show("process, first", once(ours, cwd=folder), once(make, install, script, cwd=folder))
    second = again(runs, lambda: once(ours, cwd=folder))
    show("process, second", second, again(runs, lambda: once(script, cwd=folder)))


def measure_docker(docker: str, folder: Path, runs: int) -> None:
    """Ours against `docker run` of the image that ours built."""
    ours = [PROGRAM, "run", "start", "--engine", "docker"]
    first = once(ours, cwd=folder)
    image = f"127.0.0.1:5000/{IMAGE}/claimed-start:1"
    by_hand = [docker, "run", "--rm", image]
    print(f"{'docker, first':16} {first:8.2f}   (builds the image)")
    second = again(runs, lambda: once(ours, cwd=folder))
    show("docker, second", second, again(runs, lambda: once(by_hand, cwd=folder)))
    subprocess.run([docker, "image", "rm", "--force", image], capture_output=True, check=False)


def main() -> None:
    """Print one line for each engine and start, in seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print(f"{'':16} {'ours':>8} {'by hand':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        write(folder)
        measure_process(folder, options.runs)
        docker = shutil.which("docker")
        if docker is None or subprocess.run([docker, "info"], capture_output=True, check=False).returncode:
            print("no Docker engine answers here")
        else:
            measure_docker(docker, folder, options.runs)


if __name__ == "__main__":
    main()
