"""Builds of one project at the same time, and builds that are killed: what they share is whole, always."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
MANIFEST = """\
[build-system]
requires = ["hatchling", "hatch-claimed"]
build-backend = "hatchling.build"

[project]
name = "together"
version = "1.0"

[tool.hatch.build.hooks.claimed]

[tool.claimed]
repository = "{repository}/together"
base-image = "docker.io/library/python:3.11-slim"
images = "push"
locked = true
"""
SCRIPT = (
    '"""Number {number} of {state}."""\n# pip install six=={version}\nimport os\n\ncount = int(os.getenv("count", 3))\n'
)
# Hatch makes an environment of its own, which a surrounding one would take the place of
NOT_INHERITED = ("UV_PYTHON", "VIRTUAL_ENV")
SIX = {"one state": "1.16.0", "another": "1.17.0"}


class Project:
    """Three small operators in one of two states, each with what a build and a lock of it leave behind."""

    def __init__(self, root, repository):
        self.root = root
        self.lock = root / "claimed.lock"
        self.cache = root.parent / "cache"
        self.dist = root / "dist" / "claimed"
        (root / "operators").mkdir(parents=True)
        (root / "pyproject.toml").write_text(MANIFEST.format(repository=repository))
        self.locks, self.builds = {}, {}
        for state in SIX:
            self.write(state)
            self.run(BIN / "hatch-claimed", "lock")
            self.run(BIN / "hatch-claimed", "build")
            self.locks[state], self.builds[state] = self.lock.read_bytes(), self.files()

    def write(self, state):
        for number in range(3):
            text = SCRIPT.format(number=number, state=state, version=SIX[state])
            (self.root / "operators" / f"script_{number}.py").write_text(text)

    def files(self):
        return {path.relative_to(self.dist): path.read_bytes() for path in self.dist.rglob("*") if path.is_file()}

    def start(self, *command, **environment):
        return subprocess.Popen(
            command,
            cwd=self.root,
            env={
                **{name: value for name, value in os.environ.items() if name not in NOT_INHERITED},
                "CLAIMED_CACHE_DIR": str(self.cache),
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *command, **environment):
        process = self.start(*command, **environment)
        output, _ = process.communicate(timeout=600)
        assert process.returncode == 0, output
        return output

    def killed(self, seconds, *command):
        """Start a command, and kill it with all that it has started; False if it was quicker."""
        process = self.start(*command)
        time.sleep(seconds)
        ended = process.poll() is not None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return not ended

    def caches(self):
        """The memories of plans, each whole: their first line is the hash of all that follows."""
        found = list(self.cache.glob("*/*.json"))
        for path in found:
            digest, _, content = path.read_bytes().partition(b"\n")
            assert digest.decode() == hashlib.sha256(content).hexdigest()
        return found


@pytest.fixture(scope="module")
def project(tmp_path_factory, repository):
    return Project(tmp_path_factory.mktemp("together") / "project", repository)


@pytest.fixture(scope="module")
def hatch(tmp_path_factory):
    """What `hatch build` needs to find this project's own wheel."""
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return {
        **{name: str(folder) for name in ("PIP_FIND_LINKS", "UV_FIND_LINKS")},
        **{f"HATCH_{name}_DIR": str(folder / name) for name in ("DATA", "CACHE")},
    }


def test_two_builds_at_the_same_time(project, hatch):
    command = [BIN / "hatch", "build", "-t", "claimed"]
    # Hatch itself cannot make its environment twice at the same time
    project.run(*command, **hatch)
    for state in SIX:
        project.write(state)
        project.lock.write_bytes(project.locks[state])
        shutil.rmtree(project.dist, ignore_errors=True)
        processes = [project.start(*command, **hatch) for _ in range(2)]
        outputs = [process.communicate(timeout=600)[0] for process in processes]
        assert [process.returncode for process in processes] == [0, 0], outputs
        assert project.files() == project.builds[state]
        assert project.lock.read_bytes() == project.locks[state]
        assert project.caches()


def test_builds_that_are_killed_leave_the_last_whole_one(project):
    states = [*SIX] * 6
    killed = 0
    for turn, state in enumerate(states):
        project.write(state)
        project.lock.write_bytes(project.locks[state])
        killed += project.killed(0.15 * (turn + 1), BIN / "hatch-claimed", "build", "--force")
        assert project.files() in project.builds.values()
        project.caches()
    assert killed >= 3
    project.run(BIN / "hatch-claimed", "build")
    assert project.files() == project.builds[states[-1]]


def test_locks_that_are_killed_leave_the_last_whole_one(project):
    states = [*SIX] * 4
    killed = 0
    for turn, state in enumerate(states):
        project.write(state)
        killed += project.killed(0.12 * (turn + 1), BIN / "hatch-claimed", "lock")
        assert project.lock.read_bytes() in project.locks.values()
    assert killed >= 2
    project.run(BIN / "hatch-claimed", "lock")
    assert project.lock.read_bytes() == project.locks[states[-1]]
