"""Locked builds: the same images again, elsewhere and without a cache, and nothing built that is there already."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
import uuid
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parents[2]
COMMAND = str(Path(sys.executable).parent / "hatch-claimed")
NAMES = [
    "clean-measurements",
    "gw-make-measurements",
    "gw-summarise-measurements",
    "make-measurements",
    "summarise-measurements",
]


def claimed(root, *arguments, status=0, **more):
    completed = subprocess.run(
        [COMMAND, "-C", str(root), *arguments], capture_output=True, text=True, timeout=1200, **more
    )
    assert completed.returncode == status, completed.stdout + completed.stderr
    return completed


def copied(source, target, **ignored):
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("dist", ".claimed_cache"))
    return target


@pytest.fixture(scope="module")
def locked(tmp_path_factory, repository):
    """The example project, locked and pushed."""
    root = copied(ROOT / "example-project", tmp_path_factory.mktemp("locked") / "project")
    manifest = root / "pyproject.toml"
    text = manifest.read_text().replace("127.0.0.1:5000/rivers", f"{repository}/{uuid.uuid4().hex[:6]}")
    manifest.write_text(text.replace("[tool.claimed]\n", '[tool.claimed]\nimages = "push"\npin-images = true\n'))
    claimed(root, "lock")
    claimed(root, "build", "--locked")
    return root


def fetched(image, digest):
    """A manifest or an index, from the registry."""
    host, _, name = image.partition("/")
    url = f"http://{host}/v2/{name.partition(':')[0]}/manifests/{digest}"
    kinds = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json"
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": kinds}), timeout=10) as answer:
        return json.load(answer)


def digests(root):
    catalog = json.loads((root / "dist" / "claimed" / "catalog.json").read_text())
    return {one["name"]: one["digest"] for one in (*catalog["operators"], *catalog["grid_wrappers"])}


@pytest.fixture
def elsewhere(locked, tmp_path):
    """The same project in another folder, with other times, and with what the build wrote down."""
    root = copied(locked, tmp_path / "somewhere" / "else")
    for path in root.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    shutil.copytree(locked / "dist", root / "dist")
    return root


def test_images_come_out_the_same_elsewhere_without_a_cache(locked, elsewhere):
    completed = claimed(elsewhere, "verify", *NAMES, umask=0o077)
    found = completed.stdout.splitlines()
    assert [": same  sha256:" in line for line in found] == [True] * len(NAMES), completed.stdout
    expected = digests(locked)
    assert {line.split()[0]: line.split()[-1] for line in found} == {name: expected[name] for name in NAMES}


def test_verify_names_the_first_file_that_differs(elsewhere):
    script = elsewhere / "operators" / "make_measurements.py"
    script.write_text(script.read_text().replace("made %d", "MADE %d"))
    completed = claimed(elsewhere, "verify", "make-measurements", status=1)
    assert "make-measurements (linux/amd64): DIFFERS" in completed.stdout
    # it is one file of two names, and engines sort a layer by names
    assert "opt/app-root/src/operators/make_measurements.py differs in its content" in completed.stdout


def test_nothing_is_built_that_is_there(locked, elsewhere):
    again = claimed(elsewhere, "build", "--locked")
    assert "docker buildx bake" not in again.stderr
    assert again.stderr.count("reused, since it is there, from the same input") == 5
    assert digests(elsewhere) == digests(locked)
    forced = claimed(elsewhere, "build", "--force")
    assert forced.stderr.count("built, since asked for with --force") == 5
    assert digests(elsewhere) == digests(locked)


def test_only_what_changed_is_built(locked, elsewhere):
    notebook = elsewhere / "operators" / "clean_measurements.ipynb"
    notebook.write_text(notebook.read_text().replace("Cleans measurements", "Cleans all measurements"))
    again = claimed(elsewhere, "build", "--locked")
    assert again.stderr.count(": reused, since") == 4
    assert "clean-measurements: built, since none is there from the same input" in again.stderr
    changed = {name for name, digest in digests(elsewhere).items() if digest != digests(locked)[name]}
    assert changed == {"clean-measurements"}


def test_artifacts_and_the_release_name_what_was_pushed(locked):
    expected = digests(locked)
    folder = locked / "dist" / "claimed"
    release = json.loads((folder / "release.json").read_text())
    assert {one["name"]: one["digest"] for one in release["images"]} == expected
    assert all(one["platforms"] == {"linux/amd64": one["digest"]} for one in release["images"])
    for name, file in [("make-measurements", "make_measurements"), ("gw-make-measurements", "gw_make_measurements")]:
        for suffix in ("yaml", "job.yaml", "cwl"):
            text = (folder / name / f"{file}.{suffix}").read_text()
            assert f"claimed-{name}:0.1.0@{expected[name]}" in text


def test_a_changed_requirement_stops_a_locked_build_before_docker_starts(elsewhere, tmp_path):
    script = elsewhere / "operators" / "make_measurements.py"
    script.write_text(script.read_text().replace("numpy==2.2.6", "numpy==2.2.5"))
    before = (elsewhere / "dist" / "claimed" / "catalog.json").read_bytes()
    docker = tmp_path / "docker"
    docker.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\nexit 1\n")
    docker.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    failed = claimed(elsewhere, "build", "--locked", status=1, env=environment)
    assert failed.stderr.startswith(
        "operators/make_measurements.py:7: error CLM080: make-measurements requires `numpy==2.2.5`, "
        "and claimed.lock was made from `numpy==2.2.6` here\n"
    )
    assert not (tmp_path / "started").exists()
    assert (elsewhere / "dist" / "claimed" / "catalog.json").read_bytes() == before


def test_provenance_is_attached_and_left_out_of_the_comparison(elsewhere):
    manifest = elsewhere / "pyproject.toml"
    manifest.write_text(manifest.read_text() + '\n[tool.claimed.build]\nprovenance = "max"\n')
    claimed(elsewhere, "build", "--locked")
    catalog = json.loads((elsewhere / "dist" / "claimed" / "catalog.json").read_text())
    (one,) = [one for one in catalog["operators"] if one["name"] == "make-measurements"]
    index = fetched(one["image"], one["digest"])
    kinds = {part["platform"]["architecture"]: part for part in index["manifests"]}
    assert set(kinds) == {"amd64", "unknown"}
    assert one["platforms"] == {"linux/amd64": kinds["amd64"]["digest"]}
    attestation = fetched(one["image"], kinds["unknown"]["digest"])
    predicates = {layer["annotations"]["in-toto.io/predicate-type"] for layer in attestation["layers"]}
    assert predicates == {"https://slsa.dev/provenance/v0.2"}
    completed = claimed(elsewhere, "verify", "make-measurements")
    assert completed.stdout.split()[:3] == ["make-measurements", "(linux/amd64):", "same"]
    again = claimed(elsewhere, "build", "--locked")
    assert again.stderr.count("reused, since it is there, from the same input") == 5
