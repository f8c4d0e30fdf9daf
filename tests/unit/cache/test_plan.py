"""A plan with a cache is the plan without one, whatever changed in between."""

import json
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hatch_claimed.artifacts.component_files import component_files
from hatch_claimed.artifacts.image.context import BuildInputs
from hatch_claimed.building.build import BuildRequest, load
from hatch_claimed.cache import folder
from hatch_claimed.cache.folder import CACHE_VARIABLE
from hatch_claimed.cache.memory import Memory
from hatch_claimed.lock.model import LockedBase
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.planning.plan import plan
from hatch_claimed.planning.project import project_settings
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.system.tree import Tree

SCRIPTS = [
    b'"""One."""\n# pip install -r requirements.txt\nimport os\nimport helper\na = int(os.getenv("a", 1))\n',
    b'"""Two."""\n# pip install numpy==2.2.6\nimport os\nimport numpy, table\nos.environ["out"] = "x"\n\n\ndef main(batch):\n    pass\n',
    b'"""Three \xf0\x9f\x98\x80."""\nimport os, nowhere  # claimed: ignore[CLM050]\nb = os.getenv("b", "1e3")\n\n\ndef other(batch):\n    open("data/rows.csv")\n',
    b'"""Four."""\nimport os\nimport helper\ntoken = "'
    b'ghp_0123456789abcdefghijABCDEFGHIJ012345"\nc = os.environ["c"]  # claimed: ignore[CLM099]\n',
    b"# coding: latin-1\nimport os\nd = float(os.getenv('d', 'nan'))  # \xe9\n",
    b"def broken(:\n",
    b"",
]
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": "# Notebook"},
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": "!pip install pandas\nimport os, helper\ne = os.getenv('e', 'x')\nprint(e)",
        },
    ],
    "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "p"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
REQUIREMENTS = [None, b"numpy==2.2.6\n", b"pandas\n-r more.txt\n", b"-e ./here\n"]
TABLES = [
    "",
    'images = "off"\nplatforms = ["linux/amd64", "linux/arm64"]\n',
    'version = "2"\n[tool.claimed.check]\nignore = ["CLM05"]\n',
    'base-image = "python:3.12"\n[tool.claimed.operators.one]\nfiles = ["data/*", "operators/helper.py"]\n',
    '[tool.claimed.grid-wrappers.two]\nbackend = "s3kv"\n',
    '[tool.claimed.operators.two]\ninternal = ["out"]\n[tool.claimed.operators.one]\nparameters = ["a", "b"]\n',
    '[tool.claimed.grid-wrappers.two]\nprocess = "other"\nfiles = ["data/*"]\n[tool.claimed.build]\nsbom = true\n',
]
NAMES = ["one.py", "two.py", "three.py"]


@dataclass
class Project:
    """A project on disk, and the edits that change it."""

    root: Path
    edits: list[str] = field(default_factory=list)

    def write(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)

    def planned(self):
        """The plan with the project's cache."""
        return load(self.request)

    def uncached(self):
        """The plan of stages that never heard of a cache."""
        known, findings = project_settings(self.root)
        return plan(known, Tree(self.root), self.request.output, findings)

    @property
    def request(self):
        return BuildRequest(root=self.root, directory=self.root / "dist")


edits = st.one_of(
    st.tuples(st.sampled_from([f"operators/{name}" for name in NAMES]), st.sampled_from([*SCRIPTS, None])),
    st.tuples(st.just("operators/book.ipynb"), st.sampled_from([json.dumps(NOTEBOOK).encode(), b"{", None])),
    st.tuples(st.just("requirements.txt"), st.sampled_from(REQUIREMENTS)),
    st.tuples(st.just("operators/more.txt"), st.sampled_from([b"scipy\n", None])),
    st.tuples(
        st.sampled_from(["operators/_helper.py", "operators/helper/__init__.py", "operators/table.py"]),
        st.sampled_from([b"x = 1\n", b"x = 2\n", None]),
    ),
    st.tuples(st.sampled_from(["data/rows.csv", "data/one.py"]), st.sampled_from([b"1\n", b"2\n", b"\0", None])),
    st.tuples(
        st.just("pyproject.toml"),
        st.sampled_from(TABLES).map(lambda table: f'[tool.claimed]\nrepository = "r"\n{table}'.encode()),
    ),
)


