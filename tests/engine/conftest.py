import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# helpers lie here
sys.path.insert(0, str(Path(__file__).parent))

from builds import REGISTRY, build, run  # noqa: E402


def pytest_collection_modifyitems(items):
    if os.environ.get("CLAIMED_TESTS_MUST_RUN"):
        return
    answers = shutil.which("docker") and subprocess.run(["docker", "version"], capture_output=True).returncode == 0
    for item in items:
        if "engine" in item.path.parts and not answers:
            item.add_marker(pytest.mark.skip(reason="no Docker engine runs here"))


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
