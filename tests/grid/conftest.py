import contextlib
import importlib.util
import itertools
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from needs import missing

from claimed_grid.backend import BackendError, BatchDetails, BatchState, Lease, LostError, Status
from claimed_grid.clock import Clock
from claimed_grid.executor import BatchOutcome, OutcomeKind
from claimed_grid.stores.directory import Directory
from claimed_grid.worker import Worker, WorkerSettings


class Time:
    """A clock that only sleeping and working move. What is planned happens when it gets there."""

    def __init__(self):
        self.moment = 1000.0
        self.plans = []

    def now(self):
        return self.moment

    def sleep(self, seconds):
        end = self.moment + seconds
        while due := [plan for plan in self.plans if plan[0] <= end]:
            plan = min(due, key=lambda plan: plan[0])
            self.plans.remove(plan)
            self.moment = max(self.moment, plan[0])
            plan[1]()
        self.moment = max(self.moment, end)

    def at(self, seconds, action):
        """Plan something for so many seconds from now."""
        self.plans.append((self.moment + seconds, action))


class Dice:
    """Always the same: the middle, or what comes first."""

    def random(self):
        return 0.5

    def uniform(self, low, high):
        return (low + high) / 2

    def choice(self, things):
        return things[0]

    def randrange(self, _stop):
        return 0


@dataclass
class Entry:
    status: Status
    tag: str
    attempt: int = 1
    report: str = ""


class Memory:
    """A store in memory. `calls` is what it was asked; `trouble` what it does instead of an answer, call by call."""

    def __init__(self, time, page=1000):
        self.time = time
        self.page = page
        self.entries = {}
        self.files = {}
        self.calls = []
        self.trouble = defaultdict(list)
        self.tags = itertools.count()

    def put(self, name, status, attempt=1, report=""):
        self.entries[name] = Entry(status, f"tag {next(self.tags)}", attempt, report)

    def called(self, what):
        return [call[1:] for call in self.calls if call[0] == what]

    def _enter(self, what, *details):
        self.calls.append((what, *details))
        if self.trouble[what]:
            trouble = self.trouble[what].pop(0)
            if isinstance(trouble, Exception):
                raise trouble
            if trouble is not None:
                trouble()

    def prepare(self):
        self._enter("prepare")

    def states(self, names):
        assert 0 < len(names) <= self.page
        assert list(names) == sorted(names)
        self._enter("states", tuple(names))
        return {
            name: BatchState(self.entries[name].status, self.entries[name].tag)
            for name in names
            if name in self.entries
        }

    def claim(self, name, seen):
        renewed = self.time.now()
        self._enter("claim", name)
        known = self.entries.get(name)
        if known is not None:
            if seen is None or seen.tag != known.tag or known.status is Status.PROCESSED:
                return None
            attempt = known.attempt + 1 if known.status is Status.RUNNING else 1
        elif seen is not None:
            return None
        else:
            attempt = 1
        self.put(name, Status.RUNNING, attempt)
        return Lease(name, self.entries[name].tag, attempt, renewed)

    def _own(self, lease):
        known = self.entries.get(lease.name)
        if known is None or known.tag != lease.tag or known.status is not Status.RUNNING:
            raise LostError(lease.name)

    def beat(self, lease):
        renewed = self.time.now()
        self._enter("beat", lease.name, renewed)
        self._own(lease)
        self.put(lease.name, Status.RUNNING, lease.attempt)
        return replace(lease, tag=self.entries[lease.name].tag, renewed=renewed)

    def finish(self, lease):
        self._enter("finish", lease.name)
        self._own(lease)
        self.put(lease.name, Status.PROCESSED)

    def fail(self, lease, report):
        self._enter("fail", lease.name, report)
        self._own(lease)
        self.put(lease.name, Status.FAILED, report=report)

    def release(self, lease):
        self._enter("release", lease.name)
        self.entries.pop(lease.name, None)

    def retry(self, names):
        raise NotImplementedError

    def details(self, name):
        return BatchDetails(report=self.entries[name].report)

    def read(self, path):
        return self.files.get(path)

    def write(self, path, content):
        self._enter("write", path)
        self.files[path] = content

    def names(self):
        return sorted(self.entries)


@dataclass
class Play:
    """The work. `plays` says what to do for a batch; else it is done at once."""

    time: Time
    plays: dict = field(default_factory=dict)
    ran: list = field(default_factory=list)

    def start(self):
        self.ran.append("start")

    def run(self, batch, must_stop):
        self.ran.append(batch.id)
        play = self.plays.get(batch.id)
        return BatchOutcome(OutcomeKind.DONE) if play is None else play(batch, must_stop)

    def close(self):
        self.ran.append("close")


class Stage:
    """A worker in a small world of its own. T is 100 s."""

    def __init__(self, ids=(), page=1000, misses=None, **settings):
        self.time = Time()
        self.store = Memory(self.time, page)
        if misses is not None:
            self.store.misses = misses
        self.work = Play(self.time)
        self.said = []
        self.worker = Worker(
            self.store, self.work, ids, WorkerSettings(**{"timeout": 100.0, **settings}), self.said.append
        )
        self.worker.use_clock(Clock(self.time.now, self.time.sleep, Dice(), threads=False))

    def run(self):
        return self.worker.run()

    def works(self, seconds, verdict=OutcomeKind.DONE, report=""):
        """Work that takes time, in which heartbeats are sent, and which heeds `must_stop`."""

        def play(batch, must_stop):
            end = self.time.now() + seconds
            while self.time.now() < end:
                self.time.sleep(0.1)
                self.worker.heartbeat.tick()
                if must_stop():
                    return BatchOutcome(OutcomeKind.STOPPED)
            return BatchOutcome(verdict, report)

        return play


@pytest.fixture
def stage():
    return Stage


@pytest.fixture
def open_directory(tmp_path):
    """Opens the same coordinator's folder as another worker."""

    def opened(worker="host/1/a", path=tmp_path / "coordinator"):
        store = Directory(str(path), worker)
        store.prepare()
        return store

    return opened


@pytest.fixture
def away():
    return lambda lasting=False: BackendError("the server is away", lasting=lasting)


@pytest.fixture(scope="session")
def load():
    """Loads a module of this folder's tests by its path."""

    def loaded(path):
        spec = importlib.util.spec_from_file_location(f"claimed_test_{Path(path).stem}", Path(__file__).parent / path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    return loaded


@pytest.fixture(scope="session")
def servers(load):
    return load("objects/servers.py")


@pytest.fixture(scope="session")
def serving(servers, tmp_path_factory):
    """Runs an object store as long as a block runs."""

    @contextlib.contextmanager
    def running(name, make):
        binary = servers.program(name)
        if binary is None:
            missing(f"{name} on the PATH or beside {sys.executable}")
        server = make(binary, tmp_path_factory.mktemp(name))
        try:
            server.start()
            yield server
        finally:
            server.stop()

    return running


@pytest.fixture(scope="session")
def seaweedfs(servers, serving):
    with serving("weed", servers.seaweedfs) as server:
        yield server


@pytest.fixture(scope="session")
def postgres(load):
    """A PostgreSQL server of this test session; it runs again after each test, whatever the test did to it."""
    module = load("sql/postgres.py")
    programs = module.binaries()
    if programs is None:
        missing("PostgreSQL in /usr/lib/postgresql/*/bin or on the PATH")
    with module.running(programs) as server:
        yield server
