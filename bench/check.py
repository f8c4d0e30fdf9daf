"""How long `hatch-claimed check` takes for 10, 100 and 1,000 scripts, and how that grows.

Each project is made of the scripts of the test corpus, over and over. Beside it stands what no checker can do without:
starting Python and parsing the same Python scripts once.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted(
    path
    for path in (ROOT / "tests" / "projects" / "forms" / "operators").iterdir()
    if path.suffix in {".py", ".ipynb", ".R"} and not path.name.startswith("_")
)
MANIFEST = '[tool.claimed]\nrepository = "registry.example.com/bench"\nversion = "1"\n'
BARE = "import ast, pathlib, sys\nfor path in pathlib.Path(sys.argv[1]).glob('*.py'): ast.parse(path.read_bytes())"


def project(folder: Path, count: int) -> None:
    """Write a project of so many scripts."""
    (folder / "operators").mkdir()
    (folder / "pyproject.toml").write_text(MANIFEST)
    for number, script in zip(range(count), itertools.cycle(SCRIPTS), strict=False):
        (folder / "operators" / f"script_{number}{script.suffix}").write_bytes(script.read_bytes())


def seconds(command: Sequence[str], runs: int) -> float:
    """The median wall time of a command."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    check = str(Path(sys.executable).with_name("hatch-claimed"))
    empty = seconds([check, "--version"], options.runs)
    print(f"{'scripts':>8} {'seconds':>8} {'ms a script':>12} {'bare parse':>11} {'ratio':>6}")
    for count in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as name:
            project(Path(name), count)
            ours = seconds([check, "-C", name, "check"], options.runs)
            bare = seconds([sys.executable, "-c", BARE, f"{name}/operators"], options.runs)
        print(f"{count:8} {ours:8.2f} {(ours - empty) / count * 1000:12.2f} {bare:11.2f} {ours / bare:6.1f}")
    print(f"starting the command takes {empty:.2f} s of each")


if __name__ == "__main__":
    main()
