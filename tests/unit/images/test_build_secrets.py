"""Build secrets: as they are written, each in a place of its own, and nothing left of them."""

import os
import stat
from pathlib import Path, PurePosixPath

import pytest

from hatch_claimed.artifacts.bake import secret_entry
from hatch_claimed.errors import ClaimedError
from hatch_claimed.images import docker
from hatch_claimed.images.buildx import Bake
from hatch_claimed.images.secrets import secret_contents, secret_files
from hatch_claimed.model import BuildOptions
from hatch_claimed.system.command import CompletedProcess

ANY_BYTES = bytes(range(256)) * 1000


def test_contents_are_any_bytes_of_any_size(tmp_path, monkeypatch):
    (tmp_path / "ca").write_bytes(ANY_BYTES)
    monkeypatch.setitem(os.environb, b"WORD", b"caf\xe9")
    options = BuildOptions(secrets=(("ca-bundle", "ca"), ("word", "env:WORD")))
    assert secret_contents(options, tmp_path) == {"ca-bundle": ANY_BYTES, "word": b"caf\xe9"}


def test_all_that_are_missing_are_named(tmp_path, monkeypatch):
    monkeypatch.delenv("NOBODY", raising=False)
    with pytest.raises(ClaimedError) as raised:
        secret_contents(BuildOptions(secrets=(("a", "env:NOBODY"), ("b", "none"))), tmp_path)
    assert str(raised.value) == (
        "the build secret 'a' cannot be read from env:NOBODY: there is no such variable\n"
        "the build secret 'b' cannot be read from none: No such file or directory\n"
        "    Create it, or correct `secrets` below [tool.claimed.build]."
    )


def test_files_are_their_users_and_gone_after_an_interrupt():
    with pytest.raises(KeyboardInterrupt), secret_files({"api-key": ANY_BYTES, "api_key": b"two"}) as (folder, entries):
        assert entries == (f"id=api-key,src={folder}/0", f"id=api_key,src={folder}/1")
        assert [path.read_bytes() for path in sorted(folder.iterdir())] == [ANY_BYTES, b"two"]
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())]
        assert modes == [0o700, 0o600, 0o600]
        raise KeyboardInterrupt
    assert not folder.exists()


@pytest.mark.parametrize(("version", "allowed"), [("0.13.1", False), ("0.19.3", False), ("v0.20.0", True)])
def test_bake_gets_files_and_never_contents(monkeypatch, version, allowed):
    calls, read = [], []

    def call(*words, **more):
        if words[:2] == ("buildx", "version"):
            return CompletedProcess(0, (f"github.com/docker/buildx {version} abc",))
        calls.append((words, more))
        [entry] = [word for word in words if word.startswith("*.secrets=")]
        read.append(Path(entry.removeprefix("*.secrets=id=netrc,src=")))
        assert read[0].read_bytes() == b"password"
        return CompletedProcess(0, ())

    monkeypatch.setattr(docker, "call", call)
    bake = Bake(Path(), PurePosixPath("docker-bake.json"), BuildOptions(), {"netrc": b"password"}, print)
    assert bake._bake(["demo"]).status == 0
    [(words, more)] = calls
    assert (f"--allow=fs.read={read[0].parent}" in words) is allowed
    assert "password" not in f"{words} {more}"
    assert not read[0].exists()


@pytest.mark.parametrize(
    ("place", "entry"), [("a b", "id=x,src=a b"), ("a,b", 'id=x,"src=a,b"'), ('a"b', 'id=x,"src=a""b"')]
)
def test_places_are_fields_of_csv(place, entry):
    assert secret_entry("x", "src", place) == entry
