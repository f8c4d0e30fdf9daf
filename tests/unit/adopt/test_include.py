from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.adopt.include import Patterns, patterns


@pytest.mark.parametrize(
    ("others", "wanted", "expected"),
    [
        ("", "operators/a.py operators/b/c.ipynb", ()),
        ("operators/_b.py", "operators/a.py", ()),
        ("operators/b.py", "operators/a.py", ("operators/a.py",)),
        ("", "operators/a.py b.R", ("operators/*.py", "b.R")),
        ("", "a.py b.py", ("a.py", "b.py")),
        ("", "x/a.py x/b.py", ("x/*.py",)),
        ("", "x/a.py x/y/b.py", ("x/**/*.py",)),
        ("x/y/c.py", "x/a.py x/y/b.py x/z/c.py", ("x/a.py", "x/y/b.py", "x/z/*.py")),
        # files of one name in many folders
        ("", "a/t.py b/t.py c/t.py d/t.py", ("*/t.py",)),
        ("", "a/t.py b/t.py c/t.py", ("a/*.py", "b/*.py", "c/*.py")),
        (
            "t.py x/y/t.py",
            "x/a/t.py x/b/t.py x/c/t.py x/d/t.py d/b.R",
            ("x/a/*.py", "x/b/*.py", "x/c/*.py", "x/d/*.py", "d/*.R"),
        ),
        ("t.py", "x/a/t.py x/b/t.py x/c/t.py x/d/t.py d/b.R", ("x/*/t.py", "d/*.R")),
        ("", "x [1]/a.py b*.py", ("b[*].py", "x [[]1]/*.py")),
    ],
)
def test_patterns_are_as_wide_as_can_be(tree, others, wanted, expected):
    names = wanted.replace("x [1]", "x?[1]").split()
    names = [name.replace("?", " ") for name in names]
    repository = tree(dict.fromkeys([*others.split(), *names], ""))
    assert patterns(repository, {PurePosixPath(name) for name in names}) == Patterns(expected)


_PATHS = st.lists(
    st.lists(st.sampled_from(["a", "b", "operators", "c-d", "e!f"]), min_size=1, max_size=3), min_size=1, max_size=8
)


@given(_PATHS, st.data())
def test_they_select_just_what_is_wanted(tmp_path_factory, parts, data):
    from hatch_claimed.system.tree import Tree

    root = tmp_path_factory.mktemp("tree")
    paths = sorted({PurePosixPath(*one[:-1], f"{one[-1]}.py") for one in parts})
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()
    wanted = set(data.draw(st.lists(st.sampled_from(paths), min_size=1)))
    tree = Tree(root)
    chosen = patterns(tree, wanted)
    included = chosen.include or ("operators/**/*.py",)
    excluded = {path for pattern in chosen.exclude for path in tree.glob(pattern)}
    assert {path for pattern in included for path in tree.glob(pattern)} - excluded == wanted


def test_the_few_that_are_none_are_named_where_the_many_are(tree):
    names = [f"x/{letter}.py" for letter in "abcdefghi"]
    repository = tree(dict.fromkeys(names, ""))
    assert patterns(repository, set(map(PurePosixPath, names[1:]))) == Patterns(("x/*.py",), ("x/a.py",))
    assert patterns(repository, set(map(PurePosixPath, names[2:]))) == Patterns(tuple(names[2:]))
