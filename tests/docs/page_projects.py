"""Calling the commands of pages, in the folders that these are about."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from markdown_blocks import ROOT, blocks, commands

TUTORIAL = "docs/tutorial.md"
FOLDERS = {"docs/adopting.md": "tests/projects/adopt/flat"}
EXAMPLE = "example-project"
SCRIPT = "script.py"


def project(page, folder):
    """A copy of what a page is about: a folder of the repository, or the example project."""
    source = ROOT / FOLDERS.get(page, EXAMPLE)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("dist", ".hatch"))
    return folder


def scripts(page, folder):
    """A folder with nothing but the script that a page shows."""
    folder.mkdir()
    for block in blocks(page):
        if block.title == SCRIPT:
            (folder / SCRIPT).write_text(block.text)
    return folder


def is_of_a_script(command):
    """Whether a command is about the script that its page shows, which needs no project and no engine."""
    return command.text.startswith("hatch-claimed ") and f" {SCRIPT}" in command.text


def tutorial(folder):
    """The commands of the tutorial, in a folder that has what its reader has written up to each."""
    folder.mkdir()
    for block in blocks(TUTORIAL):
        name, _, rest = block.title.partition(", ")
        if name:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text() if rest == "at the end" else ""
            path.write_text(before + block.text)
        yield from (one for one in commands(TUTORIAL) if one.block == block)


def needs_engine(command):
    """Whether a command wants Docker, and tests/engine can run it with no more than that."""
    if command.block.page == TUTORIAL:
        ours = command.text.startswith("hatch-claimed build --images build")
        return ours or command.program in {"docker", "mkdir"} or "results/" in command.text
    if is_of_a_script(command):
        return False
    return command.text.startswith(("hatch-claimed run ", "ls ")) and "--component" not in command.text


def call(text, folder):
    """Run a command line as a reader would. Its status, what it printed to standard output, and the rest."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMED_")}
    command = ["bash", "-c", text]
    done = subprocess.run(command, cwd=folder, env={**environment, "PATH": programs}, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr
