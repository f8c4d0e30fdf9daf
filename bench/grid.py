"""What it costs to share batches between workers: claims a second, and system calls or requests a batch.

    python bench/grid.py [--quick | --full]

The workers are processes that start together, and their work is nothing, so all that is measured is the sharing. For
folders, three ways stand beside the worker of a grid wrapper (ours):

    bare     the bare loop: all workers walk one list, look for a mark, make a lock by O_CREAT|O_EXCL, look again, make
             the mark and remove the lock. This is the yardstick, for it does what is asked and leaves the same files:
             ours is to take at most 1.5 times its time at the most batches.
    stays    the same without its ends: locks stay for ever, so it looks for nothing else
    touch    look for files and then touch them, in order (`twice`: how many batches it runs more than once)

The clock stops when the last batch is claimed; processor time is that of all workers up to their ends. The ways take
turns, and the best of several runs counts. What each worker needs before the first batch is a part of it, such as the
list of all batches; so is, with more workers than processors, what they do at the same time. Stores whose server is
not installed are left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grids import folders, servers, system_calls, worker_processes
from grids.worker_processes import Run, Way

LIMIT = 1.5
MEMORY = "/dev/shm"  # noqa: S108
WORKERS = (1, 4, 16)


@dataclass(frozen=True)
class Size:
    """So many batches, by so many workers each time, how often, and whether `touch` is measured too."""

    count: int
    workers: Sequence[int] = WORKERS
    runs: int = 1
    touch: bool = True


@dataclass(frozen=True)
class Sizes:
    """What to measure in each kind of store."""

    memory: Sequence[Size]
    disk: Sequence[Size]
    calls: Sequence[Size]
    objects: Sequence[Size]
    sql: Sequence[Size]


QUICK = Sizes([Size(200), Size(2_000)], [Size(200)], [Size(200)], [Size(200, (4,))], [Size(200)])
USUAL = Sizes(
    memory=[Size(1_000, runs=3), Size(10_000, runs=2), Size(100_000, touch=False)],
    disk=[Size(1_000, runs=2), Size(10_000, touch=False)],
    calls=[Size(1_000, (1, 4))],
    objects=[Size(1_000, (1, 16))],
    sql=[Size(1_000, (1, 16))],
)
FULL = Sizes(
    memory=[Size(1_000, runs=5), Size(10_000, runs=5), Size(100_000, runs=5)],
    disk=[Size(1_000, runs=5), Size(10_000, runs=3), Size(100_000, runs=3)],
    calls=[Size(1_000), Size(10_000)],
    objects=[Size(1_000), Size(10_000), Size(100_000, (16,))],
    sql=[Size(1_000), Size(10_000), Size(100_000)],
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="few batches, to see that it works")
    size.add_argument("--full", action="store_true", help="more batches and more runs")
    parser.add_argument("--disk", default=tempfile.gettempdir(), help="a folder on a disk (default %(default)s)")
    parser.add_argument("--only", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        name, folder, count, workers = options.only
        worker_processes.run(folders.WAYS[name](folder), int(count), int(workers))
        return
    sizes = QUICK if options.quick else FULL if options.full else USUAL
    if kind(MEMORY) == "tmpfs":
        measure_folders(MEMORY, sizes.memory)
    else:
        print(f"folder in memory: left out, for {MEMORY} is no tmpfs")
    measure_folders(options.disk, sizes.disk)
    count_calls(options.disk, sizes.calls)
    measure_objects(sizes.objects)
    measure_sql(sizes.sql)


def kind(folder: str) -> str:
    """The kind of a folder's file system."""
    command = ["stat", "--file-system", "--format=%T", folder]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def lacks_journal(folder: str) -> bool:
    """Whether it is ext4 without a journal, which passes over what was deleted in the last minutes one by one."""
    device = Path(folder).stat().st_dev
    name = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve().name
    return Path(f"/sys/fs/ext4/{name}").is_dir() and not list(Path("/proc/fs/jbd2").glob(f"{name}-*"))


def measure_folders(base: str, sizes: Sequence[Size]) -> None:
    """Print a line for each number of batches and workers, and whether ours is quick enough at the most batches."""
    print(f"\nfolder on {kind(base)} ({base}): batches a second; times and processor times (cpu) as ratios")
    if lacks_journal(base):
        print("(ext4 without a journal: slow after many deletions, whoever made them, so the numbers tell little)")
    print(f"{'':18} {'batches a second':^39} {'ours/bare':^13} {'ours/stays':^13} {'touch/bare':^13}")
    print(f"{'batches':>9} {'workers':>8} {'stays':>9} {'bare':>9} {'ours':>9} {'touch':>9}", end="")
    print(3 * f" {'time':>6} {'cpu':>6}", f"{'twice':>7}")
    most = max(size.count for size in sizes)
    for size in sizes:
        for workers in size.workers:
            best = contest(base, size, workers)
            print(f"{size.count:9,} {workers:8} {line(best)}{verdict(best) if size.count == most else ''}", flush=True)