def new_project(root):
    project = Project(root)
    project.write("pyproject.toml", b'[tool.claimed]\nrepository = "r"\nversion = "1"\n')
    project.write("operators/one.py", SCRIPTS[1])
    project.write("operators/two.py", SCRIPTS[1])
    project.write("data/rows.csv", b"1\n")
    return project


@pytest.fixture(autouse=True)
def quick(monkeypatch, tmp_path_factory):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setattr(folder, "tool", lambda: "0123")


@pytest.fixture
def project(tmp_path):
    return new_project(tmp_path)


def same(one, other):
    # by representation: NaN is not equal to itself
    return repr(replace(one, files=())) == repr(replace(other, files=())) and one.files == other.files


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(edits, st.booleans()), min_size=2, max_size=8))
def test_after_any_edits_a_cached_plan_is_an_uncached_one(steps):
    root = Path(tempfile.mkdtemp())
    try:
        project = new_project(root)
        for (name, content), plans in steps:
            project.write(name, content)
            if plans:
                project.planned()
        expected = project.uncached()
        assert same(project.planned(), expected)
        assert same(project.planned(), expected)
    finally:
        shutil.rmtree(root)


@settings(max_examples=15)
@given(st.lists(edits, max_size=8))
def test_builds_find_what_the_checker_finds(steps):
    root = Path(tempfile.mkdtemp())
    try:
        project = new_project(root)
        for name, content in steps:
            project.write(name, content)
        known, findings = project_settings(root)
        expected = inspect(known, Tree(root), findings).findings
        for _ in range(2):
            assert project.planned().findings[: len(expected)] == expected
    finally:
        shutil.rmtree(root)


RICH = """[tool.claimed]
repository = "r"
version = "1"
[tool.claimed.operators.one]
files = ["data/*"]
[tool.claimed.grid-wrappers.two]
process = "main"
"""
IMPORTING = b"""'''One.'''
# pip install -r requirements.txt
import os

import pandas
import table

# how many
count = int(os.getenv("count", 1))
print(pandas, table, count)
"""
WRAPPED = b"""'''Two.'''
import os

# the result
os.environ["result"] = "x"


def main(batch):
    print(batch)
"""


def manifest(before, after):
    assert before in RICH
    return ("pyproject.toml", RICH.replace(before, after).encode())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("operators/one.py", IMPORTING.replace(b"1)", b"2)"), id="script"),
        pytest.param("operators/three.py", WRAPPED, id="another script"),
        pytest.param("operators/two.py", None, id="one script less"),
        pytest.param("operators/table.py", b"", id="neighbour that is imported"),
        pytest.param("operators/table/__init__.py", b"", id="neighbour that is a package"),
        pytest.param("requirements.txt", b"pandas==2.2.3\n", id="requirement file"),
        pytest.param("more.txt", b"scipy==1.15.3\n", id="requirement file of a requirement file"),
        pytest.param("data/rows.csv", b"2\n", id="additional file"),
        pytest.param("data/more.csv", b"", id="another additional file"),
        pytest.param(*manifest('version = "1"', 'version = "2"'), id="version"),
        pytest.param(*manifest('"r"', '"registry/team"'), id="repository"),
        pytest.param(*manifest('version = "1"', 'version = "1"\nplatforms = ["linux/arm64"]'), id="platforms"),
        pytest.param(*manifest('version = "1"', 'version = "1"\nbase-image = "own:1"'), id="base image"),
        pytest.param(*manifest("files = [", 'images = "push"\nfiles = ['), id="what is done about an image"),
        pytest.param(*manifest("data/*", "data/rows*"), id="other files by name, the same in fact"),
        pytest.param(*manifest('process = "main"', 'process = "other"'), id="function of a grid wrapper"),
        pytest.param(*manifest('process = "main"', 'backend = "s3kv"'), id="backend of a grid wrapper"),
        pytest.param(*manifest('process = "main"', 'files = ["data/*"]'), id="files of a grid wrapper"),
        pytest.param(*manifest("[tool.claimed.grid-wrappers.two]\nprocess", "[project]\nname"), id="no grid wrapper"),
        pytest.param("pyproject.toml", f'{RICH}[tool.claimed.build]\nargs = {{ PROXY = "1" }}'.encode(), id="args"),
        pytest.param("pyproject.toml", f"{RICH}[tool.claimed.build]\nsbom = true".encode(), id="attestation"),
        pytest.param("pyproject.toml", f'{RICH}[tool.claimed.check]\nignore = ["CLM05"]'.encode(), id="ignored rule"),
    ],
)
def test_whatever_changes_is_seen(tmp_path, name, content):
    project = Project(tmp_path)
    project.write("pyproject.toml", RICH.encode())
    project.write("operators/one.py", IMPORTING)
    project.write("operators/two.py", WRAPPED)
    project.write("requirements.txt", b"pandas==2.2.3\n-r more.txt\n")
    project.write("more.txt", b"numpy==2.2.6\n")
    project.write("data/rows.csv", b"1\n")
    before = project.planned()
    assert not before.errors
    project.write(name, content)

    assert same(project.planned(), project.uncached())
    assert same(project.planned(), before) == ("data/rows*" in (content or b"").decode())


