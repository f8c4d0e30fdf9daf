import json
import os
import shutil
import subprocess
import sys
import urllib.request
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGISTRY = "127.0.0.1:5000"
# helpers lie here
sys.path.insert(0, str(Path(__file__).parent))
MANIFESTS = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json"


def pytest_collection_modifyitems(items):
    if os.environ.get("CLAIMED_TESTS_MUST_RUN"):
        return
    answers = shutil.which("docker") and subprocess.run(["docker", "version"], capture_output=True).returncode == 0
    for item in items:
        if "engine" in item.path.parts and not answers:
            item.add_marker(pytest.mark.skip(reason="no Docker engine runs here"))


def run(*command, status=0, timeout=600, **kwargs):
    completed = subprocess.run(command, capture_output=True, text=True, timeout=timeout, **kwargs)
    assert completed.returncode == status, completed.stdout + completed.stderr
    return completed.stdout


class Built:
    """A project whose images were built and pushed."""

    def __init__(self, root, output):
        self.root = root
        self.output = output
        catalog = json.loads((root / "dist" / "claimed" / "catalog.json").read_text())
        self.operators = {one["name"]: one for one in (*catalog["operators"], *catalog["grid_wrappers"])}

    def image(self, name):
        return self.operators[name]["image"]

    def artifact(self, name, kind):
        return self.root / "dist" / "claimed" / self.operators[name]["artifacts"][kind]

    def docker_run(self, name, *arguments, options=(), status=0, **kwargs):
        command = ["docker", "run", "--rm", "--network", "none", *options, self.image(name), *arguments]
        return run(*command, status=status, **kwargs)

    def manifest(self, name):
        repository, _, tag = self.image(name).removeprefix(f"{REGISTRY}/").rpartition(":")
        request = urllib.request.Request(
            f"http://{REGISTRY}/v2/{repository}/manifests/{tag}", headers={"Accept": MANIFESTS}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.headers["Docker-Content-Digest"], json.load(answer)


def build(root, images="push"):
    command = [Path(sys.executable).parent / "hatch-claimed", "-C", str(root), "build", "--images", images]
    completed = subprocess.run(command, capture_output=True, text=True, timeout=1200)
    assert completed.returncode == 0, completed.stdout + completed.stderr
    return Built(root, completed.stderr)


@pytest.fixture(scope="session")
def repository():
    """A namespace in the registry that no other run uses."""
    return f"{REGISTRY}/test-{uuid.uuid4().hex[:8]}"


@pytest.fixture(scope="session")
def example(tmp_path_factory, repository):
    """The example project, built and pushed; the local copies of its images are gone."""
    root = tmp_path_factory.mktemp("example") / "project"
    shutil.copytree(ROOT / "example-project", root, ignore=shutil.ignore_patterns("dist"))
    manifest = root / "pyproject.toml"
    manifest.write_text(manifest.read_text().replace(f"{REGISTRY}/rivers", f"{repository}/rivers"))
    built = build(root)
    for name in built.operators:
        run("docker", "image", "rm", "--force", built.image(name))
    return built


@pytest.fixture
def scratch(tmp_path):
    """A folder that any user of a container may write to."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    folder.chmod(0o777)
    return folder


@pytest.fixture
def small(tmp_path, repository):
    """Build a project of one operator."""

    def make(script, name="operators/probe.py", files=(), manifest="", images="build"):
        root = tmp_path / "small"
        for path, text in {name: script, **dict(files)}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        (root / "pyproject.toml").write_text(
            f'[tool.claimed]\nrepository = "{repository}/small"\nversion = "1"\npython = "3.11"\n'
            f'base-image = "docker.io/library/python:3.11-slim"\n{manifest}'
        )
        return build(root, images)

    return make


@pytest.fixture(scope="session")
def object_store(tmp_path_factory):
    """A connection to a bucket of a running object store, which containers reach through the host's network."""
    sys.path.insert(0, str(ROOT / "tests" / "grid" / "objects"))
    import servers

    binary = servers.program("weed")
    if binary is None:
        stop = pytest.fail if os.environ.get("CLAIMED_TESTS_MUST_RUN") else pytest.skip
        stop("there is no weed")
    server = servers.seaweedfs(binary, tmp_path_factory.mktemp("weed"))
    try:
        server.start()
        yield server.connection
    finally:
        server.stop()


@pytest.fixture(scope="session")
def client():
    """The path that an environment variable names."""

    def path(variable):
        value = os.environ.get(variable, "")
        if not value:
            stop = pytest.fail if os.environ.get("CLAIMED_TESTS_MUST_RUN") else pytest.skip
            stop(f"{variable} is not set")
        return value

    return path
