"""What users get to read when a connection is wrong. The secrets of these connections are called HIDDEN."""

import os
import socket
import time

import pytest

from claimed_grid.backend import BackendError, Status
from claimed_grid.connection import parse
from claimed_grid.stores.objects import fetch, open_store
from claimed_grid.stores.objects.client import Bucket


def problem(text, layout="s3kv", timeout=10):
    with pytest.raises(BackendError) as error:
        open_store(parse(text, {}), layout, "host/1/a", timeout).prepare()
    assert "HIDDEN" not in repr(error.value)
    assert error.value.__cause__ is None
    return str(error.value), error.value.lasting


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """No credentials anywhere."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    return tmp_path


def test_wrong_credentials(seaweedfs):
    place = f"127.0.0.1:{seaweedfs.port}/bucket/p"
    assert problem(f"cos://key:HIDDEN@{place}") == (f"cos://{place}: the secret key is wrong", True)
    assert problem(f"cos://HIDDEN:HIDDEN@{place}") == (f"cos://{place}: the access key is unknown", True)


def test_no_such_bucket(seaweedfs):
    text = seaweedfs.connection.replace("/bucket", "/missing-bucket")
    expected = f"cos://127.0.0.1:{seaweedfs.port}/missing-bucket: the bucket does not exist"
    assert problem(text) == (expected, True)


def test_no_credentials(seaweedfs, alone):
    place = f"cos://127.0.0.1:{seaweedfs.port}/bucket"
    text = "no credentials: put them into the connection, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    assert problem(place) == (f"{place}: {text}", True)


def test_nobody_listens(servers):
    (port,) = servers.free_ports(1)
    text, lasting = problem(f"cos://key:HIDDEN@127.0.0.1:{port}/bucket")
    assert (text, lasting) == (f"cos://127.0.0.1:{port}/bucket: no connection", False)


def test_https_where_http_is_spoken(seaweedfs):
    text, lasting = problem(f"cos://key:HIDDEN@127.0.0.1:{seaweedfs.port}/bucket?scheme=https")
    assert text.startswith(f"cos://127.0.0.1:{seaweedfs.port}/bucket: no secure connection (SSL)")
    assert lasting


def test_credentials_from_the_environment(seaweedfs, alone, monkeypatch, servers):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", servers.KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", servers.SECRET)
    open_store(parse(f"cos://127.0.0.1:{seaweedfs.port}/bucket/environment", {}), "s3kv", "host/1/a", 10).prepare()
    environment = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{seaweedfs.port}"}
    open_store(parse("s3://bucket/environment", environment), "s3kv", "host/1/a", 10).prepare()


def test_credentials_from_a_secret_file(seaweedfs, alone, servers):
    text = f"[default]\naws_access_key_id = {servers.KEY}\naws_secret_access_key = {servers.SECRET}\n"
    (alone / "credentials").write_text(text)
    open_store(parse(f"cos://127.0.0.1:{seaweedfs.port}/bucket/file", {}), "s3kv", "host/1/a", 10).prepare()


def test_what_lasts_is_believed_only_after_a_while(place):
    store = place.open()
    lease = store.claim("a", None)
    store._bucket._bucket = "missing-bucket"  # as a server says that has just started and knows nothing yet
    with pytest.raises(BackendError, match="the bucket does not exist") as error:
        store.beat(lease)
    assert not error.value.lasting
    store._bucket._good -= 101
    with pytest.raises(BackendError, match="the bucket does not exist") as error:
        store.beat(lease)
    assert error.value.lasting


@pytest.mark.parametrize(("timeout", "expected"), [(2, 1), (100, 10), (10800, 60)])
def test_no_request_blocks_longer_than_a_tenth_of_the_timeout(place, timeout, expected):
    config = Bucket(parse(place.text(), {}), timeout)._client.meta.config
    assert (config.connect_timeout, config.read_timeout, config.retries["total_max_attempts"]) == (
        expected,
        expected,
        1,
    )


def test_another_layout_is_an_error(place):
    with pytest.raises(ValueError, match="tree"):
        open_store(parse(place.text(), {}), "tree", "host/1/a", 10)


def test_fetching_a_batch_file(place):
    place.put("lists/batches.csv", b"filename\n")
    assert fetch(parse(place.text() + "/lists/batches.csv", {})) == b"filename\n"
    assert fetch(parse(place.text() + "/lists/other.csv", {})) is None


def test_the_body_of_a_write_that_got_lost(place):
    place.put("a" if place.layout == "s3kv" else "a.lock")
    store = place.open()
    state = store.states(["a"])["a"]
    assert (state.status, store.claim("a", None), store.claim("a", state).attempt) == (Status.RUNNING, None, 2)


def test_a_client_that_dies_before_the_body_leaves_nothing(place, servers):
    """SeaweedFS would keep an empty object."""
    store = place.open()
    sent = {}

    def grab(request, **_):
        sent.update(request.headers.items())
        raise InterruptedError

    store._bucket._client.meta.events.register("before-send.s3", grab, unique_id="grab")
    with pytest.raises(BackendError):
        store._bucket.put("a", b"content")
    assert "Content-MD5" in sent
    lines = [f"{name}: {value if isinstance(value, str) else value.decode()}" for name, value in sent.items()]
    target = f"PUT /bucket/{place.path}/a HTTP/1.1"
    with socket.create_connection(("127.0.0.1", place.server.port)) as connection:
        host = f"Host: 127.0.0.1:{place.server.port}"
        connection.sendall("\r\n".join([target, host, *lines, "", ""]).encode())
    time.sleep(0.5)
    assert place.listed() == []


def test_a_file_of_the_user_in_the_place_of_a_batch_is_not_overwritten(place):
    if place.layout == "cos":
        pytest.skip("its keys end in .lock, .processed and .err")
    place.put("a.tif", b"precious")
    store = place.open()
    for names in (["a.tif"], ["a.tif", *map(str, range(10, 30))]):
        with pytest.raises(BackendError, match=r"a\.tif is no file of a coordinator") as error:
            store.states(names)
        assert error.value.lasting
    assert store.claim("a.tif", None) is None
    assert store.names() == []
