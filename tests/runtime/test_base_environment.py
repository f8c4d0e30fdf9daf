"""What a base image's shell and entry point set: recorded by a build, set by each run, and not against anybody's will."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hatch_claimed.artifacts.image.layout import TEMPLATES
from hatch_claimed.artifacts.rendering import render

IMAGE = {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": "/image's", "HOME": "/root"}
ODD = 'it\'s "odd" $HOME `id` \\n\n\nname=value\n \t\u00fc\n'


def sh(text, *arguments, **environment):
    command = ["sh", "-c", text, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def record(tmp_path):
    """The text that a build keeps, where the image has `IMAGE` and the entry point adds some variables to it."""
    shutil.copytree(TEMPLATES / "probe", tmp_path / "asked")
    script = (TEMPLATES / "probe" / "record.sh").read_text()

    def recorded(**entered):
        sh(script, "record.sh", str(tmp_path / "asked"), **(IMAGE | entered))
        step = render(TEMPLATES, "environment.sh.j2", environment=[str(tmp_path / "kept")]).decode()
        sh("set -eu\n" + step.replace("/run/asked", f"{tmp_path}/asked"), **IMAGE)
        kept = tmp_path / "kept"
        return kept.read_text() if kept.exists() else ""

    return recorded


def run(kept, name, **environment):
    """A variable in a run of the image, None where it is not set."""
    env = shutil.which("env")
    said = sh(f"{kept}\nexec {env} -0", **(IMAGE | environment))
    return dict(line.partition("=")[::2] for line in said.split("\0")).get(name)


def test_what_is_set_is_set_in_runs(record):
    kept = record(PATH=f"/geo/bin:{IMAGE['PATH']}", PROJ_LIB="/geo/proj", LD_LIBRARY_PATH="/a:/image's", ODD=ODD)
    assert run(kept, "PATH") == f"/geo/bin:{IMAGE['PATH']}"
    assert run(kept, "LD_LIBRARY_PATH") == "/a:/image's"
    assert run(kept, "PROJ_LIB") == "/geo/proj"
    assert run(kept, "ODD") == ODD
    assert run(kept, "name") is None


def test_who_sets_a_variable_wins(record):
    kept = record(PROJ_LIB="/geo/proj", LD_LIBRARY_PATH="/a")
    assert run(kept, "PROJ_LIB", PROJ_LIB="/mine") == "/mine"
    assert run(kept, "PROJ_LIB", PROJ_LIB="") == ""
    assert run(kept, "LD_LIBRARY_PATH", LD_LIBRARY_PATH="/mine") == "/mine"


def test_nothing_is_kept_where_nothing_is_set(record):
    assert record() == ""


@pytest.mark.parametrize(
    "name",
    ["HOME", "PWD", "HOSTNAME", "USER", "TMPDIR", "TERM", "_", "https_proxy", "NO_PROXY", "CLAIMED_ENTRY_POINT", "a.b"],
)
def test_what_belongs_to_the_session_or_the_build_is_not_kept(record, name):
    assert record(**{name: "secret"}) == ""


def test_records_are_the_same_each_time(record, tmp_path):
    first = record(B="1", A="2")
    (tmp_path / "kept").unlink()
    assert record(A="2", B="1") == first
    assert first.index("export A=") < first.index("export B=")


def test_every_launcher_reads_what_is_kept(built):
    says = (
        "cat(Sys.getenv('PROJ_LIB'), '\\n', sep = '')"
        if built.kind == "r"
        else "print(__import__('os').environ['PROJ_LIB'])"
    )
    built.lay_out(content=says)
    (built.root / "environment").write_text("[ \"${PROJ_LIB+set}\" ] || export PROJ_LIB='/geo/proj'\n")
    assert built.run()[:2] == (0, "/geo/proj\n")
    assert built.run(PROJ_LIB="/mine")[:2] == (0, "/mine\n")
    assert built.run("printenv", "PROJ_LIB")[:2] == (0, "/geo/proj\n")


def test_a_python_that_is_too_old_is_passed_over(built_python, tmp_path):
    built_python.lay_out(content="print('ran')\n")
    (tmp_path / "old").mkdir()
    old = tmp_path / "old" / "python"
    old.write_text("#!/bin/sh\nexit 9\n")
    old.chmod(0o755)
    path = os.pathsep.join([str(tmp_path / "old"), str(Path(sys.executable).parent), os.environ["PATH"]])
    assert built_python.run(PATH=path)[0] == 9
    (built_python.root / "environment").write_text("claimed_python=python3\n")
    assert built_python.run(PATH=path)[:2] == (0, "ran\n")
