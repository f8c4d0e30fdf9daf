"""The home, the name and the private folder of whoever runs an operator."""

import os
import pwd
import site
from pathlib import Path

import pytest

from hatch_claimed.runtime.python.claimed_launcher import home, private

NAMED = {"USER": "maria"}


@pytest.fixture
def settle(tmp_path, monkeypatch):
    """Settles an environment, as a user who can only write below `open`."""
    (tmp_path / "open").mkdir()
    real = os.access

    def access(path, mode):
        inside = Path(path).is_relative_to(tmp_path / "open")
        return real(path, mode) and (inside or not mode & os.W_OK)

    real_mkdir = os.mkdir

    def mkdir(path, *rest, **more):
        if not Path(path).is_relative_to(tmp_path / "open"):
            raise PermissionError(path)
        real_mkdir(path, *rest, **more)

    def run(environment, here="/work"):
        with monkeypatch.context() as patch:
            patch.setattr(os, "access", access)
            patch.setattr(os, "mkdir", mkdir)
            problem = home.settle(environment, str(here))
        return environment, problem

    return run


def private_path(tmp_path):
    return tmp_path / "open" / f"claimed-{os.getuid()}"


@pytest.mark.parametrize("given", [{}, {"HOME": ""}, {"HOME": "/"}])
def test_the_working_directory_is_the_home_of_who_has_none(tmp_path, settle, given):
    here = tmp_path / "open"
    assert settle({**NAMED, **given}, here) == ({**NAMED, "HOME": str(here)}, "")


def test_a_home_that_can_be_written_to_is_kept(tmp_path, settle):
    given = {**NAMED, "HOME": str(tmp_path / "open"), "XDG_CACHE_HOME": str(tmp_path / "open" / "not" / "there")}
    assert settle(dict(given)) == (given, "")
    assert not list((tmp_path / "open").iterdir())


def test_the_root_folder_is_no_home(tmp_path, settle):
    temporary = {**NAMED, "TMPDIR": str(tmp_path / "open")}
    environment, problem = settle(dict(temporary), "/")
    assert (environment, problem) == ({**temporary, "HOME": f"{private_path(tmp_path)}/home"}, "")


@pytest.mark.parametrize("name", ["TMPDIR", "TEMP", "TMP"])
def test_a_private_home_has_what_the_other_has(tmp_path, settle, monkeypatch, name):
    monkeypatch.setattr(site, "ENABLE_USER_SITE", False)
    old = tmp_path / "old"
    for path in (".aws/credentials", ".cache/matplotlib/fonts.json", ".cache/hub/models/a/b", "models/a", "plain.csv"):
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        (old / path).write_text(path)
    given = {**NAMED, "HOME": str(old), name: str(tmp_path / "open")}
    environment, problem = settle(dict(given))
    new = Path(environment["HOME"])
    assert (environment, problem) == ({**given, "HOME": f"{private_path(tmp_path)}/home"}, "")
    links = {str(path.relative_to(new)) for path in new.rglob("*") if path.is_symlink()}
    assert links == {".aws/credentials", ".cache/matplotlib/fonts.json", ".cache/hub/models", "models", "plain.csv"}
    assert (new / ".cache/hub/models/a/b").read_text() == ".cache/hub/models/a/b"
    assert {path.stat().st_mode & 0o777 for path in (private_path(tmp_path), new, new / ".aws")} == {0o700}
    # a container that starts again finds its caches
    (new / ".cache/matplotlib/more.json").touch()
    assert settle(dict(given))[0]["HOME"] == str(new)
    assert (new / ".cache/matplotlib/more.json").exists()


def test_folders_of_caches_that_belong_to_somebody_else_are_private_ones(tmp_path, settle):
    old = tmp_path / "old" / "cache"
    (old / "matplotlib").mkdir(parents=True)
    (old / "matplotlib" / "fonts.json").write_text("{}")
    given = {**NAMED, "HOME": str(tmp_path / "open"), "TMPDIR": str(tmp_path / "open"), "XDG_CACHE_HOME": str(old)}
    environment, _ = settle(dict(given))
    assert environment == {**given, "XDG_CACHE_HOME": f"{private_path(tmp_path)}/xdg_cache_home"}
    assert (Path(environment["XDG_CACHE_HOME"]) / "matplotlib" / "fonts.json").is_symlink()


def test_nothing_breaks_where_nothing_can_be_written(tmp_path, settle):
    given = {**NAMED, "HOME": str(tmp_path / "old"), "XDG_CACHE_HOME": str(tmp_path / "old")}
    environment, problem = settle(dict(given))
    assert environment == given
    assert problem.startswith("nothing can be written here")


def test_packages_of_the_user_are_found_from_another_home(tmp_path, settle, monkeypatch):
    base = tmp_path / "old" / ".local"
    monkeypatch.setattr(site, "ENABLE_USER_SITE", True)
    monkeypatch.setattr(site, "USER_BASE", str(base))
    monkeypatch.setattr(site, "USER_SITE", str(base / "lib"))
    given = {**NAMED, "HOME": str(tmp_path / "old"), "TMPDIR": str(tmp_path / "open")}
    assert "PYTHONUSERBASE" not in settle(dict(given))[0]
    monkeypatch.syspath_prepend(str(base / "lib"))
    assert settle(dict(given))[0]["PYTHONUSERBASE"] == str(base)
    assert settle({**given, "PYTHONUSERBASE": "/own"})[0]["PYTHONUSERBASE"] == "/own"


def test_a_folder_that_is_not_this_users_alone_is_left(tmp_path, settle):
    taken = private_path(tmp_path)
    environment = {"TMPDIR": str(tmp_path / "open")}
    taken.symlink_to(tmp_path)
    assert private.folder(environment).startswith(f"{taken}-")
    taken.unlink()
    taken.mkdir()
    taken.chmod(0o770)
    first, second = private.folder(environment), private.folder(environment)
    assert first != second
    assert {first.rpartition("-")[0], second.rpartition("-")[0]} == {str(taken)}
    taken.chmod(0o700)
    assert private.folder(environment) == str(taken)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_left(tmp_path, settle):
    taken = private_path(tmp_path)
    taken.mkdir(0o700)
    os.chown(taken, 54321, 0)
    assert private.folder({"TMPDIR": str(tmp_path / "open")}).startswith(f"{taken}-")


@pytest.mark.parametrize("name", ["LOGNAME", "USER", "LNAME", "USERNAME"])
def test_a_name_is_given_to_who_has_none(tmp_path, settle, monkeypatch, name):
    here = str(tmp_path / "open")
    assert settle({"HOME": here})[0] == {"HOME": here}

    def unknown(user):
        raise KeyError(user)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert settle({"HOME": here, name: ""})[0] == {name: ""} | {
        "HOME": here,
        "USER": "user12345",
        "LOGNAME": "user12345",
    }
    assert settle({"HOME": here, name: "maria"})[0] == {"HOME": here, name: "maria"}