def line(best: Mapping[str, Run]) -> str:
    """The numbers of all ways; dashes for `touch` where it was left out."""
    stays, bare, ours, touch = best["stays"], best["bare"], best["ours"], best.get("touch")
    rates = " ".join(f"{run.rate:9,.0f}" for run in (stays, bare, ours))
    known = f"{ratios(ours, bare)} {ratios(ours, stays)}"
    if touch is None:
        return f"{rates} {'-':>9} {known} {'-':>6} {'-':>6} {'-':>7}"
    return f"{rates} {touch.rate:9,.0f} {known} {ratios(touch, bare)} {touch.twice:7,}"


def verdict(best: Mapping[str, Run]) -> str:
    """Whether ours is quick enough."""
    return f"   time <= {LIMIT} bare: {'yes' if best['ours'].seconds <= LIMIT * best['bare'].seconds else 'NO'}"


def ratios(run: Run, other: Run) -> str:
    """How many times the other's time, and its processor time."""
    return f"{run.seconds / other.seconds:6.2f} {run.busy / other.busy:6.2f}"


def contest(base: str, size: Size, workers: int) -> dict[str, Run]:
    """The quickest run of each way, and one of touch. They take turns, so that a busy moment hits all."""
    found: dict[str, list[Run]] = {}
    for name in (*size.runs * ("stays", "bare", "ours"), *size.touch * ("touch",)):
        with scratch(base) as folder:
            found.setdefault(name, []).append(worker_processes.run(folders.WAYS[name](folder), size.count, workers))
    if any(run.twice or run.never for name, runs in found.items() if name != "touch" for run in runs):
        sys.exit(f"{size.count} batches, {workers} workers: some were run twice or never")
    return {name: min(runs, key=lambda run: run.seconds) for name, runs in found.items()}


@contextmanager
def scratch(base: str) -> Iterator[str]:
    """An empty folder, which is gone afterwards."""
    folder = tempfile.mkdtemp(prefix="claimed-bench-", dir=base)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def count_calls(base: str, sizes: Sequence[Size]) -> None:
    """Print how many system calls each way takes."""
    print(f"\nsystem calls a batch, in all workers together ({system_calls.means()})")
    print(f"{'batches':>9} {'workers':>8} {'stays':>9} {'bare':>9} {'ours':>9} {'touch':>9}")
    for size in sizes:
        for workers in size.workers:
            counts = (
                system_calls.a_batch(name, base, size.count, workers) for name in ("stays", "bare", "ours", "touch")
            )
            print(f"{size.count:9,} {workers:8} {' '.join(f'{count:9.1f}' for count in counts)}", flush=True)


def measure_objects(sizes: Sequence[Size]) -> None:
    """Print what both layouts of an object store ask of it."""
    with servers.object_store() as connection:
        if connection is None:
            print("\nobject store: left out, for there is no SeaweedFS (weed), or no boto3")
            return
        for layout in ("s3kv", "cos"):
            print(f"\nobject store, {layout} (SeaweedFS on this machine)")
            count_requests(sizes, partial(servers.objects, connection, layout))


def measure_sql(sizes: Sequence[Size]) -> None:
    """Print what a database is asked."""
    with servers.database() as url:
        if url is None:
            print("\ndatabase: left out, for there is no PostgreSQL, no SQLAlchemy or no psycopg")
            return
        print("\ndatabase (PostgreSQL on this machine)")
        count_requests(sizes, partial(servers.sql, url))


def count_requests(sizes: Sequence[Size], make: Callable[[], Way]) -> None:
    """Print a line for each number of batches and workers. What each worker asks at its start counts as well."""
    print(f"{'batches':>9} {'workers':>8} {'a second':>9} {'requests a batch':>17} {'listings':>9}")
    for size in sizes:
        for workers in size.workers:
            run = worker_processes.run(make(), size.count, workers)
            if run.twice or run.never:
                sys.exit(f"{size.count} batches, {workers} workers: some were run twice or never")
            each, listings = run.requests["requests"] / size.count, run.requests["listings"]
            print(f"{size.count:9,} {workers:8} {run.rate:9,.0f} {each:17.2f} {listings:9,}", flush=True)


if __name__ == "__main__":
    main()
