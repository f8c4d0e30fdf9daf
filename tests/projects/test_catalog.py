"""`hatch-claimed catalog` for a copy of the example project."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = str(Path(sys.executable).parent / "hatch-claimed")
DIGEST = f"sha256:{'1' * 64}"
NO_IMAGE = "none: no image was built of what the project holds now"


@pytest.fixture
def example(tmp_path):
    root = tmp_path / "project"
    shutil.copytree(ROOT / "example-project", root, ignore=shutil.ignore_patterns("dist", ".hatch"))
    return root


def called(root, *arguments, status=0):
    environment = {**os.environ, "CLAIMED_IMAGES": "off"}
    done = subprocess.run([PROGRAM, "-C", str(root), *arguments], capture_output=True, text=True, env=environment)
    assert done.returncode == status, done.stderr
    return done.stdout


def page(root, name):
    return (root / "dist/claimed/site/components" / f"{name}.html").read_text()


def test_the_site_of_the_example(example):
    assert called(example, "catalog") == "dist/claimed/site/index.html\n"
    site = example / "dist/claimed/site"
    assert sorted(one.relative_to(site).as_posix() for one in site.rglob("*.html")) == [
        "components/clean-measurements.html",
        "components/gw-make-measurements.html",
        "components/gw-summarise-measurements.html",
        "components/make-measurements.html",
        "components/summarise-measurements.html",
        "index.html",
        "workflows/river-study.html",
    ]
    called(example, "build")
    for name in ("make_measurements.yaml", "make_measurements.job.yaml", "make_measurements.cwl"):
        built = (example / "dist/claimed/make-measurements" / name).read_bytes()
        assert (site / "files/make-measurements" / name).read_bytes() == built
    assert not list(site.rglob("Dockerfile"))
    assert NO_IMAGE in page(example, "make-measurements")


def test_nothing_is_written_twice(example):
    called(example, "catalog")
    index = example / "dist/claimed/site/index.html"
    before = index.stat().st_ino
    called(example, "catalog")
    assert index.stat().st_ino == before
    (example / "dist/claimed/site/components/make-measurements.html").unlink()
    called(example, "catalog")
    assert index.stat().st_ino != before
    assert "<h1>make-measurements" in page(example, "make-measurements")


def built_as_if(root):
    """What a build that made images leaves behind."""
    called(root, "build")
    folder = root / "dist/claimed"
    names = ["make-measurements", "clean-measurements"]
    bake = json.loads((folder / "docker-bake.json").read_text())
    inputs = {name: hash_in(bake["target"][name]["labels"]) for name in names}
    images = [{"name": name, "input": inputs[name]} for name in names]
    (folder / "release.json").write_text(json.dumps({"images": images}))
    record = json.loads((folder / ".build.json").read_text())
    record["images"] = {name: {"digest": DIGEST, "platforms": {"linux/amd64": DIGEST}} for name in names}
    (folder / ".build.json").write_text(json.dumps(record))


def hash_in(labels):
    [found] = [value for value in labels.values() if value.startswith("sha256:")]
    return found


def test_digests_are_those_of_what_the_project_holds(example):
    built_as_if(example)
    called(example, "catalog")
    assert DIGEST in page(example, "make-measurements")
    assert NO_IMAGE in page(example, "summarise-measurements")
    script = example / "operators/make_measurements.py"
    script.write_text(script.read_text() + "\n# changed\n")
    called(example, "catalog")
    assert NO_IMAGE in page(example, "make-measurements")
    assert DIGEST in page(example, "clean-measurements")


def test_errors_leave_the_site_as_it_is(example):
    called(example, "catalog")
    before = page(example, "make-measurements")
    with (example / "pyproject.toml").open("a") as manifest:
        manifest.write("[tool.claimed.nothing]\n")
    called(example, "catalog", status=1)
    assert page(example, "make-measurements") == before


def test_what_is_broken_is_marked(example):
    called(example, "catalog")
    (example / "operators/make_measurements.py").write_text("def (")
    called(example, "catalog", status=1)
    site = example / "dist/claimed/site"
    pages = [one.relative_to(site).as_posix() for one in site.rglob("*.html")]
    assert not [one for one in pages if "make-measurements" in one or "river-study" in one]
    index = (site / "index.html").read_text()
    assert '<li data-kind="broken"><h2>make-measurements</h2>' in index
    assert "operators/make_measurements.py:1:5: error CLM010" in index
    assert "needs make-measurements, which is broken" in index
    assert "components/clean-measurements.html" in pages
    settings = example / "pyproject.toml"
    settings.write_text(settings.read_text().replace("[tool.claimed]\n", "[tool.claimed]\nkeep-going = true\n"))
    called(example, "catalog")


def test_the_site_s_files_are_no_operators(example):
    settings = example / "pyproject.toml"
    text = settings.read_text().replace(
        "[tool.claimed]\n", '[tool.claimed]\ninclude = ["**/*_measurements.*", "**/*.py"]\n'
    )
    settings.write_text(text)
    before = called(example, "list")
    assert "river-study-pipeline" not in before
    called(example, "catalog")
    assert called(example, "list") == before
