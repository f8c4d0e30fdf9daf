"""How many system calls a way needs for each batch: counted by strace, or where there is none, by Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from grids import folders, worker_processes
from grids.worker_processes import Way, WorkerLog

PROGRAM = Path(__file__).parents[1] / "grid.py"
_FUNCTIONS = (
    "open",
    "close",
    "mkdir",
    "mknod",
    "rmdir",
    "unlink",
    "rename",
    "replace",
    "stat",
    "lstat",
    "listdir",
    "utime",
)


def means() -> str:
    """How calls are counted here."""
    return "strace" if shutil.which("strace") else "calls of Python's os, for there is no strace"


def a_batch(name: str, base: str, count: int, workers: int) -> float:
    """System calls for each batch in all workers together; with strace without those of workers without batches."""
    if shutil.which("strace"):
        return (_traced(name, base, count, workers) - _traced(name, base, 0, workers)) / count
    with tempfile.TemporaryDirectory(dir=base) as folder:
        return worker_processes.run(_counted(folders.WAYS[name](folder)), count, workers).requests["calls"] / count


def _traced(name: str, base: str, count: int, workers: int) -> int:
    with tempfile.TemporaryDirectory(dir=base) as folder:
        report = Path(folder, "report")
        place = Path(folder, "batches")
        place.mkdir()
        command = ["strace", "-f", "-c", "-o", str(report), sys.executable, str(PROGRAM)]
        command += ["--only", name, str(place), str(count), str(workers)]
        subprocess.run(command, check=True)
        found = re.search(r"^100\.00\s+\S+\s+(?:\S+\s+)?(\d+)\s+(?:\d+\s+)?total$", report.read_text(), re.MULTILINE)
        if found is None:
            raise ValueError(report.read_text())
        return int(found[1])


def _counted(way: Way) -> Way:
    def counted(names: Sequence[str], number: int, workers: int, log: WorkerLog) -> Callable[[], None]:
        for function in _FUNCTIONS:
            setattr(os, function, _counting(getattr(os, function), log))
        return way(names, number, workers, log)

    return counted


def _counting(function: Callable[..., object], log: WorkerLog) -> Callable[..., object]:
    def call(*arguments: object, **options: object) -> object:
        log.requests["calls"] += 1
        return function(*arguments, **options)

    return call
