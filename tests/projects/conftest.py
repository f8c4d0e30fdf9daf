import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from hatch_claimed.cli.main import main

ROOT = Path(__file__).parents[2]

# repositories of users, some with tests of their own
collect_ignore = ["adopt", "adopted"]

# frontends make environments of their own, which a surrounding one would take the place of
NOT_INHERITED = ("CLAIMED_", "HATCH_", "UV_PYTHON", "VIRTUAL_ENV")

FAKE_DOCKER = '''\
#!{python}
"""Answers as Docker would, and writes down every bake."""
import json, os, pathlib, sys

arguments = sys.argv[1:]
log = pathlib.Path({log!r})
if arguments[:2] == ["buildx", "bake"]:
    with log.open("a") as lines:
        lines.write(json.dumps({{"arguments": arguments, "folder": os.getcwd()}}) + "\\n")
    document = json.loads(pathlib.Path(arguments[arguments.index("--file") + 1]).read_text())
    names = [name for name in arguments if name in document["target"]]
    if {failing!r} in names:
        print("------\\n > [{failing} 2/2] RUN it:\\n0.1 no such thing\\n------", file=sys.stderr)
        sys.exit(1)
    for name in names:
        assert (pathlib.Path(document["target"][name]["context"]) / "Dockerfile").is_file()
    metadata = {{name: {{"containerimage.digest": f"sha256:{{index:064x}}"}} for index, name in enumerate(names)}}
    pathlib.Path(arguments[arguments.index("--metadata-file") + 1]).write_text(json.dumps(metadata))
if "inspect" in arguments and {gone!r} and {gone!r} in arguments[-1]:
    sys.exit(1)
'''


class Workspace:
    """A project in a folder of its own, and a Docker that only writes down what it is asked for."""

    def __init__(self, folder):
        self.root = folder / "project"
        self.bin = folder / "bin"
        self.log = folder / "bakes.jsonl"
        self.bin.mkdir()
        self.fake_docker()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)},
            "PATH": f"{self.bin}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "CLAIMED_CACHE_DIR": str(folder / "cache"),
        }

    def fake_docker(self, failing="", gone=""):
        docker = self.bin / "docker"
        docker.write_text(FAKE_DOCKER.format(python=sys.executable, log=str(self.log), failing=failing, gone=gone))
        docker.chmod(0o755)

    def write(self, **files):
        for name, text in files.items():
            self.file(name, text)

    def file(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def run(self, *command, status=0, folder=".", **environment):
        completed = subprocess.run(
            command, cwd=self.root / folder, env={**self.environment, **environment}, capture_output=True, text=True
        )
        output = completed.stdout + completed.stderr
        assert completed.returncode == status, output
        return output

    def hatchling(self, *arguments, **kwargs):
        """What `hatch build` starts for each target."""
        return self.run(sys.executable, "-m", "hatchling", "build", *arguments, **kwargs)

    @property
    def bakes(self):
        return self.log.read_text().count("\n") if self.log.exists() else 0

    def dist(self, folder="dist/claimed"):
        base = self.root / folder
        return {path.relative_to(base).as_posix(): path.read_bytes() for path in base.rglob("*") if path.is_file()}


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


@pytest.fixture
def called(workspace, capfd):
    """What `hatch-claimed` prints, called in this process, which saves the time that Python takes to start."""

    def call(*arguments, status=0, folder=".", **environment):
        variables = workspace.environment | environment
        capfd.readouterr()
        with (
            contextlib.chdir(workspace.root / folder),
            mock.patch.dict(os.environ, variables, clear=True),
            mock.patch.object(sys, "argv", ["hatch-claimed", *map(str, arguments)]),
            pytest.raises(SystemExit) as ended,
        ):
            main()
        output = "".join(capfd.readouterr())
        assert int(ended.value.code or 0) == status, output
        return output

    return call


@pytest.fixture
def project(workspace):
    """Scripts only, no package: two operators in Python."""
    workspace.file(
        "pyproject.toml",
        """\
[build-system]
requires = ["hatchling", "hatch-claimed"]
build-backend = "hatchling.build"

[project]
name = "demo"
version = "1.0"

[tool.hatch.build.hooks.claimed]

[tool.claimed]
repository = "registry.example.com/demo"
""",
    )
    workspace.file("operators/one.py", '"""First."""\nimport os\n\ncount = int(os.getenv("count", 3))\n')
    workspace.file("operators/two.py", '"""Second."""\nimport os\n\nname = os.getenv("name")\n')
    return workspace


@pytest.fixture
def example(workspace):
    """The example project as a newcomer finds it."""
    shutil.copytree(ROOT / "example-project", workspace.root, ignore=shutil.ignore_patterns("dist"))
    return workspace


@pytest.fixture(scope="session")
def wheels(tmp_path_factory):
    """A folder with our own wheel, for frontends that make an isolated environment."""
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder
