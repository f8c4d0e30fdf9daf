import os
import stat
import time

import pytest

from hatch_claimed.model import GridWrapper
from hatch_claimed.running.folder_cache import FolderCache, FolderCacheError
from hatch_claimed.running.program import launcher, lay_out, program_key


def test_a_folder_is_made_once(tmp_path):
    cache, made = FolderCache(tmp_path / "cache" / "kind"), []

    def make(folder):
        made.append(folder)
        (folder / "file").write_text("whole")

    assert not cache.holds("k" * 64)
    places = {cache.get("k" * 64, make), cache.get("k" * 64, make)}
    assert places == {tmp_path / "cache" / "kind" / ("k" * 24)}
    assert len(made) == 1
    assert cache.holds("k" * 64)
    assert (cache.place("k" * 64) / "file").read_text() == "whole"
    assert (tmp_path / "cache" / ".gitignore").read_text() == "*\n"
    cache.remove("k" * 64)
    assert not cache.holds("k" * 64)


def test_what_fails_leaves_nothing(tmp_path):
    cache = FolderCache(tmp_path / "kind")

    def fail(folder):
        (folder / "half").write_text("")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.get("k", fail)
    assert list((tmp_path / "kind").iterdir()) == []


def test_of_two_at_once_the_first_one_stands(tmp_path):
    cache = FolderCache(tmp_path / "kind")

    def slow(folder):
        (folder / "file").write_text("second")
        cache.get("k", lambda inner: (inner / "file").write_text("first"))

    assert (cache.get("k", slow) / "file").read_text() == "first"
    assert len(list((tmp_path / "kind").iterdir())) == 1


def test_what_nobody_uses_is_removed(tmp_path):
    cache = FolderCache(tmp_path / "kind")
    old, new = (cache.get(key, lambda folder: None) for key in ("old", "new"))
    abandoned = tmp_path / "kind" / ".new-abc"
    abandoned.mkdir()
    before = time.time() - 40 * 24 * 3600
    for path in (old / ".used", abandoned):
        os.utime(path, (before, before))
    cache.get("another", lambda folder: None)
    assert (old.exists(), new.exists(), abandoned.exists()) == (False, True, False)


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(FolderCacheError) as error:
        FolderCache(tmp_path / "cache" / "kind").get("k", lambda folder: None)
    assert str(error.value) == (
        f"{tmp_path}/cache/kind cannot be written: File exists\n    Name another folder by CLAIMED_CACHE_DIR."
    )


def test_a_program_lies_as_in_its_image(operator, tmp_path):
    own = operator()
    lay_out(own, None, tmp_path)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert files >= {"opt/claimed/run", "opt/claimed/interface.csv", "opt/claimed/app/operators/count.py"}
    assert {name.split("/")[0] for name in files} == {"opt"}
    assert launcher(tmp_path).stat().st_mode & stat.S_IXUSR
    assert program_key(own, None) == program_key(own, None) != program_key(operator("notebook"), None)


def test_a_coordinator_finds_its_library(operator, tmp_path):
    own = operator()
    wrapper = GridWrapper(
        operator=own,
        backend="s3kv",
        process="grid_process",
        bindings=(),
        own=(),
        image=own.image,
        files=(),
        parallelism=1,
        indexed=False,
    )
    lay_out(wrapper, tmp_path / "library", tmp_path / "program")
    assert (tmp_path / "program" / "opt" / "claimed" / "lib").readlink() == tmp_path / "library"
    assert (tmp_path / "program" / "opt" / "claimed" / "operator" / "run").is_file()
