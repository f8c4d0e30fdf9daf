import itertools
import os

import pytest

from claimed_grid.stores.sql import Sql

_COUNTER = itertools.count()


@pytest.fixture(params=["postgresql", "sqlite"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/batches.db"
    return request.getfixturevalue("postgres").url()


@pytest.fixture
def run():
    """A name for the run of one test, for all tests share the server."""
    return f"run-{os.getpid()}-{next(_COUNTER)}"


@pytest.fixture
def open_store(url, run):
    """Open a store of this test as one of its workers; all are closed when the test ends."""
    opened = []

    def open_store(worker="host-a/1/x", timeout=10.0, run=run, url=url):
        store = Sql(url, run, worker, timeout)
        opened.append(store)
        store.prepare()
        return store

    yield open_store
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store):
    return open_store()
