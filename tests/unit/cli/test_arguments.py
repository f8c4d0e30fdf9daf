from pathlib import PurePosixPath
from types import SimpleNamespace

import pytest

from hatch_claimed.cli.arguments import component_name, component_names, is_path, path_in_project

COMPONENTS = [
    SimpleNamespace(name="flood", path=PurePosixPath("flood/task.py")),
    SimpleNamespace(name="gw-flood", path=PurePosixPath("flood/task.py")),
    SimpleNamespace(name="count", path=PurePosixPath("count.R")),
]


@pytest.mark.parametrize(
    "argument",
    ["a.py", "a.ipynb", "a.R", "a.r", "A.PY", "./a", "folder/", "a/b", "/a", "../a.py", ".py"],
)
def test_paths(argument):
    assert is_path(argument)


@pytest.mark.parametrize("argument", ["a", "count-words", "a.pyc", "a.txt", "py", "", "-", ".", "gw-a"])
def test_names(argument):
    assert not is_path(argument)


@pytest.mark.parametrize(
    ("argument", "path"),
    [
        ("flood/task.py", "flood/task.py"),
        ("./flood//task.py", "flood/task.py"),
        ("flood/../count.R", "count.R"),
    ],
)
def test_a_path_as_the_project_knows_it(argument, path, tmp_path):
    assert path_in_project(argument, tmp_path) == PurePosixPath(path)
    assert path_in_project(str(tmp_path / argument), tmp_path) == PurePosixPath(path)


@pytest.mark.parametrize("argument", ["../a.py", "/a.py", "a/../../b.py"])
def test_a_path_outside(argument, tmp_path):
    assert path_in_project(argument, tmp_path) is None


@pytest.mark.parametrize(
    ("argument", "name"),
    [
        ("flood", "flood"),
        ("flood/task.py", "flood"),
        ("./flood/task.py", "flood"),
        ("count.R", "count"),
        ("other.py", "other.py"),
        ("../count.R", "../count.R"),
        ("nobody", "nobody"),
    ],
)
def test_the_name_that_an_argument_means(argument, name, tmp_path):
    assert component_name(argument, COMPONENTS, tmp_path) == name


def test_names_and_paths_beside_each_other(tmp_path):
    arguments = ["count", "flood/task.py", "nobody"]
    assert component_names(arguments, iter(COMPONENTS), tmp_path) == ("count", "flood", "nobody")
