"""Many workers, killed and frozen at random moments: is each batch run once while its owner lives, and none lost?

    python stress.py --store local:/shared/folder
    python stress.py --store s3kv:cos://key:secret@endpoint/bucket/path --shift 7200
    python stress.py --store sql:postgresql+psycopg://user@host/base --restart-command 'systemctl restart postgresql'

Prints a line for each round, and all figures as JSON. Exit code 1 if a batch ran twice while its owner lived, if one
was lost, if a frozen owner's late result was kept, or if a worker ended in another way than by our hand.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from stress_audit import Audit, judge
from stress_worker import Orders, ids, open_store

from claimed_grid import names
from claimed_grid.backend import Backend, Status

SHOWN = 5
HERE = Path(__file__).resolve().parent
FAKETIME = "*/faketime/libfaketime.so.1"


@dataclass
class Figures:
    """Of one round, or of all of them."""

    seconds: float = 0.0
    starts: int = 0
    kills: int = 0
    frozen: int = 0
    fenced: int = 0
    lost_leases: int = 0
    doubles: int = 0
    kept: int = 0
    lost: int = 0
    crashes: int = 0
    hung: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        return self.doubles + self.kept + self.lost + self.crashes + self.hung

    def add(self, other: Figures) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        del self.examples[SHOWN:]


class Round:
    """The processes of one round, and who does them harm."""

    def __init__(self, options: argparse.Namespace, number: int, folder: Path) -> None:
        self.options = options
        self.dice = random.SystemRandom()
        self.folder = folder
        self.audit_file = folder / "audit"
        self.audit = Audit(self.audit_file, "killer")
        run = f"{options.token}-{number}"
        self.orders = Orders(
            options.store, run, str(self.audit_file), "", options.batches, options.timeout, options.work, options.faults
        )
        self.alive: dict[str, subprocess.Popen[bytes]] = {}
        self.frozen: dict[str, float] = {}
        self.figures = Figures()
        self._count = 0
        self._read = 0
        self._done = 0

    def play(self) -> Figures:
        start = time.monotonic()
        try:
            self._play(start + self.options.limit)
        finally:
            for process in self.alive.values():
                process.kill()
                process.wait()
                _clean_up_after(process.pid)
        self.figures.seconds = round(time.monotonic() - start, 1)
        self._judge()
        return self.figures

    def _play(self, end: float) -> None:
        options = self.options
        for _ in range(options.workers):
            self._spawn()
        kills = self._moments(options.kills)
        stops = self._moments(options.stop)
        restart = options.batches // 2 if options.restart_command else None
        while self.alive:
            time.sleep(0.01)
            done = self._progress()
            self._reap()
            self._thaw()
            if restart is not None and done >= restart:
                restart = None
                with (self.folder / "restart").open("wb") as log:
                    subprocess.Popen(options.restart_command, shell=True, stdout=log, stderr=log)  # noqa: S602
            if kills and done >= kills[0]:
                kills.pop(0)
                self._kill()
            if stops and done >= stops[0]:
                stops.pop(0)
                self._freeze()
            if time.monotonic() > end:
                self.figures.hung += 1
                self.figures.examples.append(f"{len(self.alive)} workers still run, {done} batches are done")
                return

    def _moments(self, count: int) -> list[int]:
        """After how many batches: anywhere, also when all the rest is with other workers already."""
        return sorted(self.dice.randrange(self.options.batches) for _ in range(count))

    def _spawn(self) -> None:
        self._count += 1
        name = f"w{self._count}"
        environment = dict(os.environ)
        orders = replace(self.orders, name=name)
        if self.options.shift:
            shift = self.dice.uniform(-self.options.shift, self.options.shift)
            library = sorted(map(str, Path("/usr/lib").glob(FAKETIME)))
            if library and not self.options.no_faketime:
                fake = {"LD_PRELOAD": library[0], "FAKETIME": f"{shift:+.0f}s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
                environment |= {**fake, "NO_FAKE_STAT": "1"}
            else:
                orders = replace(orders, shift=shift)
        command = [sys.executable, str(HERE / "stress_worker.py"), *orders.arguments()]
        with (self.folder / f"{name}.log").open("wb") as log:
            self.alive[name] = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def _progress(self) -> int:
        """How many batches are done."""
        with self.audit_file.open("rb") as file:
            file.seek(self._read)
            fresh = file.read()
        fresh = fresh[: fresh.rfind(b"\n") + 1]
        self._read += len(fresh)
        self._done += sum(line.startswith(b"done ") for line in fresh.splitlines())
        return self._done

    def _reap(self) -> None:
        for name, process in list(self.alive.items()):
            code = process.poll()
            if code is None:
                continue
            del self.alive[name]
            _clean_up_after(process.pid)
            if code:
                self.figures.crashes += 1
                log = (self.folder / f"{name}.log").read_text()
                self.figures.examples.append(f"{name} ended with {code}: {log[-400:]}")
                if self.figures.crashes < 20:
                    self._spawn()

    def _kill(self) -> None:
        candidates = [name for name in self.alive if name not in self.frozen]
        if not candidates:
            return
        time.sleep(self.dice.uniform(0, 0.01))
        name = self.dice.choice(candidates)
        process = self.alive.pop(name)
        process.kill()
        code = process.wait()
        _clean_up_after(process.pid)
        if code == -signal.SIGKILL:
            self.audit.note("killed", worker=name)
            self.figures.kills += 1
            self._spawn()

    def _freeze(self) -> None:
        candidates = [name for name in self.alive if name not in self.frozen]
        if not candidates:
            return
        name = self.dice.choice(candidates)
        process = self.alive[name]
        process.send_signal(signal.SIGSTOP)
        while process.poll() is None and _state(process.pid) != "T":
            time.sleep(0.001)
        if process.poll() is None:
            self.audit.note("stopped", worker=name)
            self.frozen[name] = time.monotonic() + self.options.timeout * self.dice.uniform(1.3, 2.0)

    def _thaw(self) -> None:
        for name, end in list(self.frozen.items()):
            if time.monotonic() > end:
                del self.frozen[name]
                self.audit.note("continued", worker=name)
                self.alive[name].send_signal(signal.SIGCONT)

    def _judge(self) -> None:
        verdict = judge(self.audit_file.read_text())
        figures = self.figures
        figures.starts = verdict.starts
        figures.frozen, figures.fenced, figures.lost_leases = verdict.frozen, verdict.fenced, verdict.lost_leases
        figures.doubles, figures.kept = len(verdict.doubles), len(verdict.kept)
        figures.examples += verdict.doubles[:3] + verdict.kept[:3]
        backend = open_store(self.options.store, self.orders.run, "judge", self.options.timeout)
        backend.prepare()
        missing = _unprocessed(backend, sorted(map(names.encode, ids(self.options.batches))))
        figures.lost = len(missing)
        figures.examples += missing[:3]


def _unprocessed(backend: Backend, wanted: list[str]) -> list[str]:
    missing = []
    page = min(backend.page, len(wanted))
    for place in range(0, len(wanted), page):
        part = wanted[place : place + page]
        states = backend.states(part)
        missing += [name for name in part if name not in states or states[name].status is not Status.PROCESSED]
    return missing


def _clean_up_after(pid: int) -> None:
    """Remove what libfaketime leaves of a process that was killed."""
    for name in (f"faketime_shm_{pid}", f"sem.faketime_sem_{pid}"):
        Path("/dev/shm", name).unlink(missing_ok=True)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="the name of a store, a colon, and where it is")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--workers", type=int, default=16)
    parser.add_argument("--batches", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=23, help="SIGKILLed workers in each round; new ones replace them")
    parser.add_argument("--stop", type=int, default=0, help="workers frozen for longer than the timeout in each round")
    parser.add_argument("--timeout", type=float, default=4.0, help="the takeover timeout, in seconds")
    parser.add_argument("--work", type=float, default=0.005, help="how long a batch takes on average, in seconds")
    parser.add_argument("--faults", type=float, default=0.0, help="the share of calls to the store that fail")
    parser.add_argument("--shift", type=float, default=0.0, help="wall clocks are off by up to so many seconds")
    parser.add_argument("--no-faketime", action="store_true", help="shift clocks within Python, without libfaketime")
    parser.add_argument("--restart-command", help="a shell command to start when half of the batches are done")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds that a round may take")
    parser.add_argument("--keep", help="a folder for the records and the workers' logs")
    options = parser.parse_args(arguments)
    options.token = f"stress-{secrets.token_hex(4)}"
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    total = Figures()
    with tempfile.TemporaryDirectory() as temporary:
        for number in range(options.rounds):
            folder = Path(options.keep or temporary) / f"{options.token}-{number}"
            folder.mkdir(parents=True)
            figures = Round(options, number, folder).play()
            sys.stderr.write(f"round {number + 1}: {_line(figures)}\n")
            total.add(figures)
    total.seconds = round(total.seconds, 1)
    kind = options.store.partition(":")[0]
    shown = ("rounds", "workers", "batches", "timeout", "work", "faults", "shift")
    result = {"store": kind, **{name: getattr(options, name) for name in shown}, **asdict(total)}
    sys.stdout.write(f"{json.dumps(result)}\n")
    return 1 if total.wrong else 0


def _line(figures: Figures) -> str:
    parts = [f"{value} {name}" for name, value in vars(figures).items() if name != "examples"]
    return "; ".join([", ".join(parts), *figures.examples[:SHOWN]])


if __name__ == "__main__":
    sys.exit(main())
