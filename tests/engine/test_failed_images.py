"""Images that fail take nothing away from those that do not."""

import json
import re
import subprocess
import sys
import urllib.request
import uuid
from pathlib import Path

import pytest
from builds import MANIFESTS, run

pytestmark = pytest.mark.engine

PYTHON = "127.0.0.1:5000/base/python:3.11"
COMMAND = str(Path(sys.executable).parent / "hatch-claimed")
SCRIPT = '"""An operator."""\n\n# pip install six==1.17.0\nimport six\n\nprint(six.__name__)\n'
# nothing listens there
NOWHERE = "127.0.0.1:9/nobody"


def claimed(root, *arguments, status=0):
    command = [COMMAND, "-C", str(root), *arguments]
    completed = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert completed.returncode == status, completed.stdout + completed.stderr
    return completed


@pytest.fixture(scope="module")
def broken_base(repository):
    """A base image without a Python, though it says that it has one."""
    reference = f"{repository}/broken-base:1"
    text = f"FROM {PYTHON}\nENV PYTHON_VERSION=3.11.9\nUSER 0\nRUN rm $(command -v python3) /usr/bin/python3* && echo {uuid.uuid4().hex} > /once\n"
    options = ("--push", "--provenance=false", "--tag", reference)
    run("docker", "buildx", "build", *options, "-", input=text)
    return reference


@pytest.fixture
def project(tmp_path, repository, broken_base):
    """Three operators: one that can be built, one that cannot, and one named `far` that cannot be pushed."""
    root = tmp_path / "project"
    (root / "operators").mkdir(parents=True)
    for name in ("good", "broken", "far"):
        (root / "operators" / f"{name}.py").write_text(SCRIPT)
    (root / "pyproject.toml").write_text(
        f'[tool.claimed]\nrepository = "{repository}/{uuid.uuid4().hex[:6]}"\nversion = "1"\npython = "3.11"\n'
        f'images = "push"\nbase-image = "{PYTHON}"\n\n'
        f'[tool.claimed.operators.broken]\nbase-image = "{broken_base}"\n\n'
        f'[tool.claimed.operators.far]\nrepository = "{NOWHERE}"\n'
    )
    return root


def catalog(root):
    document = json.loads((root / "dist" / "claimed" / "catalog.json").read_text())
    return {one["name"]: (one["image"], one.get("digest")) for one in document["operators"]}


def pushed(image):
    """The digest that the registry has under a tag."""
    host, _, rest = image.partition("/")
    repository, _, tag = rest.rpartition(":")
    request = urllib.request.Request(
        f"http://{host}/v2/{repository}/manifests/{tag}", headers={"Accept": MANIFESTS}, method="HEAD"
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.headers["Docker-Content-Digest"]


def test_what_was_done_is_kept_and_only_what_failed_is_built_again(project):
    claimed(project, "lock")
    first = claimed(project, "build", status=4)
    before = catalog(project)
    images = {name: image for name, (image, _) in before.items()}
    assert {name: digest for name, (_, digest) in before.items()} == {
        "good": pushed(images["good"]),
        "broken": None,
        "far": None,
    }
    assert_told(first, images)
    release = json.loads((project / "dist" / "claimed" / "release.json").read_text())
    assert [one["name"] for one in release["images"]] == ["good"]
    for name, image in images.items():
        assert image in (project / "dist" / "claimed" / name / f"{name}.cwl").read_text()
    second = claimed(project, "build", status=4)
    assert second.stderr.count(": reused, since it is there, from the same input") == 1
    assert "broken: built, since none is there from the same input" in second.stderr
    assert "far: not built, since its registry does not tell whether it is there" in second.stderr
    assert catalog(project) == before
    verified = claimed(project, "verify", "broken", "good", status=4)
    assert verified.stdout.startswith(f"good (linux/amd64): same  {before['good'][1]}\n")
    assert "the image of broken could not be built or pushed\n" in verified.stderr
    assert_mended(project, before)


def assert_told(build, images):
    assert f"  {images['broken']}  (failed)\n" in build.stdout
    assert re.search(
        r"^the image of broken could not be built or pushed\n {2}RUN .*\n {4}\S+ claimed: this base image has no python",
        build.stderr,
        re.MULTILINE,
    ), build.stderr
    assert re.search(
        r"^the image of far could not be built or pushed\n127\.0\.0\.1:9 refuses connections",
        build.stderr,
        re.MULTILINE,
    ), build.stderr
    told = build.stderr[build.stderr.index("2 of 3 images failed.") :]
    assert [image in told for image in (images["broken"], images["far"], images["good"])] == [True, True, False]


def assert_mended(project, before):
    manifest = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(manifest[: manifest.index("[tool.claimed.operators")])
    claimed(project, "lock")
    assert claimed(project, "build").stderr.count(": reused, since it is there") == 1
    found = catalog(project)
    assert {name: digest for name, (_, digest) in found.items()} == {
        "good": before["good"][1],
        **{name: pushed(found[name][0]) for name in ("broken", "far")},
    }
