import hashlib
import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.cache import folder
from hatch_claimed.cache.folder import CACHE_VARIABLE, remembering, shared_folder


@pytest.fixture(autouse=True)
def tool(monkeypatch, tmp_path_factory):
    monkeypatch.delenv(CACHE_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user")))
    monkeypatch.setattr(folder, "tool", lambda: "0123")


def keep(root, key, value):
    with remembering(root) as memory:
        memory.keep(key, value)


def found(root):
    with remembering(root) as memory:
        return memory.found


def cache_of(root):
    own = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    return Path(os.environ["XDG_CACHE_HOME"], "hatch-claimed", own)


def files(root):
    return sorted(path.name for path in cache_of(root).iterdir())


def test_what_one_run_keeps_the_next_one_finds(tmp_path):
    keep(tmp_path, "a", ["text \ud83d\ude00 \udc80", 0.5, None, True])

    assert found(tmp_path) == {"a": ["text \ud83d\ude00 \udc80", 0.5, None, True]}


def test_git_ignores_the_folder_by_itself(tmp_path):
    keep(tmp_path, "a", 1)

    assert files(tmp_path) == [".gitignore", "0123.json", "CACHEDIR.TAG"]
    assert (cache_of(tmp_path) / ".gitignore").read_text() == "*\n"


def test_nothing_lies_in_the_project_and_nothing_there_is_read(tmp_path):
    keep(tmp_path, "a", 1)
    assert list(tmp_path.iterdir()) == []

    shutil.copytree(cache_of(tmp_path), tmp_path / ".hatch" / "claimed-cache")
    shutil.rmtree(cache_of(tmp_path))
    assert found(tmp_path) == {}


@pytest.mark.parametrize("cache", ["", "cache"])
def test_the_cache_of_a_user_is_below_home(tmp_path, monkeypatch, cache):
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    monkeypatch.setenv("HOME", str(tmp_path))

    assert shared_folder() == tmp_path / ".cache" / "hatch-claimed"


@pytest.mark.parametrize("home", [".", "home"])
def test_a_home_that_is_relative_is_none(monkeypatch, home):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", home)

    assert shared_folder() == Path("/.cache/hatch-claimed")


def test_nothing_is_written_when_nothing_is_new(tmp_path):
    with remembering(tmp_path):
        pass

    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_when_the_run_fails(tmp_path):
    def run():
        with remembering(tmp_path) as memory:
            memory.keep("a", 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        run()
    assert list(tmp_path.iterdir()) == []


def test_an_unpacked_sdist_has_no_cache(tmp_path):
    (tmp_path / "PKG-INFO").touch()
    keep(tmp_path, "a", 1)

    assert [path.name for path in tmp_path.iterdir()] == ["PKG-INFO"]


def test_the_variable_names_one_folder_for_all_projects(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "caches"))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        keep(tmp_path / name, name, 1)

    assert found(tmp_path / "one") == {"one": 1}
    assert found(tmp_path / "two") == {"two": 1}
    assert list((tmp_path / "one").iterdir()) == []


@pytest.mark.parametrize("place", ["/dev/null", "/proc/nowhere"])
def test_a_place_that_cannot_be_written_is_no_error(tmp_path, monkeypatch, place):
    monkeypatch.setenv(CACHE_VARIABLE, place)
    keep(tmp_path, "a", 1)

    assert found(tmp_path) == {}


def test_what_json_cannot_hold_is_no_error(tmp_path):
    keep(tmp_path, "a", 1)
    keep(tmp_path, "b", 10**5000)

    assert found(tmp_path) == {"a": 1}


def test_another_version_finds_nothing_and_leaves_what_is_there(tmp_path, monkeypatch):
    keep(tmp_path, "a", 1)
    monkeypatch.setattr(folder, "tool", lambda: "4567")

    assert found(tmp_path) == {}
    keep(tmp_path, "b", 2)
    assert files(tmp_path) == [".gitignore", "0123.json", "4567.json", "CACHEDIR.TAG"]


def test_only_the_last_four_versions_are_kept(tmp_path, monkeypatch):
    for number in range(6):
        monkeypatch.setattr(folder, "tool", lambda number=number: f"v{number}")
        keep(tmp_path, "a", number)
        os.utime(cache_of(tmp_path) / f"v{number}.json", (number, number))

    assert files(tmp_path) == [".gitignore", "CACHEDIR.TAG", "v2.json", "v3.json", "v4.json", "v5.json"]


def test_what_killed_runs_left_is_removed(tmp_path):
    keep(tmp_path, "a", 1)
    old, young = cache_of(tmp_path) / "0123old.tmp", cache_of(tmp_path) / "0123young.tmp"
    old.touch()
    young.touch()
    os.utime(old, (time.time() - 7200,) * 2)
    keep(tmp_path, "a", 2)

    assert files(tmp_path) == [".gitignore", "0123.json", "0123young.tmp", "CACHEDIR.TAG"]


def test_of_two_runs_at_once_the_last_is_kept(tmp_path):
    with remembering(tmp_path) as first, remembering(tmp_path) as second:
        first.keep("a", 1)
        second.keep("b", 2)

    assert found(tmp_path) == {"a": 1}


@given(st.integers(0, 10**6), st.sampled_from(["cut", "flip", "insert"]), st.binary(min_size=1, max_size=3))
def test_a_damaged_cache_is_an_empty_one(tmp_path_factory, place, how, garbage):
    root = tmp_path_factory.mktemp("project")
    keep(root, "key", ["value", 1, 2, 3])
    path = cache_of(root) / "0123.json"
    whole = path.read_bytes()
    place %= len(whole)
    match how:
        case "cut":
            damaged = whole[:place]
        case "flip":
            damaged = whole[:place] + bytes([whole[place] ^ garbage[0]]) + whole[place + 1 :]
        case "insert":
            damaged = whole[:place] + garbage + whole[place:]
    path.write_bytes(damaged)

    assert found(root) == ({"key": ["value", 1, 2, 3]} if damaged == whole else {})


def test_the_cache_of_a_project_that_cannot_be_written_is_used(tmp_path):
    keep(tmp_path, "a", 1)
    cache_of(tmp_path).chmod(0o500)
    try:
        assert found(tmp_path) == {"a": 1}
    finally:
        cache_of(tmp_path).chmod(0o700)