def test_another_build_directory_is_seen(project):
    before = project.planned()
    elsewhere = load(replace(project.request, directory=project.root / "out"))

    assert b"out/claimed/one/context" in next(
        one.content for one in elsewhere.files if one.path.name.endswith("bake.json")
    )
    assert not same(elsewhere, before)


def test_nothing_is_read_or_rendered_again(project, monkeypatch):
    expected = project.planned()

    def refuse(*arguments):
        pytest.fail("it was known")

    monkeypatch.setattr(PythonReader, "read", refuse)
    monkeypatch.setattr("hatch_claimed.checks.registry.check", refuse)
    monkeypatch.setattr("hatch_claimed.artifacts.component_files.build_context", refuse)
    monkeypatch.setattr("hatch_claimed.artifacts.component_files.catalog_file", refuse)

    assert same(project.planned(), expected)


def test_only_what_changed_is_read_again(project, monkeypatch):
    project.planned()
    project.write("operators/two.py", SCRIPTS[2])
    read = []
    plain = PythonReader.read
    monkeypatch.setattr(PythonReader, "read", lambda self, source: (read.append(source.path), plain(self, source))[1])

    assert same(project.planned(), project.uncached())
    assert read == [PurePosixPath("operators/two.py"), *map(PurePosixPath, ["operators/one.py", "operators/two.py"])]


def test_a_file_that_becomes_executable_changes_the_plan(project):
    project.write("pyproject.toml", f'[tool.claimed]\nrepository = "r"\n{TABLES[3]}'.encode())
    project.write("operators/helper.py", b"")
    before = project.planned()
    (project.root / "data/rows.csv").chmod(0o700)

    assert not same(project.planned(), before)
    assert same(project.planned(), project.uncached())


def test_a_cache_that_was_deleted_or_damaged_changes_nothing(project):
    expected = project.planned()
    (cache,) = folder.shared_folder().glob("*/0123.json")
    cache.write_bytes(cache.read_bytes()[:-7])
    assert same(project.planned(), expected)

    cache.unlink()
    assert same(project.planned(), expected)


def test_entries_of_another_shape_are_worked_out_again(project):
    expected = project.planned()
    with folder.remembering(project.root) as memory:
        for key in memory.found:
            memory.keep(key, [1, [2]])

    assert same(project.planned(), expected)


def test_a_project_that_grows_and_shrinks_keeps_no_more_than_it_needs(project):
    project.planned()
    (cache,) = folder.shared_folder().glob("*/0123.json")
    entries = 0
    for number in range(60):
        project.write("operators/one.py", b'"""Number %d."""\n' % number)
        project.planned()
        entries = len(json.loads(cache.read_bytes().partition(b"\n")[2]))

    assert entries == 9 + 100


def test_a_lock_is_seen(project):
    operator = project.planned().project.operators[0]
    base = LockedBase(
        image=operator.image.base, digest=f"sha256:{'0' * 64}", platforms={"linux/amd64": f"sha256:{'1' * 64}"}
    )
    locked = BuildInputs({operator.name: LockedImage(base=base, installer=None)})
    memory = Memory()
    before = component_files(operator, BuildInputs(), memory)
    memory = Memory(found=memory.entries())

    assert component_files(operator, locked, memory) == component_files(operator, locked, Memory())
    assert component_files(operator, locked, memory).files != before.files
    assert component_files(operator, BuildInputs(), memory) == before
