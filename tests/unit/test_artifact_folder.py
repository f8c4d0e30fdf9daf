import errno
import json
from pathlib import Path, PurePosixPath

import pytest

from hatch_claimed.building.artifact_folder import ArtifactFolder, BuildRecord, WriteError
from hatch_claimed.model import File

OUTPUT = PurePosixPath("dist/claimed")


def file(path, content=b"x", executable=False):
    return File(path=PurePosixPath(path), content=content, executable=executable)


def write(dist, files, plan="p"):
    with dist.staged(OUTPUT) as staging:
        staging.write(files)
        staging.commit(BuildRecord(plan, tuple(str(one.path) for one in files)))


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def dist(tmp_path):
    return ArtifactFolder(tmp_path / "dist" / "claimed")


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
            raise OSError(errno.ENOSPC, "no space")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(WriteError, match=f"{dist.path} cannot be written: no space"):
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


def test_links_of_others_survive_as_links(dist, tmp_path):
    write(dist, [file("one")])
    (dist.path / "latest").symlink_to("one")
    (dist.path / "data").symlink_to(tmp_path)
    (dist.path / "broken").symlink_to("nowhere")
    write(dist, [file("one")])
    links = {path.name: str(path.readlink()) for path in dist.path.iterdir() if path.is_symlink()}
    assert links == {"latest": "one", "data": str(tmp_path), "broken": "nowhere"}


def test_a_build_that_ends_while_another_one_is_put_in_place_replaces_it(dist, monkeypatch):
    write(dist, [file("old")])
    (dist.path / "notes.txt").write_text("mine")
    rename, faster = Path.rename, iter([1, 2])

    def overtaken(self, target):
        if target == dist.path and self.name == "claimed" and (number := next(faster, None)):
            dist.path.mkdir()
            (dist.path / f"{number}.txt").write_text("theirs")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", overtaken)
    write(dist, [file("new")])
    assert set(content(dist.path)) == {"new", ".build.json", "notes.txt", "1.txt", "2.txt"}
    assert [path.name for path in dist.path.parent.iterdir()] == ["claimed"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(dist):
    dist.path.parent.mkdir()
    dist.path.write_text("mine")
    with pytest.raises(WriteError) as error:
        write(dist, [file("one")])
    assert str(error.value) == (
        f"{dist.path} cannot be written: it is no folder\n"
        f"    Make {dist.path.parent} a folder that you can write to. The last build stands as it was."
    )
    assert dist.path.read_text() == "mine"


def test_a_file_in_the_place_of_the_build_directory_is_left_alone(dist):
    dist.path.parent.write_text("mine")
    with pytest.raises(WriteError, match=f"{dist.path} cannot be written: File exists\n"):
        write(dist, [file("one")])
    assert dist.path.parent.read_text() == "mine"


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


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", *(f'{{"plan": "p", "files": {files}, "images": {{}}}}' for files in ("3", "[3]")), "nonsense"],
)
def test_a_broken_record_is_none(dist, text):
    write(dist, [file("one")])
    (dist.path / ".build.json").write_text(text)
    assert dist.record() is None


@pytest.mark.parametrize("name", ["../../mine", "a/../../../mine", "{root}/mine"])
def test_cleaning_never_leaves_the_folder(dist, tmp_path, name):
    write(dist, [file("one")])
    (tmp_path / "mine").write_text("mine")
    record = {"plan": "p", "files": [name.format(root=tmp_path)], "images": {}}
    (dist.path / ".build.json").write_text(json.dumps(record))
    dist.clean()
    assert (tmp_path / "mine").read_text() == "mine"


def test_cleaning_leaves_a_folder_that_took_the_place_of_a_file(dist):
    write(dist, [file("one"), file("two")])
    (dist.path / "one").unlink()
    (dist.path / "one").mkdir()
    (dist.path / "one" / "notes.txt").write_text("mine")
    dist.clean()
    assert content(dist.path) == {"one/notes.txt": b"mine"}


def test_modes_do_not_depend_on_the_umask(dist):
    write(dist, [file("run", executable=True), file("data")])
    assert (dist.path / "run").stat().st_mode & 0o777 == 0o755
    assert (dist.path / "data").stat().st_mode & 0o777 == 0o644
    assert dist.path.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_cleaned_is_said(dist, monkeypatch):
    write(dist, [file("one")])

    def refuse(self, missing_ok=False):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(WriteError, match="cannot be written: Permission denied"):
        dist.clean()


def test_a_build_leaves_the_site_and_cleaning_removes_it(dist):
    site = ArtifactFolder(dist.path / "site")
    write(dist, [file("two")])
    with site.staged(PurePosixPath("site")) as staging:
        staging.write([file("index.html", b"site")])
        staging.commit(BuildRecord("p", ("index.html",)))
    write(dist, [file("three")])
    assert set(content(dist.path)) == {"three", ".build.json", "site/index.html", "site/.build.json"}
    dist.clean()
    assert not dist.path.exists()


def test_a_site_without_a_build_is_cleaned(dist):
    site = ArtifactFolder(dist.path / "site")
    with site.staged(PurePosixPath("site")) as staging:
        staging.write([file("index.html")])
        staging.commit(BuildRecord("p", ("index.html",)))
    dist.clean()
    assert not dist.path.exists()


def test_cleaning_deletes_nothing_behind_a_link(dist, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "one").write_bytes(b"kept")
    write(dist, [file("a/one"), file("two")])
    (dist.path / "a" / "one").unlink()
    (dist.path / "a").rmdir()
    (dist.path / "a").symlink_to(elsewhere)
    dist.clean()

    assert content(elsewhere) == {"one": b"kept"}
    assert [path.name for path in dist.path.iterdir()] == ["a"]


@pytest.mark.parametrize("place", ["claimed", "claimed/site"])
def test_a_link_to_the_folder_of_another_project_is_left_alone(dist, tmp_path, place):
    other = ArtifactFolder(tmp_path / "other" / "claimed")
    write(other, [file("one")])
    before = content(other.path)
    link = dist.path.parent / place
    link.parent.mkdir(parents=True)
    link.symlink_to(other.path)
    dist.clean()

    assert content(other.path) == before


def test_a_build_that_replaces_a_link_takes_nothing_from_behind_it(dist, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "key").write_bytes(b"of others")
    dist.path.parent.mkdir()
    dist.path.symlink_to(elsewhere)
    write(dist, [file("one")])

    assert set(content(dist.path)) == {"one", ".build.json"}
    assert content(elsewhere) == {"key": b"of others"}


def test_a_build_directory_that_is_a_link_is_the_users_own(dist, tmp_path):
    (tmp_path / "scratch").mkdir()
    dist.path.parent.symlink_to(tmp_path / "scratch")
    write(dist, [file("a/one")])
    assert set(content(tmp_path / "scratch")) == {"claimed/a/one", "claimed/.build.json"}
    dist.clean()

    assert not (tmp_path / "scratch" / "claimed").exists()
