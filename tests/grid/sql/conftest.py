import importlib.util
import itertools
import os
import sys
from pathlib import Path

import pytest
from needs import missing

from hatch_claimed.runtime.grid.claimed_grid.stores.sql import Sql

HERE = Path(__file__).parent
_COUNTER = itertools.count()


def _load(name):
    spec = importlib.util.spec_from_file_location(f"claimed_test_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of this test session; it runs again after each test, whatever the test did to it."""
    module = _load("postgres")
    programs = module.binaries()
    if programs is None:
        missing("PostgreSQL in /usr/lib/postgresql/*/bin or on the PATH")
    with module.running(programs) as server:
        yield server


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
