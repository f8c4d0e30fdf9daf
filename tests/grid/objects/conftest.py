import contextlib
import importlib.util
import secrets
import sys
from collections import Counter
from pathlib import Path

import pytest
from needs import missing

from hatch_claimed.runtime.grid.claimed_grid.connection import parse
from hatch_claimed.runtime.grid.claimed_grid.stores.objects import open_store

HERE = Path(__file__).parent


def _load(name):
    spec = importlib.util.spec_from_file_location(f"claimed_test_objects_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def servers():
    return _load("servers")


@pytest.fixture(scope="session")
def proxies():
    return _load("proxy")


@contextlib.contextmanager
def _serving(servers, name, make, tmp_path_factory):
    binary = servers.program(name)
    if binary is None:
        missing(f"{name} on the PATH or beside {sys.executable}")
    server = make(binary, tmp_path_factory.mktemp(name))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def seaweedfs(servers, tmp_path_factory):
    with _serving(servers, "weed", servers.seaweedfs, tmp_path_factory) as server:
        yield server


@pytest.fixture(scope="session")
def ministack(servers, tmp_path_factory):
    with _serving(servers, "ministack", servers.ministack, tmp_path_factory) as server:
        yield server


@pytest.fixture(scope="session")
def rclone(servers, tmp_path_factory):
    with _serving(servers, "rclone", servers.rclone, tmp_path_factory) as server:
        yield server


@pytest.fixture(params=["s3kv", "cos"])
def layout(request):
    return request.param


class Place:
    """A path of its own in a server's bucket; workers open it, directly or through another port."""

    def __init__(self, server, layout):
        self.server, self.layout = server, layout
        self.path = f"{layout}-{secrets.token_hex(6)}"
        self.client = server.client()

    def text(self, port=None):
        return f"{self.server.connection}/{self.path}".replace(str(self.server.port), str(port or self.server.port))

    def open(self, worker="host/1/a", timeout=100.0, port=None, prepared=True):
        store = open_store(parse(self.text(port), {}), self.layout, worker, timeout)
        store.requests = Counter()

        def count(request, event_name, **_):
            store.requests[event_name.rpartition(".")[2]] += 1

        if prepared:
            store.prepare()
        store._bucket._client.meta.events.register("before-send.s3", count)
        return store

    def put(self, key, body=b""):
        self.client.put_object(Bucket="bucket", Key=f"{self.path}/{key}", Body=body)

    def listed(self):
        found = self.client.list_objects_v2(Bucket="bucket", Prefix=self.path + "/").get("Contents", [])
        return [item["Key"][len(self.path) + 1 :] for item in found]


@pytest.fixture
def place(seaweedfs, layout):
    return Place(seaweedfs, layout)


@pytest.fixture
def place_of():
    return Place
