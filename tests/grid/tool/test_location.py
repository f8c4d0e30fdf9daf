import importlib.util
from types import SimpleNamespace

import pytest

from claimed_grid.names import encode
from claimed_grid.stores.directory import Directory
from claimed_grid.tool import location
from claimed_grid.tool.errors import ToolError
from claimed_grid.tool.location import StoreLocation, below, find_location, open_store

URL = "cos://key:very%2Fsecret@localhost:1/bucket/path"


def refused(place, backend=None, run=None):
    with pytest.raises(ToolError) as caught:
        open_store(StoreLocation(place, backend, run), {})
    return str(caught.value), caught.value.code


@pytest.fixture
def without(monkeypatch):
    """As if a module were not installed."""

    def forget(name):
        find = importlib.util.find_spec
        monkeypatch.setattr(location, "find_spec", lambda module: None if module == name else find(module))

    return forget


def test_a_folder(tmp_path):
    place = open_store(StoreLocation(str(tmp_path)), {})
    assert (place.title, type(place.store), place.connection) == (str(tmp_path), Directory, None)


def test_a_folder_with_a_coordinator_in_it(tmp_path):
    inner = tmp_path / ".claimed"
    inner.mkdir()
    assert open_store(StoreLocation(str(tmp_path)), {}).title == str(inner)
    assert open_store(StoreLocation(str(tmp_path), "simple"), {}).title == str(inner)
    assert open_store(StoreLocation(str(tmp_path), "local"), {}).title == str(tmp_path)


def test_a_folder_that_is_missing_is_not_made(tmp_path):
    path = str(tmp_path / "missing")
    assert refused(path) == (f"there is no folder {path!r}", 1)
    assert refused(str(tmp_path), "folder") == (f"there is no folder {str(tmp_path / '.claimed')!r}", 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "backend", "message"),
    [
        ("/data", "cos", "a location of the backend cos is a connection or URL, with :// in it; this is a path"),
        (URL, "local", "a location of the backend local is no connection to an object store"),
        (URL, "sql", "a location of the backend sql is no connection to an object store"),
        ("postgresql://u:p@h/d", "s3kv", "a location of the backend s3kv is no URL of a database"),
        (
            "postgresql://u:p@h/d",
            None,
            "a database holds many runs: name yours by --run (the wrapper's gw_coordinator_path)",
        ),
    ],
)
def test_places_that_do_not_fit(place, backend, message):
    assert refused(place, backend) == (message, 2)


def test_missing_libraries(without):
    without("boto3")
    assert refused(URL) == (
        'looking into an object store needs the Python module boto3: pip install "hatch-claimed[s3]"',
        1,
    )
    without("sqlalchemy")
    assert refused("sqlite:////x.db", run="r") == (
        'looking into a database needs the Python module sqlalchemy: pip install "hatch-claimed[sql]"',
        1,
    )


def test_an_object_store():
    pytest.importorskip("boto3")
    place = open_store(StoreLocation(URL, "s3kv"), {})
    assert (place.title, type(place.store).__name__) == ("cos://localhost:1/bucket/path", "S3kv")
    assert type(open_store(StoreLocation(URL, "legacy_cos"), {}).store).__name__ == "Cos"
    assert place.connection.bucket == "bucket"


def test_a_connection_that_is_none():
    pytest.importorskip("boto3")
    text, code = refused("cos://key:secret@nothing")
    assert "secret@" not in text.replace("<secret>@", "")
    assert code == 1


@pytest.mark.parametrize(
    ("keys", "layout"),
    [
        (["a.lock"], "cos"),
        (["README", "a.processed"], "cos"),
        (["a", "b.lock.txt"], "s3kv"),
        ([encode("a.lock"), encode("b.err")], "s3kv"),
        ([], "s3kv"),
    ],
)
def test_the_layout_shows_in_the_keys(keys, layout):
    page = SimpleNamespace(items=[SimpleNamespace(key=key) for key in keys])
    assert location._layout(SimpleNamespace(page=lambda after, token, limit: page)) == layout


def test_a_database(tmp_path):
    pytest.importorskip("sqlalchemy")
    path = tmp_path / "state.db"
    assert refused(f"sqlite:///{path}", run="r") == (f"there is no database {str(path)!r}", 1)
    assert not path.exists()
    path.touch()
    assert open_store(StoreLocation(f"sqlite:///{path}", run="r"), {}).title == f"sqlite:///{path} run r"


def test_where_a_path_in_a_bucket_may_be():
    pytest.importorskip("boto3")
    inner, root = below(location.open_connection(URL, {}), "lists/b.csv")
    assert (inner.path, root.path) == ("path/lists/b.csv", "lists/b.csv")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"gw_coordinator_path": "/data"}, StoreLocation("/data")),
        ({"gw_coordinator_connection": URL}, StoreLocation(URL)),
        ({"gw_source_connection": URL}, StoreLocation(URL)),
        (
            {"gw_coordinator_connection": "postgresql://h/d", "gw_coordinator_path": "mine"},
            StoreLocation("postgresql://h/d", None, "mine"),
        ),
    ],
)
def test_a_pod_knows_its_own_place(environment, expected):
    assert find_location(None, None, None, environment) == expected
    assert find_location("/other", "local", None, environment) == StoreLocation("/other", "local")


def test_no_place_at_all():
    with pytest.raises(ToolError, match="no location given: write the coordinator's folder, connection or URL"):
        find_location(None, None, None, {})
