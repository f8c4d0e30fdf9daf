import io

import pytest

from claimed_grid.backend import BackendError, BatchDetails, BatchState, Status
from claimed_grid.names import encode
from claimed_grid.tool.console import Console

NOON = 1_714_564_800.0  # 2024-05-01 12:00 UTC


class Store:
    """Holds what a test puts into it, and can be asked as the tool asks."""

    page = 2

    def __init__(self):
        self.batches = {}
        self.files = {}
        self.asked = []
        self.down = None

    def put(self, batch_id, status, **details):
        self.batches[encode(batch_id)] = (Status(status), BatchDetails(**details))

    def names(self):
        self._answer()
        return sorted(self.batches)

    def states(self, names):
        self._answer()
        assert 0 < len(names) <= self.page
        assert list(names) == sorted(names)
        return {name: BatchState(self.batches[name][0], "tag") for name in names if name in self.batches}

    def details(self, name):
        self._answer()
        self.asked.append(name)
        return self.batches[name][1]

    def retry(self, names):
        for name in names:
            del self.batches[name]
        return len(names)

    def read(self, path):
        return self.files.get(path)

    def _answer(self):
        if self.down:
            raise BackendError(*self.down[:1], lasting=self.down[1])


class FakeConsole:
    """Streams that can be read, and a time that only passes when somebody sleeps."""

    def __init__(self):
        self.seconds = 0.0
        self.then = []
        self.environment = {}
        self.out = io.StringIO()
        self.err = io.StringIO()

    def around(self, *, terminal=False, size=(80, 24)):
        return Console(
            out=self.out,
            err=self.err,
            terminal=terminal,
            size=lambda: size,
            environment=self.environment,
            wall=lambda: NOON + self.seconds,
            now=lambda: 1000 + self.seconds,
            sleep=self.sleep,
        )

    def sleep(self, seconds):
        self.seconds += seconds
        if not self.then:
            raise KeyboardInterrupt
        self.then.pop(0)()

    @property
    def printed(self):
        return self.out.getvalue()


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def console():
    return FakeConsole()


@pytest.fixture
def busy(store):
    """Seven batches are known: one runs on a machine, one was locked by an earlier tool, and two have failed."""
    for number in range(3):
        store.put(f"done {number}", "processed")
    since = "2024-05-01T11:56:58.123456+00:00"
    store.put("tile/7", "running", owner="node-1/12/ab12", host="node-1", since=since, attempt=2)
    store.put("old", "running")
    store.put("bad", "failed", report="ValueError: no band\x1b[31m at cos://key:secret@example.com/b\nTraceback …")
    store.put("worse", "failed")
    return store
