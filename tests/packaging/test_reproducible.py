"""The project's own sdist and wheel: the same bytes, wherever and whenever they are built."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("hatch_claimed/", "claimed_grid/")


def sources():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).exists()]


def build(folder, stamp, umask, **environment):
    """Build from a copy whose files are of that time and were made with that umask."""
    before = os.umask(umask)
    try:
        for name in sources():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
            if os.access(ROOT / name, os.X_OK):
                target.chmod(0o777 & ~umask)
            os.utime(target, (stamp, stamp))
        command = [sys.executable, "-m", "hatchling", "build", "-d", "built"]
        variables = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        subprocess.run(command, cwd=folder, env={**variables, **environment}, check=True, capture_output=True)
    finally:
        os.umask(before)
    return folder / "built"


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    base = tmp_path_factory.mktemp("builds")
    first = build(base / "one", 1_000_000_000, 0o022, LC_ALL="C", TZ="UTC", PYTHONHASHSEED="1")
    second = build(
        base / "another-place", int(time.time()), 0o077, LC_ALL="C.UTF-8", TZ="Asia/Tokyo", PYTHONHASHSEED="2"
    )
    return first, second


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_two_builds_give_the_same_bytes(builds):
    first, second = map(digests, builds)
    assert sorted(name.partition("-")[0] for name in first) == ["hatch_claimed", "hatch_claimed"]
    assert first == second


def test_the_wheel_holds_the_packages_and_nothing_else(builds):
    [wheel] = builds[0].glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    mine = {name for name in sources() if name.startswith(PACKAGES)}
    assert {name for name in names if ".dist-info/" not in name} == mine


def test_the_sdist_holds_the_sources_and_nothing_else(builds):
    [sdist] = builds[0].glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        assert {(member.uid, member.gid, member.uname, member.gname) for member in archive} == {(0, 0, "", "")}
    assert names - set(sources()) == {"PKG-INFO"}
    assert {name for name in sources() if name.startswith((*PACKAGES, "tests/", "docs/"))} <= names


def test_the_wheel_is_the_same_from_the_sdist(builds, tmp_path):
    """As frontends do it that build an sdist first, and a wheel of what they unpack from it."""
    [sdist], [wheel] = builds[0].glob("*.tar.gz"), builds[0].glob("*.whl")
    with tarfile.open(sdist) as archive:
        # an argument of `extractall` only since Python 3.11.4
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path)  # noqa: S202 - it is our own
    [unpacked] = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "built"]
    subprocess.run(command, cwd=unpacked, check=True, capture_output=True)
    assert digests(unpacked / "built") == {wheel.name: digests(builds[0])[wheel.name]}
