"""The subject of a commit has 72 characters at most: pre-commit says so, and git then makes no commit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / ".ci" / "subject.py"
LONGEST = "Say " + "x" * 68
LONGER = f"{LONGEST}x"
GOOD = (
    "Say why",
    LONGEST,
    f"{LONGEST} ",
    "Für " + "ü" * 68,
    f"Say why\n\n{LONGER * 2}",
    f"\n# what git says {LONGER}\n{LONGEST}\n# {LONGER}",
    f"fixup! {LONGER}",
    f"squash! {LONGER}",
    f"amend! {LONGER}",
    f"Merge branch '{LONGER}' into main",
    "",
)
BAD = (LONGER, f"{LONGER}\n\nWhy", f"\n# what git says\n{LONGER}", f"fixup {LONGEST}")


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """With the hooks that `pre-commit install` makes. Gives a way to run programs in it."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copy(ROOT / ".pre-commit-config.yaml", folder)
    (folder / ".ci").mkdir()
    shutil.copy(SCRIPT, folder / ".ci")
    who = {f"GIT_{one}_{key}": "me@example.com" for one in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    own = {"PRE_COMMIT_HOME": str(folder / ".cache"), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**outside, **who, **own}

    def call(*command):
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)

    pre_commit = Path(sys.executable).parent / "pre-commit"
    assert call("git", "init", "--quiet").returncode == 0
    installed = call(pre_commit, "install")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    hooks = folder / ".git" / "hooks"
    assert (hooks / "commit-msg").is_file()
    (hooks / "pre-commit").unlink()  # ruff, which would come from the package index
    return call


@pytest.mark.parametrize("message", [one for one in GOOD if one])
def test_a_commit_is_made(repository, message):
    done = repository("git", "commit", "--allow-empty", "--message", message)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("message", BAD)
def test_a_commit_is_refused(repository, message):
    done = repository("git", "commit", "--allow-empty", "--message", message)
    assert done.returncode == 1
    assert " characters in a subject, 72 at most: " in done.stderr


def script(*arguments, text=""):
    return subprocess.run([sys.executable, SCRIPT, *arguments], input=text, capture_output=True, text=True)


@pytest.mark.parametrize("message", GOOD)
def test_the_script_takes_it(tmp_path, message):
    file = tmp_path / "message"
    file.write_text(message, encoding="utf-8")
    assert script(file).returncode == 0


def test_subjects_of_many_commits_come_from_standard_input():
    done = script(text=f"Say why\n{LONGER}\n{LONGEST}\n")
    assert (done.returncode, done.stderr) == (1, f"73 characters in a subject, 72 at most: {LONGER}\n")
    assert script(text=f"Say why\n{LONGEST}\n").returncode == 0
