import gzip
import sys

import pytest

from hatch_claimed.runtime.python.claimed_launcher import leftovers
from hatch_claimed.runtime.python.claimed_launcher.outputs import Delivery
from hatch_claimed.runtime.python.claimed_launcher.place import (
    link_additional_files,
    look_for_modules,
    project_root,
)


def tree(folder) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): f"-> {path.readlink()}" if path.is_symlink() else path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.fixture
def app(tmp_path):
    folder = tmp_path / "app"
    (folder / "data" / "deep").mkdir(parents=True)
    (folder / "__pycache__").mkdir()
    for name in ("script.py", "helper.py", "data/a.txt", "data/b.txt", "data/deep/c.txt"):
        (folder / name).write_text(name)
    return folder


@pytest.fixture
def here(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def test_additional_files_are_linked_into_an_empty_folder(app, here):
    link_additional_files(str(app), "script.py", str(here))
    assert tree(here) == {"data": f"-> {app}/data", "helper.py": f"-> {app}/helper.py"}


def test_what_is_there_already_stays_and_only_gaps_are_filled(app, here):
    (here / "data" / "deep").mkdir(parents=True)
    (here / "data" / "a.txt").write_text("mine")
    (here / "helper.py").symlink_to("nowhere")
    link_additional_files(str(app), "script.py", str(here))
    assert tree(here) == {
        "data/a.txt": "mine",
        "data/b.txt": f"-> {app}/data/b.txt",
        "data/deep/c.txt": f"-> {app}/data/deep/c.txt",
        "helper.py": "-> nowhere",
    }


def test_linking_twice_is_linking_once(app, here):
    link_additional_files(str(app), "script.py", str(here))
    link_additional_files(str(app), "script.py", str(here))
    assert tree(app)["data/a.txt"] == "data/a.txt"
    assert sorted(tree(here)) == ["data", "helper.py"]


@pytest.mark.parametrize("inside", [".", "data"])
def test_nothing_is_linked_where_the_files_are(app, inside):
    before = tree(app)
    link_additional_files(str(app), "script.py", str(app / inside))
    assert tree(app) == before


@pytest.fixture
def deliver(here, monkeypatch, capfd):
    """Delivers the output `csv` to a path; gives the exit code and what was said."""
    monkeypatch.chdir(here)

    def run(target: str, written: str | None) -> tuple[int, str]:
        delivery = Delivery({})
        delivery.paths = {"csv": target}
        monkeypatch.delenv("csv", raising=False)
        if written is not None:
            monkeypatch.setenv("csv", written)
        return delivery.deliver(), capfd.readouterr().err

    return run


@pytest.mark.parametrize(("target", "where"), [("out/x/data", "out/x/data"), ("out/", "out/a.csv"), ("a.csv", "a.csv")])
def test_a_result_is_copied(deliver, here, target, where):
    (here / "a.csv").write_text("1,2")
    assert deliver(f"{here}/{target}", "a.csv") == (0, "")
    assert tree(here) == {"a.csv": "1,2", where: "1,2"}


def test_a_result_replaces_what_was_there(deliver, here):
    (here / "a.csv").write_text("new")
    (here / "b.csv").write_text("old and longer")
    assert deliver(f"{here}/b.csv", f"{here}/a.csv") == (0, "")
    assert (here / "b.csv").read_text() == "new"


NEVER = "claimed: output 'csv' was declared but never written: "


@pytest.mark.parametrize("written", [None, ""])
def test_an_output_without_a_path(deliver, written):
    expected = NEVER + "the script ended without setting os.environ['csv']\n"
    assert deliver("/out", written) == (1, expected)


def test_an_output_without_a_file(deliver):
    assert deliver("/out", "gone.csv") == (1, NEVER + "os.environ['csv'] is 'gone.csv', which is no file\n")


def test_an_output_that_is_a_folder(deliver, here):
    (here / "results").mkdir()
    assert deliver("/out", "results") == (
        1,
        "claimed: output 'csv' is a folder, 'results': write one file, such as an archive of the folder\n",
    )


def test_an_output_that_cannot_be_put_there(deliver, here):
    (here / "a.csv").write_text("1")
    (here / "file").write_text("")
    assert deliver(f"{here}/file/x", "a.csv") == (
        1,
        f"claimed: output 'csv' could not be put at '{here}/file/x': [Errno 17] File exists: '{here}/file'\n",
    )


def test_a_script_that_changed_its_folder_is_still_understood(deliver, here, monkeypatch, tmp_path):
    (here / "a.csv").write_text("1")
    delivery = Delivery({})
    delivery.paths = {"csv": str(tmp_path / "out")}
    monkeypatch.setenv("csv", "a.csv")
    monkeypatch.chdir("/")
    assert delivery.deliver() == 0
    assert (tmp_path / "out").read_text() == "1"


def test_wanted_paths_are_meant_from_where_the_container_started(here, monkeypatch):
    monkeypatch.chdir(here)
    monkeypatch.setattr("atexit.register", lambda function: None)
    assert Delivery({"a": "x/", "b": "/y"}).paths == {"a": f"{here}/x/", "b": "/y"}


def test_text_in_the_buffers_of_an_open_file_is_delivered(deliver, here):
    file = (here / "a.csv").open("w")
    file.write("not yet on disk")
    assert (here / "a.csv").stat().st_size == 0
    assert deliver(f"{here}/b.csv", "a.csv") == (0, "")
    assert (here / "b.csv").read_text() == "not yet on disk"
    assert file.closed


def test_an_open_compressed_file_is_delivered_whole(deliver, here):
    file = gzip.open(here / "a.gz", "wt")  # noqa: SIM115 (a script that forgets to close)
    file.write("text")
    assert deliver(f"{here}/b.gz", "a.gz") == (0, "")
    assert gzip.decompress((here / "b.gz").read_bytes()) == b"text"
    assert file.closed


@pytest.fixture
def project(tmp_path):
    """What the image of `operators/script.py` has: files beside it, at the root and in a folder of both."""
    folder = tmp_path / "app"
    for name in ("operators/script.py", "operators/data/a.txt", "operators/near.csv", "data/b.txt", "src/tools.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_an_empty_folder_becomes_the_root_of_the_project_and_has_what_lies_beside_the_script(project, here):
    link_additional_files(str(project), "operators/script.py", str(here))
    assert tree(here) == {
        "data/a.txt": f"-> {project}/operators/data/a.txt",
        "data/b.txt": f"-> {project}/data/b.txt",
        "near.csv": f"-> {project}/operators/near.csv",
        "operators": f"-> {project}/operators",
        "src": f"-> {project}/src",
    }


def test_a_script_that_brings_nothing_leaves_a_folder_empty(tmp_path, here):
    script = tmp_path / "app" / "operators" / "deep" / "script.py"
    script.parent.mkdir(parents=True)
    script.write_text("")
    link_additional_files(str(tmp_path / "app"), "operators/deep/script.py", str(here))
    assert tree(here) == {}


def test_the_folder_of_the_image_has_all_of_it_and_is_the_root(project, here):
    (here / "operators").mkdir()
    (here / "operators" / "script.py").hardlink_to(project / "operators" / "script.py")
    link_additional_files(str(project), "operators/script.py", str(here))
    assert tree(here) == {"operators/script.py": "operators/script.py"}
    assert project_root(str(project), "operators/script.py", str(here)) == str(here)
    assert project_root(str(project), "operators/script.py", str(project.parent)) == str(project)


def test_what_a_volume_hides_in_the_folder_of_the_image_is_linked_into_it(project, here, monkeypatch):
    for name in ("operators/script.py", "operators/data/a.txt", "operators/near.csv", "src/tools.py"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).hardlink_to(project / name)
    (here / "near.csv").symlink_to(here / "operators" / "near.csv")
    (here / "data").mkdir()
    (here / "data" / "b.txt").write_text("the caller's")
    before = tree(here)
    for mounts in (["/", str(here), f"{here}-other/data"], []):
        monkeypatch.setattr(leftovers, "mounts", lambda mounts=mounts: mounts)
        link_additional_files(str(project), "operators/script.py", str(here))
        assert tree(here) == before
    monkeypatch.setattr(leftovers, "mounts", lambda: ["/", f"{here}/data"])
    link_additional_files(str(project), "operators/script.py", str(here))
    assert tree(here) == before | {"data/a.txt": f"-> {project}/operators/data/a.txt"}


def test_modules_are_looked_for_beside_the_script_first_and_in_folders_before_packages(monkeypatch):
    monkeypatch.setattr(sys, "path", ["/lib/python3", "/lib/python3/site-packages", "/more"])
    look_for_modules("/app", "/root", "operators/script.py", ["src", "."])
    own = ["/root/operators", "/lib/python3", "/root/src", "/root", "/lib/python3/site-packages", "/more"]
    assert sys.path == own
