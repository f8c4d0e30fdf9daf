"""The program that looks for distributions; as another user it runs in the tests of images."""

import runpy
import shutil
import stat
import subprocess
import sys

import packaging
import pytest

from hatch_claimed.artifacts.image.layout import TEMPLATES

PROGRAM = TEMPLATES / "locate.py"


@pytest.fixture
def library(tmp_path):
    """A folder with two distributions, whose metadata is written in an old way and in today's."""
    for folder, name in [("ruamel.yaml-0.18.dist-info", "ruamel.yaml"), ("my_own-1.dist-info", "My-Own")]:
        (tmp_path / "lib" / folder).mkdir(parents=True)
        (tmp_path / "lib" / folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    # pip's own copy, by which markers are read; these environments need not have pip
    (tmp_path / "lib" / "pip" / "_vendor").mkdir(parents=True)
    for folder in ("pip", "pip/_vendor"):
        (tmp_path / "lib" / folder / "__init__.py").touch()
    shutil.copytree(packaging.__path__[0], tmp_path / "lib" / "pip" / "_vendor" / "packaging")
    return tmp_path / "lib"


def look(library, tmp_path, text):
    """The second half of the program, which the first one starts as another user."""
    names = tmp_path / "names.txt"
    names.write_text(text)
    wanted = runpy.run_path(str(PROGRAM))["wanted"](str(names))
    command = [sys.executable, "-c", f"{PROGRAM.read_text()}\nlook({[str(library)]!r}, {wanted!r})"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd="/")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ruamel-yaml\nmy.own\npytest\n",
        "my-own==1 --hash=sha256:1 --hash=sha256:2\n--index-url https://x.example.com\n",
        'nothing-of-that-name; python_version < "3"\n',
        "my-own @ git+https://x.example.com/y@1\n",
    ],
)
def test_what_is_there_is_found(library, tmp_path, text):
    completed = look(library, tmp_path, text)
    assert (completed.returncode, completed.stderr) == (0, "")


def test_what_is_not_there_is_named(library, tmp_path):
    completed = look(library, tmp_path, 'my-own\nnone-1\nnone-2; python_version > "3"\n')
    assert completed.returncode == 1
    assert [line.split("'")[1] for line in completed.stderr.splitlines()] == ["none-1", "none-2"]


def test_others_may_pass_through_the_folders_above_and_see_no_more(tmp_path):
    place = tmp_path / "home" / ".local"
    place.mkdir(parents=True)
    (tmp_path / "home").chmod(0o700)
    place.chmod(0o700)
    runpy.run_path(str(PROGRAM))["reach"](str(place))
    assert [stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "home", place)] == [0o711, 0o700]
