"""How long planning a build takes for 10 to 3,000 operators, cold and with a cache, and how that grows.

The operators are Python scripts with four sets of requirements. Beside the plan stands what nobody can do without:
starting Python and parsing the same scripts once. Times are those of the processor, since other programs may run as
well; whole commands are measured by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SIZES = (10, 100, 1000, 3000)
MANIFEST = '[tool.claimed]\nrepository = "registry.example.com/bench"\nversion = "1"\n'
SETS = ("numpy==2.2.6", "numpy==2.2.6 pandas==2.2.3", "-r requirements.txt", "requests==2.32.3")
IMPORTS = ("numpy as np", "pandas as np", "scipy as np", "requests as np")
SCRIPT = '''"""Counts the words of a text, number {number}."""
# pip install {requirements}
import os
import {module}

# Where the text lies.
input_path = os.getenv("input_path")

# How many words to show.
count = int(os.getenv("count", 10))

# A threshold.
threshold = float(os.getenv("threshold", 0.5))

# Where the result goes.
os.environ["result"] = "result.csv"


def main():
    with open(input_path) as file:
        words = file.read().split()
    print(np.mean([len(word) for word in words]) > threshold, count)
    with open(os.environ["result"], "w") as file:
        file.write("x")


if __name__ == "__main__":
    main()
'''
BARE = "import ast, pathlib, sys\nfor path in pathlib.Path(sys.argv[1]).glob('*.py'): ast.parse(path.read_bytes())"
PLAN = """
import json, resource, sys, time
from pathlib import Path
from hatch_claimed.building.build import BuildRequest, load
begun = time.process_time()
root = Path(sys.argv[1])
planned = load(BuildRequest(root=root, directory=root / "dist"))
seconds = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, begun, peak, len(planned.project.operators), len(planned.errors)]))
"""


@dataclass(frozen=True)
class Planned:
    """One plan: processor seconds of its own and of all imports before it, and the process's peak in MB."""

    seconds: float
    start: float
    peak: float


def project(folder: Path, count: int) -> None:
    """Write a project of so many operators."""
    (folder / "operators").mkdir()
    (folder / "pyproject.toml").write_text(MANIFEST)
    (folder / "requirements.txt").write_text("scipy==1.15.3\n")
    for number in range(count):
        requirements, module = SETS[number % 4], IMPORTS[number % 4]
        text = SCRIPT.format(number=number, requirements=requirements, module=module)
        (folder / "operators" / f"script_{number}.py").write_text(text)


def planned(folder: Path, **environment: str) -> Planned:
    """Plan a build in a new process."""
    command = [sys.executable, "-c", PLAN, str(folder)]
    result = subprocess.run(command, capture_output=True, check=True, env={**os.environ, **environment})
    seconds, start, peak, _, errors = json.loads(result.stdout)
    if errors:
        message = f"the bench's own project has {errors} errors"
        raise SystemExit(message)
    return Planned(seconds, start, peak)


def processor_seconds(command: Sequence[str]) -> float:
    """What a command takes of the processor."""
    before = os.times()
    subprocess.run(command, capture_output=True, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def seconds(command: Sequence[str]) -> float:
    """What a command takes by the clock."""
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - begun


def plans(folder: Path, count: int, runs: int) -> None:
    """Print the line of one size: the best of some runs, since nothing but other programs makes one slower."""
    cold = min((planned(folder, CLAIMED_CACHE_DIR=os.devnull) for _ in range(runs)), key=lambda one: one.seconds)
    first = planned(folder)
    warm = min((planned(folder) for _ in range(runs)), key=lambda one: one.seconds)
    changed = folder / "operators" / "script_0.py"
    changed.write_text(changed.read_text() + "\n")
    edited = planned(folder)
    bare = min(processor_seconds([sys.executable, "-c", BARE, f"{folder}/operators"]) for _ in range(runs))
    print(
        f"{count:9} {cold.seconds:7.2f} {cold.seconds / count * 1000:7.2f} {first.seconds:7.2f} {warm.seconds:7.2f}"
        f" {warm.seconds / count * 1000:7.2f} {edited.seconds:7.2f} {bare:7.2f} {cold.seconds / bare:6.1f}"
        f" {warm.seconds / bare:6.1f} {cold.peak:8.0f} {warm.peak:8.0f}"
    )


def commands(folder: Path, count: int) -> None:
    """Print where the time of whole commands goes, with what is cached by now."""
    ours = [str(Path(sys.executable).with_name("hatch-claimed"))]
    times: Mapping[str, float] = {
        "--version": seconds([*ours, "--version"]),
        "list --format json": seconds([*ours, "-C", str(folder), "list", "--format", "json"]),
        "check": seconds([*ours, "-C", str(folder), "check"]),
        "build --images off": seconds([*ours, "-C", str(folder), "build", "--images", "off"]),
    }
    start = planned(folder).start
    files = sum(1 for path in (folder / "dist").rglob("*") if path.is_file())
    print(f"\nwhole commands with {count} operators, by the clock, of which start-up takes {start:.2f} s of processor:")
    for name, taken in times.items():
        print(f"  {name:20} {taken:6.2f} s")
    print(f"  (the build wrote {files} files; writing and comparing them is what it does besides planning)")


def main() -> None:
    """Print one line for each size, then the commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--quick", action="store_true", help="no more than 100 operators, once")
    options = parser.parse_args()
    sizes, runs = (SIZES[:2], 1) if options.quick else (SIZES, options.runs)
    print("processor seconds; `new` writes the cache, `warm` finds it, in `edit` one script has changed; MB of memory")
    print(
        f"{'operators':>9} {'cold':>7} {'ms each':>7} {'new':>7} {'warm':>7} {'ms each':>7} {'edit':>7} {'bare':>7}"
        f" {'c/bare':>6} {'w/bare':>6} {'MB cold':>8} {'MB warm':>8}"
    )
    for count in sizes:
        with tempfile.TemporaryDirectory() as name:
            project(Path(name), count)
            plans(Path(name), count, runs)
    with tempfile.TemporaryDirectory() as name:
        project(Path(name), min(sizes[-1], 1000))
        planned(Path(name))
        commands(Path(name), min(sizes[-1], 1000))


if __name__ == "__main__":
    main()
