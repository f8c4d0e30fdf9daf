import random
import re
from collections import Counter
from pathlib import PurePosixPath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hatch_claimed.model import operator_name
from hatch_claimed.sources.operator_names import MAX_NAME, derived_names, distinct_names

LEGAL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def names(*paths):
    """The names of paths, in the order of the paths."""
    found = derived_names(PurePosixPath(path) for path in paths).names
    return [found[PurePosixPath(path)] for path in paths]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        # the file's name, wherever it lies
        (["a/x.py", "b/y.py", "z.R"], ["x", "y", "z"]),
        # one file name, and folders that differ
        (["flood/task.py", "fire/task.py"], ["flood", "fire"]),
        (["x/load/main.py", "y/clean/main.py", "fit/main.py"], ["load", "clean", "fit"]),
        (["Big Flood/task.ipynb", "v1.2/task.ipynb"], ["big-flood", "v1-2"]),
        # not one file name
        (["flood/task.py", "fire/task.ipynb"], ["flood-task", "fire-task"]),
        (["flood/my_task.py", "fire/my-task.py"], ["flood-my-task", "fire-my-task"]),
        # the root has no name
        (["task.py", "fire/task.py"], ["task", "fire-task"]),
        # folders that do not tell all of them apart: the file's name too, and more of the path where that is not enough
        (
            ["a/flood/task.py", "b/flood/task.py", "fire/task.py"],
            ["a-flood-task", "b-flood-task", "fire-task"],
        ),
        # a folder is called like another operator
        (["flood/task.py", "fire/task.py", "flood.py"], ["flood-task", "fire-task", "flood"]),
        (["flood/task.py", "fire/task.py", "other/fire_task.R"], ["flood", "fire", "fire-task"]),
        # two groups in the same folders
        (
            ["flood/main.py", "fire/main.py", "flood/task.py", "fire/task.py"],
            ["flood-main", "fire-main", "flood-task", "fire-task"],
        ),
        # the folder and file is somebody else's
        (["a/flood/x.py", "b/fire/x.R", "c/flood_x.py"], ["a-flood-x", "fire-x", "flood-x"]),
        # a folder whose name holds no letter
        (["äö/task.py", "fire/task.py"], ["task", "fire-task"]),
        # nothing tells them apart
        (["a/x.py", "a/x.ipynb", "b/x.py"], ["x", "x", "b-x"]),
        (["a_b/x.py", "a-b/x.py"], ["x", "x"]),
        # no name at all
        (["a/ä.py", "b/ä.py"], ["", ""]),
    ],
)
def test_names(paths, expected):
    assert names(*paths) == expected


def test_the_files_that_have_one_name():
    paths = [PurePosixPath(path) for path in ("b/task.py", "a/task.py", "x.py")]
    assert derived_names(paths).clashes == {"task": (paths[1], paths[0])}


PARTS = st.sampled_from(["a", "b", "A", "a b", "a-b", "a_b", "c", "ä", "main", "task", "x" * 40])
PATHS = st.builds(
    lambda folders, stem, suffix: PurePosixPath(*folders, f"{stem}{suffix}"),
    st.lists(PARTS, max_size=3),
    PARTS,
    st.sampled_from([".py", ".ipynb", ".R"]),
)


@given(st.lists(PATHS, unique=True, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_files_means_nothing(paths, order: random.Random):
    shuffled = list(paths)
    order.shuffle(shuffled)
    assert derived_names(paths) == derived_names(shuffled)


@given(st.lists(PATHS, unique=True, max_size=12))
def test_a_file_whose_name_nobody_has_keeps_it(paths):
    counts = Counter(map(operator_name, paths))
    found = derived_names(paths)
    assert set(found.names) == set(paths)
    for path in paths:
        if counts[operator_name(path)] == 1:
            assert found.names[path] == operator_name(path)
    assert set(found.clashes) == {name for name, count in counts.items() if name and count > 1}


@given(st.lists(PATHS, unique=True, max_size=10), PATHS)
def test_another_file_in_nobodys_way_renames_nothing(paths, other):
    before = derived_names(paths).names
    own = operator_name(other)
    assume(other not in paths)
    assume(own not in {*before.values(), *map(operator_name, paths)})
    after = derived_names([*paths, other]).names
    assert {path: after[path] for path in paths} == before


@given(st.lists(PATHS, unique=True, max_size=12))
def test_distinct_names_are_legal_and_all_different(paths):
    chosen = distinct_names(paths)
    assert set(chosen) == set(paths)
    assert len(set(chosen.values())) == len(paths)
    assert all(LEGAL.fullmatch(name) and len(name) <= MAX_NAME for name in chosen.values())
    derived = derived_names(paths).names
    counts = Counter(derived.values())
    # what is right stays
    for path in paths:
        if counts[derived[path]] == 1 and 0 < len(derived[path]) <= MAX_NAME:
            assert chosen[path] == derived[path]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a/x.py", "a/x.ipynb"], ["x-py", "x-ipynb"]),
        (["a/äöü.py"], ["aou"]),
        (["a/ß.py"], ["a-script"]),
        (["中.py"], ["script"]),
        ([f"a/{'x' * 70}.py"], ["x" * 63]),
        ([f"{'x' * 70}.py", f"{'x' * 70}.R"], [f"{'x' * 61}-2", "x" * 63]),
    ],
)
def test_names_where_the_derived_ones_do_not_do(paths, expected):
    found = distinct_names(map(PurePosixPath, paths))
    assert [found[PurePosixPath(path)] for path in paths] == expected
