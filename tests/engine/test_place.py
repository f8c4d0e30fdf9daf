"""A script finds the project's tree around it in its image, whichever way it is started."""

import json

import pytest

pytestmark = pytest.mark.engine

WORKDIR = "/opt/app-root/src"
SCRIPT = '''\
"""Tells what it finds."""
import json
import os
from pathlib import Path

import near
from tools.units import FACTOR

# What is said first.
greeting = os.getenv("greeting", "hello")
root = Path(__file__).parents[1]
found = {
    "root": sorted(path.name for path in root.iterdir() if path.name in ("data", "operators", "src")),
    "by the script": (root / "data" / "table.csv").read_text(),
    "by the working directory": Path("data/table.csv").read_text(),
    "name": [__name__, Path(__file__).name, os.path.abspath(near.__file__).split("/")[-2:]],
}
print(json.dumps([greeting, near.VALUE * FACTOR, found]))
'''
FILES = {
    "operators/near.py": "VALUE = 3\n",
    "operators/unwanted.py": "",
    "src/tools/__init__.py": "",
    "src/tools/units.py": "from . import tables\n\nFACTOR = tables.FACTOR\n",
    "src/tools/tables.py": "FACTOR = 7\n",
    "src/tools/unwanted.py": "",
    "data/table.csv": "a,b\n",
}


def test_modules_and_files_are_found_however_the_image_is_run(small, scratch):
    elsewhere = scratch.with_name("elsewhere")
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    built = small(SCRIPT, files=FILES, manifest='[tool.claimed.operators.probe]\nfiles = ["data"]\n')
    volume = ["--volume", f"{scratch}:{WORKDIR}"]
    anybody = ["--user", "12345:0", "--read-only", "--tmpfs", "/tmp"]
    by_path = ["python", f"{WORKDIR}/probe.py"]
    ways = {
        "by default": ([], []),
        "as any user on a read-only root": (anybody, []),
        "with a volume over the working directory": (volume, []),
        "with that volume again": (volume, []),
        "as any user with that volume": ([*anybody, *volume], []),
        "in a folder elsewhere": (["--volume", f"{elsewhere}:/elsewhere", "--workdir", "/elsewhere"], []),
        "by path": ([], by_path),
        "by path as any user on a read-only root": (anybody, by_path),
    }
    answers = {way: built.docker_run("probe", *rest, options=options) for way, (options, rest) in ways.items()}
    found = {
        "root": ["data", "operators", "src"],
        "by the script": "a,b\n",
        "by the working directory": "a,b\n",
        "name": ["__main__", "probe.py", ["operators", "near.py"]],
    }
    assert {way: json.loads(text) for way, text in answers.items()} == {way: ["hello", 21, found] for way in ways}
    listed = built.docker_run("probe", "sh", "-c", f"cd {WORKDIR} && find -L . -name '*.py' | sort").split()
    assert not [path for path in listed if "unwanted" in path]


R = """\
#' Tells what it finds.
source("helper.R")
cat(value, readLines("data/table.csv"), readLines("data/mine.csv"), "\\n")
"""
PYTHON = """\
import helper
print(helper.value, *(open(f"data/{name}.csv").read().strip() for name in ("table", "mine")))
"""


@pytest.mark.parametrize(("kind", "script", "helper"), [("py", PYTHON, "value = 3\n"), ("R", R, "value <- 3\n")])
def test_files_are_found_beside_those_of_a_volume_over_their_folder(small, scratch, kind, script, helper):
    (scratch / "mine.csv").write_text("c,d\n")
    files = ["data", f"operators/helper.{kind}"]
    built = small(
        script,
        f"operators/probe.{kind}",
        {"data/table.csv": "a,b\n", f"operators/helper.{kind}": helper},
        f'include = ["**/probe.*"]\n[tool.claimed.operators.probe]\nfiles = {json.dumps(files)}\n',
    )
    workdir = "/home/docker" if kind == "R" else WORKDIR
    for options in ([], ["--user", "12345:0"]):
        output = built.docker_run("probe", options=["--volume", f"{scratch}:{workdir}/data", *options])
        assert output.split() == ["3", "a,b", "c,d"]
