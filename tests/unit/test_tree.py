import os
import re
from pathlib import PurePosixPath

import pytest

from hatch_claimed.settings.grammar import GLOB
from hatch_claimed.system.tree import OutsideProjectError, Tree, escaped, inside, read_text, seen_from_root, stays_below


@pytest.fixture
def tree(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    return Tree(root)


def write(tree, *names):
    for name in names:
        (tree.root / name).parent.mkdir(parents=True, exist_ok=True)
        (tree.root / name).write_text(name)


def found(tree, pattern):
    return [str(path) for path in tree.glob(pattern)]


def test_a_folder_means_all_that_is_in_it_but_hidden_files(tree):
    write(tree, "a/b/c.py", "a/.hidden/d.py", "a/__pycache__/e.pyc", "a.py", "a/.f")
    assert found(tree, "a") == ["a/b/c.py"]
    assert found(tree, "*") == ["a/b/c.py", "a.py"]
    assert found(tree, "a/.hidden") == ["a/.hidden/d.py"]


def test_what_builds_wrote_is_no_source(tree):
    write(tree, "a.R", "dist/claimed/.build.json", "dist/claimed/a/context/packages/install.R", "dist/a-1.tar.gz")
    write(tree, "deep/out/claimed/.build.json", "deep/out/a.R", "claimed/b.R")
    assert found(tree, "**/*.R") == ["a.R", "claimed/b.R"]
    assert found(tree, "*") == ["a.R", "claimed/b.R"]
    assert found(tree, "dist/*") == []


def test_a_project_may_be_its_own_build_directory(tree):
    write(tree, "a.R", "claimed/.build.json", "claimed/a/context/packages/install.R")
    assert found(tree, "**/*.R") == ["a.R"]


@pytest.mark.parametrize(
    "pattern", ["a\0/*", "*\0*", "a\0", "x" * 300, "[", "x" * 300 + "/*", "b/**", "b/**/*.py", "a/b.py/**", "b/"]
)
def test_patterns_that_no_file_can_match(tree, pattern):
    write(tree, "a/b.py")
    assert found(tree, pattern) == []


@pytest.mark.parametrize("name", ["x" * 300, "x" * 5000, "a\0", "a/b/c.py/d", "loop", "a"])
def test_names_that_are_no_files(tree, name):
    write(tree, "a/b.py")
    (tree.root / "loop").symlink_to("loop")
    assert not tree.is_file(PurePosixPath(name))


def test_a_folder_where_nobody_may_look(tree, monkeypatch):
    write(tree, "a/b.py")

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.stat", refuse)
    assert found(tree, "a/*.py") == ["a/b.py"]
    assert not tree.is_file(PurePosixPath("a/b.py"))


@pytest.mark.parametrize("target", ["/etc/passwd", "../mine.txt", "up/mine.txt"])
def test_nothing_is_read_from_outside(tree, target):
    (tree.root.parent / "mine.txt").write_text("mine")
    (tree.root / "up").symlink_to("..")
    (tree.root / "link").symlink_to(target)
    for name in ("link", target):
        with pytest.raises(OutsideProjectError):
            tree.read(PurePosixPath(name))


def test_a_link_inside_the_project_is_a_file(tree):
    write(tree, "a.py")
    (tree.root / "b.py").symlink_to("a.py")
    assert tree.read(PurePosixPath("b.py")) == b"a.py"


def test_links_in_a_circle_cannot_be_read(tree):
    (tree.root / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="Too many levels of symbolic links"):
        tree.read(PurePosixPath("loop"))


def test_a_pipe_is_not_waited_for(tree):
    os.mkfifo(tree.root / "pipe.py")
    assert found(tree, "*.py") == ["pipe.py"]
    with pytest.raises(OSError, match="Not a regular file"):
        tree.read(PurePosixPath("pipe.py"))


def test_links_that_lead_in_circles_are_not_followed(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one.py").touch()
    (tmp_path / "a" / "loop").symlink_to(".")
    (tmp_path / "a" / "b" / "up").symlink_to("..")
    (tmp_path / "a" / "b" / "top").symlink_to(tmp_path)
    assert Tree(tmp_path).glob("**/*.py") == (PurePosixPath("a/one.py"),)
    assert Tree(tmp_path).glob("a") == (PurePosixPath("a/one.py"),)


def test_a_linked_folder_that_is_named_is_read(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "one.py").touch()
    (tmp_path / "operators").symlink_to("shared")
    assert Tree(tmp_path).glob("operators/*.py") == (PurePosixPath("operators/one.py"),)
    assert Tree(tmp_path).glob("operators/**/*.py") == (PurePosixPath("operators/one.py"),)


@pytest.mark.parametrize(
    "name",
    [
        "--a.py",
        "~a.py",
        "!a.py",
        "C:a.py",
        "\\a.py",
        "[!b].py",
        "[[:alpha:]].py",
        "*.py",
        "?.py",
        "{a,b}.py",
        "d/-a\\[.py",
    ],
)
def test_a_path_is_a_pattern_for_itself_alone_and_settings_take_it(tree, name):
    write(tree, name, "a.py", "d/a.py")
    assert found(tree, escaped(name)) == [name]
    assert GLOB.holds(escaped(name))


@pytest.mark.parametrize(
    ("path", "seen"),
    [("a/./b/../c", "a/c"), ("a/..", "."), ("a/../../b", "../b"), ("../../a", "../../a"), ("../a/..", "..")],
)
def test_paths_as_seen_from_the_root(path, seen):
    assert seen_from_root(PurePosixPath(path)) == PurePosixPath(seen)
    assert inside(PurePosixPath(path)) == (None if ".." in seen else PurePosixPath(seen))


@pytest.mark.parametrize(
    ("path", "below"),
    [
        ("a/b.txt", True),
        ("./a..b/c", True),
        (".", True),
        ("a/../b", False),
        ("../a", False),
        ("/a", False),
        ("s3://bucket/a", False),
        ("a\0b", False),
    ],
)
def test_what_is_put_behind_a_folder_stays_below_it(path, below):
    assert stays_below(path) is below


def test_content_that_cannot_be_had_is_none(tree):
    write(tree, "a.py")
    (tree.root / "b.py").symlink_to("/etc/hosts")
    assert [tree.try_read(PurePosixPath(name)) for name in ("a.py", "b.py", "c.py", ".")] == [b"a.py", None, None, None]


def test_what_is_no_project_is_not_searched(tmp_path):
    (tmp_path / "a.py").write_text("")
    assert list(Tree(tmp_path).modules()) == [PurePosixPath("a.py")]
    assert list(Tree(tmp_path, is_searched=False).modules()) == []


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_regular_file_is_not_opened(tmp_path, kind):
    place = tmp_path / "pyproject.toml"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("/dev/zero")

    with pytest.raises(OSError, match=re.escape(f"Not a regular file: '{place}'")):
        read_text(place)
