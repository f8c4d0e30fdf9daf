"""`hatch-claimed run path/to/script`, where no project knows the script, or none is there at all."""

import json
import sys
from functools import partial
from pathlib import Path

import pytest
from needs import NEEDS_R

PROGRAM = Path(sys.executable).parent / "hatch-claimed"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

SCRIPT = '''\
"""Counts."""
# pip install -r requirements.txt
import os
import sys

import iniconfig
import tools

# How many.
count = int(os.getenv("count", 2))
os.environ["result"] = "result.txt"
with open("result.txt", "w") as file:
    file.write(f"{tools.times('x', count)} {iniconfig.__name__} {'.'.join(map(str, sys.version_info[:2]))}")
'''
PROJECT = f"""\
[tool.claimed]
repository = "registry.example.com/demo"
version = "1"
base-image = "docker.io/library/python:{VERSION}-slim"
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def scripts(workspace, cache):
    """A folder with a script and a module beside it, and nothing that makes it a project."""
    workspace.environment["XDG_CACHE_HOME"] = str(cache)
    del workspace.environment["CLAIMED_CACHE_DIR"]
    workspace.file("some scripts/count.py", SCRIPT)
    workspace.file("some scripts/tools.py", "def times(word, count):\n    return word * count\n")
    workspace.file("requirements.txt", "iniconfig==2.1.0\n")
    return workspace


@pytest.fixture
def run(called):
    return partial(called, "run")


def files(scripts):
    return {path.relative_to(scripts.root).as_posix() for path in scripts.root.rglob("*") if path.is_file()}


def test_it_needs_no_project_and_leaves_nothing_but_its_output(scripts, run, cache):
    before = files(scripts)
    said = run("some scripts/count.py", "--count", "3")
    assert said in {"", "count: making its environment, once for all runs\n"}
    # with the Python that is here, though images have another one by default
    assert (scripts.root / "result.txt").read_text() == f"xxx iniconfig {VERSION}"
    assert files(scripts) == {*before, "result.txt"}
    # for all scripts, wherever they lie
    assert {path.name for path in (cache / "hatch-claimed").iterdir()} >= {"environments", "programs"}
    assert run("some scripts/count.py", "count=1") == ""
    assert (scripts.root / "result.txt").read_text() == f"x iniconfig {VERSION}"


def test_its_help(scripts, run):
    scripts.file("a.py", SCRIPT)
    scripts.file("tools.py", "")
    said = run("./a.py", "--help")
    assert said.startswith("Usage: hatch-claimed run ./a.py [--NAME VALUE]... [NAME=VALUE]...\n\n  Counts.")
    assert "  --count INTEGER            How many.  [default: 2]\n" in said


def test_a_pyproject_of_something_else_is_no_project(scripts, run):
    scripts.file("pyproject.toml", '[project]\nname = "other"\n')
    run("some scripts/count.py")
    assert (scripts.root / "result.txt").read_text() == f"xx iniconfig {VERSION}"


def test_where_it_lies_elsewhere_its_own_folder_counts(scripts, run, tmp_path):
    scripts.file("some scripts/requirements.txt", "iniconfig==2.1.0\n")
    (scripts.root / "inner").mkdir()
    run("../some scripts/count.py", folder="inner")
    (scripts.root / "inner" / "link.py").symlink_to(scripts.root / "some scripts" / "count.py")
    assert run("link.py", "--data", tmp_path, folder="inner") == ""
    assert (scripts.root / "inner" / "result.txt").read_text() == f"xx iniconfig {VERSION}"
    run(str(scripts.root / "some scripts" / "count.py"), "--data", tmp_path, folder="inner")
    assert (tmp_path / "result.txt").exists()


def test_notebooks_and_files(scripts, run):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1}
    cell["source"] = "open('data/said.txt', 'w').write(open('table.txt').read())"
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    book = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    scripts.file("books/book.ipynb", json.dumps(book))
    scripts.file("books/table.txt", "table")
    said = run("books/book.ipynb", status=1)
    assert "is a file of the project that is read here, and nothing copies it into the image: --files PATH" in said
    assert run("books/book.ipynb", "--files", "books/*.txt") == ""
    assert (scripts.root / "said.txt").read_text() == "table"


@NEEDS_R
def test_r_scripts(scripts, run):
    scripts.file("count.R", 'word <- Sys.getenv("word", "x")\nSys.setenv(out = "o.txt")\ncat(word, file = "o.txt")\n')
    run("count.R", "--word", "yes")
    assert (scripts.root / "o.txt").read_text() == "yes"


def test_the_data_folder_that_one_may_mean(scripts, run):
    scripts.file("read.py", "print(open('data/a.txt').read())\n")
    scripts.file("data/a.txt", "hello")
    said = run("read.py", status=1)
    assert (
        f"data/ of the script is {scripts.root}: --data {scripts.root}/data before its name makes it {scripts.root}/data\n"
        in said
    )
    assert run("read.py", "--data", "data") == "hello\n"


def test_without_an_engine_or_with_another_python(scripts, run):
    # the fake engine says nothing
    said = run("some scripts/count.py", "--engine", "docker", status=3)
    assert said == "no Docker engine answers: start it, or take --engine process\n"
    assert "Python 3.99" in run("some scripts/count.py", "--python", "3.99", status=1)
    line = run("some scripts/count.py", "--dry-run")
    assert line.startswith('cd "$(mktemp -d)" && ln -s ')


@pytest.mark.parametrize("stub", ["raise ImportError", "def find_uv_bin():\n    raise FileNotFoundError"])
def test_without_uv_and_without_an_engine(scripts, tmp_path, stub):
    (tmp_path / "uv.py").write_text(stub)
    called = (PROGRAM, "run", "some scripts/count.py")
    said = scripts.run(*called, status=1, PYTHONPATH=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))
    assert said.splitlines()[-1] == (
        f"uv is missing beside {sys.executable}, and it locks packages and makes environments: install it again "
        "(pip install uv). Operators run without it where a Docker engine answers: --engine docker"
    )


@pytest.mark.parametrize(
    ("argument", "says"),
    [
        ("nothing.py", "there is no file nothing.py"),
        ("loop.py", "there is no file loop.py"),
        ("some scripts/", "some scripts/ is a folder: name a script in it, which ends in .py, .ipynb, .R, .r"),
        (
            "some scripts/_tools.py",
            "some scripts/_tools.py is a helper by its name, and no operator: rename it, without '_' in front",
        ),
        ("./requirements.txt", "./requirements.txt is no script: these end in .py, .ipynb, .R, .r"),
    ],
)
def test_paths_that_lead_to_no_script(scripts, run, argument, says):
    scripts.file("some scripts/_tools.py", "")
    (scripts.root / "loop.py").symlink_to("loop.py")
    assert run(argument, status=2).splitlines()[-1] == f"Error: {says}"


def test_a_script_with_errors(scripts, run):
    scripts.file("wrong.py", "import os\nn = int(os.getenv('n', 'many'))\n")
    said = run("wrong.py", status=1)
    assert said.startswith("wrong.py:2: error CLM023: ")


def test_a_name_where_no_project_is(scripts, run):
    said = run("count", status=1)
    assert said == (
        f"pyproject.toml: error CLM005: is not there: {scripts.root} is no project\n"
        "    `hatch-claimed init` makes a project of the scripts here, -C before the command names the folder of another "
        "one, and `hatch-claimed run path/to/script.py` needs none.\n1 error\n"
    )


def test_in_a_project_what_it_says_for_all_counts(scripts, run):
    scripts.file("pyproject.toml", PROJECT)
    scripts.file("operators/tell.py", '"""Tells."""\nprint("told")\n')
    note = (
        "some scripts/count.py is no operator of the project: what it says for all of its operators counts, and "
        "claimed.lock does not\n"
    )
    said = run("some scripts/count.py", "--engine", "process")
    assert said.startswith(note)
    assert (scripts.root / "result.txt").read_text() == f"xx iniconfig {VERSION}"
    # where it lies in another folder than the project, one is told
    scripts.file("some scripts/requirements.txt", "iniconfig==2.1.0\n")
    said = run("count.py", folder="some scripts")
    assert f"{scripts.root} is a project, and its settings do not count here: -C {scripts.root} before the" in said


def test_a_project_that_has_no_operator_yet(scripts, run):
    scripts.file("pyproject.toml", PROJECT)
    scripts.file("drafts/say.py", "print('said')\n")
    assert run("drafts/say.py", "--engine", "process").startswith("said\n")
    scripts.file("pyproject.toml", PROJECT + "nonsense = 1\n")
    assert "`tool.claimed.nonsense` is not a known key" in run("drafts/say.py", status=1)


def test_the_path_of_an_operator_is_that_operator(scripts, run):
    scripts.file("pyproject.toml", PROJECT + '[tool.claimed.operators.tell]\nfiles = ["table.txt"]\n')
    scripts.file("table.txt", "table")
    scripts.file("operators/tell.py", '"""Tells."""\nprint(open("table.txt").read())\n')
    for path in ("operators/tell.py", "./operators/../operators/tell.py", str(scripts.root / "operators/tell.py")):
        assert run(path, "--engine", "process").startswith("table\n")
    said = run("operators/tell.py", "--engine", "process", "--files", "x", status=2)
    assert "--base-image and --files are for scripts that no project knows: of tell, `base-image` and" in said


def test_completion_of_paths(scripts):
    for text, items in (("hatch-claimed run ./so", ["file,./so"]), ("hatch-claimed run so", ["file,so"])):
        environment = {"COMP_WORDS": text, "COMP_CWORD": "2", "_HATCH_CLAIMED_COMPLETE": "bash_complete"}
        assert scripts.run(PROGRAM, **environment).split() == items
