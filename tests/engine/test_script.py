"""One script by its path, without a project: built, pushed and run as an image."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

PROGRAM = Path(sys.executable).parent / "hatch-claimed"
BASE = ("--base-image", "docker.io/library/python:3.11-slim")
SCRIPT = """\
import os
import tools

end = os.getenv("end", "!")
print(tools.word + open("table.txt").read() + end, flush=True)
"""


def call(folder, *arguments, status=0):
    completed = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, timeout=600)
    assert completed.returncode == status, completed.stdout + completed.stderr
    return completed.stdout


def test_an_image_of_one_script(tmp_path, repository):
    (tmp_path / "say.py").write_text(SCRIPT)
    (tmp_path / "tools.py").write_text('word = "hello "\n')
    (tmp_path / "table.txt").write_text("table")
    assert call(tmp_path, "run", "say.py", "--end", "?", "--files", "table.txt", *BASE) == "hello table?\n"
    name = f"{repository}/script/claimed-say:0.2"
    said = call(tmp_path, "build", "say.py", "*.txt", "-r", f"{repository}/script", "-v", "0.2", *BASE)
    assert f"  {name}  sha256:" in said
    subprocess.run(["docker", "image", "rm", "--force", name], capture_output=True)
    run = ["docker", "run", "--rm", "--user", f"{os.getuid() + 4711}:0", name, "--end", "."]
    assert subprocess.check_output(run, text=True) == "hello table.\n"
    said = call(tmp_path, "build", "say.py", "--base-image", f"{repository}/nothing:1", status=4)
    assert "--base-image IMAGE makes the image of a script start from another one" in said
