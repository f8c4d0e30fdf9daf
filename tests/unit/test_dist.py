from pathlib import Path, PurePosixPath

import pytest

from hatch_claimed.dist import Dist, Record
from hatch_claimed.model import File

OUTPUT = PurePosixPath("dist/claimed")


def file(path, content=b"x", executable=False):
    return File(path=PurePosixPath(path), content=content, executable=executable)


def write(dist, files, plan="p"):
    with dist.staged(OUTPUT) as staging:
        staging.write(files)
        staging.commit(Record(plan, tuple(str(one.path) for one in files)))


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def dist(tmp_path):
    return Dist(tmp_path / "dist" / "claimed")


def test_a_build_replaces_the_last_one(dist):
    write(dist, [file("a/one"), file("two")])
    write(dist, [file("a/three", b"3")])
    assert set(content(dist.path)) == {"a/three", ".build.json"}
    assert [path.name for path in dist.path.parent.iterdir()] == ["claimed"]


def test_a_build_that_fails_changes_nothing(dist):
    write(dist, [file("a/one")])
    before = content(dist.path)
    with pytest.raises(RuntimeError), dist.staged(OUTPUT) as staging:
        staging.write([file("a/one", b"new")])
        raise RuntimeError
    assert content(dist.path) == before
    assert [path.name for path in dist.path.parent.iterdir()] == ["claimed"]


def test_an_exchange_that_fails_puts_the_old_folder_back(dist, monkeypatch):
    write(dist, [file("a/one")])
    before = content(dist.path)
    rename = Path.rename

    def refuse(self, target):
        if self.name == "claimed" and target == dist.path:
            raise OSError("no space")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="no space"):
        write(dist, [file("a/two")])
    assert content(dist.path) == before


def test_files_of_others_survive_builds_and_cleaning(dist):
    write(dist, [file("a/one"), file("b/two")])
    (dist.path / "a" / "notes.txt").write_text("mine")
    (dist.path / "site").mkdir()
    (dist.path / "site" / "index.html").write_text("mine too")
    write(dist, [file("a/one")])
    dist.clean()
    assert content(dist.path) == {"a/notes.txt": b"mine", "site/index.html": b"mine too"}


def test_cleaning_leaves_no_empty_folder(dist):
    write(dist, [file("a/b/c/one"), file("two")])
    dist.clean()
    assert list(dist.path.parent.iterdir()) == []


def test_a_folder_that_no_build_made_is_not_cleaned(dist):
    dist.path.mkdir(parents=True)
    (dist.path / "catalog.json").write_text("mine")
    dist.clean()
    assert content(dist.path) == {"catalog.json": b"mine"}


def test_current_means_the_same_plan_and_untouched_files(dist):
    files = [file("a/one"), file("two")]
    assert not dist.is_current("p", files)
    write(dist, files)
    assert dist.is_current("p", files)
    assert not dist.is_current("q", files)
    (dist.path / "two").write_text("edited")
    assert not dist.is_current("p", files)
    (dist.path / "two").unlink()
    assert not dist.is_current("p", files)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"plan": "p", "files": 3, "images": {}}', "nonsense"])
def test_a_broken_record_is_none(dist, text):
    write(dist, [file("one")])
    (dist.path / ".build.json").write_text(text)
    assert dist.record() is None


def test_modes_do_not_depend_on_the_umask(dist):
    write(dist, [file("run", executable=True), file("data")])
    assert (dist.path / "run").stat().st_mode & 0o777 == 0o755
    assert (dist.path / "data").stat().st_mode & 0o777 == 0o644
    assert dist.path.stat().st_mode & 0o777 == 0o755
