"""Wrappers whose coordinator, batch file or data lie in an object store."""

import importlib.util
import secrets
import sys
from pathlib import Path

import pytest
from needs import missing

SERVERS = Path(__file__).parents[1] / "objects" / "servers.py"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    spec = importlib.util.spec_from_file_location("claimed_test_running_servers", SERVERS)
    servers = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = servers
    spec.loader.exec_module(servers)
    program = servers.program("ministack")
    if program is None:
        missing(f"ministack on the PATH or beside {sys.executable}")
    running = servers.ministack(program, tmp_path_factory.mktemp("ministack"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


class Bucket:
    """A path of its own in the bucket."""

    def __init__(self, server):
        self.client = server.client()
        self.path = secrets.token_hex(6)
        self.connection = f"{server.connection}/{self.path}"

    def put(self, key, text=""):
        self.client.put_object(Bucket="bucket", Key=f"{self.path}/{key}", Body=text.encode())

    def texts(self, folder=""):
        prefix = f"{self.path}/{folder}"
        found = self.client.list_objects_v2(Bucket="bucket", Prefix=prefix).get("Contents", [])
        keys = [one["Key"] for one in found]
        bodies = {key: self.client.get_object(Bucket="bucket", Key=key)["Body"].read().decode() for key in keys}
        return {key[len(prefix) :]: body for key, body in bodies.items()}


@pytest.fixture
def bucket(server):
    return Bucket(server)


PRINT = "def grid_process(batch_id): print('ran', batch_id)"


def ran(result) -> list[str]:
    return sorted(line[4:] for line in result.out.splitlines() if line.startswith("ran "))


@pytest.mark.parametrize("backend", ["cos", "s3kv"])
@pytest.mark.parametrize("place", ["coordinator", "root", "connection"])
def test_batch_files_in_buckets(grid, bucket, backend, place):
    grid.script(PRINT, backend=backend)
    bucket.put("run/list.txt" if place == "coordinator" else "list.txt", "a,b/c")
    names = {
        "coordinator": "list.txt",
        "root": f"{bucket.path}/list.txt",
        "connection": f"{bucket.connection}/list.txt",
    }
    values = {"gw_coordinator_connection": f"{bucket.connection}/run", "gw_batch_file": names[place]}
    first = grid.run(**values)
    assert (first.code, ran(first)) == (0, ["a", "b/c"]), first
    second = grid.run(**values)
    assert (second.code, ran(second)) == (0, [])
    assert "se/cr+et" not in first.out + first.err


@pytest.mark.parametrize("name", ["nothing.txt", "{connection}/nothing.txt"])
def test_a_batch_file_that_is_nowhere(grid, bucket, name):
    grid.script(PRINT, backend="cos")
    result = grid.run(
        gw_coordinator_connection=f"{bucket.connection}/run", gw_batch_file=name.format(connection=bucket.connection)
    )
    assert result.code == 2
    assert result.err.startswith("claimed: gw_batch_file does not exist, as ")
    assert result.err.count("\n") == 1
    assert "se/cr+et" not in result.err


def test_a_failing_batch_and_the_output_of_a_command_are_kept_in_the_bucket(grid, bucket):
    grid.script(
        "import os\nprint('ran', os.environ['x'])\nraise ValueError('odd')",
        backend="cos",
        bindings={"x": "<{batch}>"},
        parameters=[grid.parameter("x", required=True)],
    )
    grid.batches("a")
    result = grid.run(gw_coordinator_connection=f"{bucket.connection}/run", gw_coordinator_path=None)
    assert result.code == 1
    assert bucket.texts("run/")["a.err"].startswith("exit code 1: ValueError: odd\n")
    assert bucket.texts("run/.claimed/runs/")["a.stdout"] == "ran <a>\n"


LEGACY = """
import os, sys
def grid_process(batch_id, gw_local_target_path, suffix):
    source = os.environ["gw_local_input_path"]
    assert gw_local_target_path == os.environ["gw_local_target_path"]
    found = sorted(os.path.join(folder, name) for folder, _, names in os.walk(source) for name in names)
    print("ran", batch_id, [os.path.relpath(path, source).split("/", 1)[1] for path in found])
    if batch_id == "bad":
        raise ValueError("bad")
    os.makedirs(os.path.join(gw_local_target_path, "deep"))
    target = os.path.join(gw_local_target_path, "deep", batch_id + suffix)
    with open(target, "w") as file:
        file.write("".join(open(path).read() for path in found))
    return [target, "nothing"]
"""


def lay_out_legacy(grid, bucket) -> None:
    grid.script(LEGACY, backend="legacy_cos", parameters=[grid.parameter("suffix", default=".out")])
    for key, text in {
        "in/x-a.tif": "A",
        "in/xy/y-a.tif": "a",
        "in/x-b.tif": "B",
        "in/a.txt": "no",
        "in/all.csv": "+",
    }.items():
        bucket.put(key, text)


def test_legacy_cos_downloads_runs_and_uploads(grid, bucket):
    lay_out_legacy(grid, bucket)
    grid.batches("a", "b")
    values = {
        "gw_source_connection": f"{bucket.connection}/in",
        "gw_target_connection": f"{bucket.connection}/out",
        "gw_coordinator_connection": f"{bucket.connection}/run",
        "gw_file_path_pattern": "**/*.tif",
        "gw_additional_source_files": "all.csv",
        "gw_coordinator_path": None,
    }
    result = grid.run(**values)
    assert result.code == 0, result
    assert ran(result) == ["a ['in/all.csv', 'in/x-a.tif', 'in/xy/y-a.tif']", "b ['in/all.csv', 'in/x-b.tif']"]
    assert bucket.texts("out/") == {"deep/a.out": "+Aa", "deep/b.out": "+B"}
    assert result.out.count("the function returned 'nothing' as a result, and there is no such file") == 2
    assert [list((grid.work / name).iterdir()) for name in ("input", "target")] == [[], []]


def test_legacy_cos_finds_batches_by_a_pattern_beside_its_own_files(grid, bucket):
    lay_out_legacy(grid, bucket)
    values = {
        "gw_source_connection": f"{bucket.connection}/in",
        "gw_file_path_pattern": "*.tif",
        "gw_group_by": "[-5:-4]",
    }
    first = grid.run(**values)
    assert first.code == 0, first
    assert ran(first) == ["a ['in/x-a.tif']", "b ['in/x-b.tif']"]
    second = grid.run(**values | {"gw_file_path_pattern": "**"})
    assert second.code == 0, second


def test_a_batch_of_legacy_cos_that_fails_uploads_nothing(grid, bucket):
    lay_out_legacy(grid, bucket)
    grid.batches("bad")
    values = {
        "gw_source_connection": f"{bucket.connection}/in",
        "gw_target_connection": f"{bucket.connection}/out",
        "gw_coordinator_connection": f"{bucket.connection}/run",
        "gw_coordinator_path": None,
    }
    result = grid.run(**values)
    assert result.code == 1
    assert bucket.texts("out/") == {}
    assert bucket.texts("run/")["bad.err"].startswith("ValueError: bad\n")


def test_a_failed_upload_fails_the_batch(grid, bucket, server):
    lay_out_legacy(grid, bucket)
    grid.batches("a")
    missing = server.connection.replace("/bucket", "/no-such-bucket")
    result = grid.run(
        gw_source_connection=f"{bucket.connection}/in", gw_target_connection=missing, gw_coordinator_path=None
    )
    assert result.code == 1
    assert bucket.texts("in/")["a.err"].startswith("cannot upload no-such-bucket/deep/a.out: ")
