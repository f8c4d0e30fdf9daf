"""Images work for whoever runs them: any user id, any group, and a root that nobody can write to."""

import json

import pytest

pytestmark = pytest.mark.engine

WAYS = {
    "any user with a read-only root": ["--user", "12345:0", "--read-only", "--tmpfs", "/tmp"],
    "another group": ["--user", "1000:1000"],
}
SCRIPT = '''\
"""Writes results and keeps caches."""

# pip install pooch==1.8.2 joblib==1.4.2

import getpass
import json
import os
from pathlib import Path

import pooch
from joblib import Parallel, delayed

os.environ["table"] = "results/table.csv"


def square(number):
    print("piece", number)
    return number * number


if __name__ == "__main__":
    cache = Path(pooch.os_cache("levels"))
    pooch.utils.make_local_storage(cache)
    (cache / "kept").touch()
    Path("results/table.csv").write_text(open("data/stations.csv").read())
    squares = Parallel(n_jobs=2)(delayed(square)(number) for number in range(2))
    print(json.dumps([getpass.getuser(), os.access(os.path.expanduser("~"), os.W_OK), squares]))


def grid_process(batch_id, **kwargs):
    Path(f"data/{batch_id}.out").write_text(getpass.getuser())
'''
COPY = '''\
"""Copies a table."""
import os

os.environ["table"] = "table.csv"
print(open("data/stations.csv").read(), end="", file=open("table.csv", "w"))
'''
STATIONS = "station\nBasel\n"
FILES = {"data/stations.csv": STATIONS, "operators/copy.py": COPY}
MANIFEST = """\
[tool.claimed.operators.probe]
files = ["data"]

[tool.claimed.grid-wrappers.probe]

[tool.claimed.operators.copy]
files = ["data"]

[tool.claimed.grid-wrappers.copy]
parameters = { table = "data/{batch}.csv" }
"""


def test_an_operator_and_its_grid_wrappers(small, scratch):
    built = small(SCRIPT, files=FILES, manifest=MANIFEST)
    for number, (way, options) in enumerate(WAYS.items()):
        output = built.docker_run("probe", "--table", "/out/", options=[*options, "--volume", f"{scratch}:/out"])
        *pieces, last = output.splitlines()
        name, is_writable, squares = json.loads(last)
        assert (sorted(pieces), is_writable, squares) == (["piece 0", "piece 1"], True, [0, 1]), way
        assert name == {"12345": "user12345", "1000": "user1000"}.get("".join(options[1:2]).split(":")[0], name), way
        table = scratch / "table.csv"
        assert table.read_text() == STATIONS
        table.unlink()
        # a volume over a folder of the project is written to itself
        volume = scratch / f"volume{number}"
        volume.mkdir()
        volume.chmod(0o777)
        mounted = [*options, "--volume", f"{volume}:/opt/app-root/src/data"]
        (volume / "batches.txt").write_text("a,b")
        run = ["--gw_batch_file", "data/batches.txt", "--gw_max_time_wait_staggering", "0", "--gw_coordinator_path"]
        built.docker_run("gw-probe", *run, "data/coordinator", options=mounted)
        built.docker_run("gw-copy", *run, "data/other", options=mounted)
        assert {path.name for path in volume.glob("*.out")} == {"a.out", "b.out"}, way
        assert {path.read_text() for path in volume.glob("?.csv")} == {STATIONS}, way
