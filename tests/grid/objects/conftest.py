import secrets
from collections import Counter

import pytest

from claimed_grid.connection import parse
from claimed_grid.stores.objects import open_store


@pytest.fixture(scope="session")
def proxies(load):
    return load("objects/proxy.py")


@pytest.fixture(scope="session")
def ministack(servers, serving):
    with serving("ministack", servers.ministack) as server:
        yield server


@pytest.fixture(scope="session")
def rclone(servers, serving):
    with serving("rclone", servers.rclone) as server:
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
