"""The hook and the build target, called as Hatch calls them."""

import json
import sys
import tarfile
import zipfile

import pytest

from hatch_claimed.artifacts.registry import ARTIFACTS

EXPECTED = {
    ".build.json",
    "catalog.json",
    "docker-bake.json",
    *(
        f"{name}/{file}"
        for name in ("one", "two")
        for file in (
            *(f"{name}{artifact.suffix}" for artifact in ARTIFACTS),
            "context/Dockerfile",
            "context/app.tar",
            "context/launcher.tar",
            "context/asked.tar",
            *(f"context/packages/{file}" for file in ("install.sh", "locate.py", "names.txt")),
        )
    ),
    # the one with a String
    "two/two.step.cwl",
}


def test_scripts_without_a_package_build(project):
    project.hatchling("-t", "sdist")
    project.hatchling("-t", "wheel")
    assert set(project.dist()) == EXPECTED
    assert sorted(path.name for path in (project.root / "dist").iterdir()) == [
        "claimed",
        "demo-1.0-py2.py3-none-any.whl",
        "demo-1.0.tar.gz",
    ]


def test_two_builds_are_equal_to_the_byte(project):
    project.hatchling("-t", "claimed")
    first = project.dist()
    for script in (project.root / "operators").iterdir():
        script.touch()
    project.hatchling("-c", "-t", "claimed", SOURCE_DATE_EPOCH="86400", TZ="Asia/Tokyo", PYTHONHASHSEED="7")
    assert project.dist() == first


def test_sdist_and_wheel_build_images_once(project):
    project.hatchling("-t", "sdist", CLAIMED_IMAGES="push")
    assert project.bakes == 1
    project.hatchling("-t", "wheel", CLAIMED_IMAGES="push")
    assert project.bakes == 1
    project.hatchling("-t", "claimed", CLAIMED_IMAGES="push")
    assert project.bakes == 2


@pytest.mark.parametrize("mode", ["build", "push"])
def test_an_image_that_is_gone_is_built_again(project, mode):
    project.hatchling("-t", "wheel", CLAIMED_IMAGES=mode)
    project.fake_docker(gone="claimed-two")
    project.hatchling("-t", "wheel", CLAIMED_IMAGES=mode)
    assert project.bakes == 2


def test_the_bake_and_its_digests(project):
    output = project.hatchling("-t", "claimed", CLAIMED_IMAGES="push")
    (bake,) = [json.loads(line) for line in project.log.read_text().splitlines()]
    assert bake["arguments"][:6] == ["buildx", "bake", "--file", "dist/claimed/docker-bake.json", "--progress", "plain"]
    assert bake["arguments"][8:] == ["--push", "one", "two"]
    assert "+ docker buildx bake --file dist/claimed/docker-bake.json" in output
    catalog = json.loads(project.dist()["catalog.json"])
    assert {one["name"]: one["digest"] for one in catalog["operators"]} == {
        "one": f"sha256:{0:064x}",
        "two": f"sha256:{1:064x}",
    }


def test_modes_differ_by_operator(project):
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write('images = "build"\n[tool.claimed.operators.two]\nimages = "off"\n')
    project.hatchling("-t", "claimed")
    (bake,) = [json.loads(line) for line in project.log.read_text().splitlines()]
    assert bake["arguments"][8:] == ["--load", "one"]


@pytest.fixture
def three(project):
    """The project with a third operator, whose image fails."""
    project.hatchling("-t", "claimed")
    project.file("operators/three.py", '"""Third."""\n')
    project.fake_docker(failing="three")
    return project


def images(project):
    """The digests of the catalogue, and of the record."""
    catalog = json.loads(project.dist()["catalog.json"])
    record = json.loads(project.dist()[".build.json"])
    found = {one["name"]: one.get("digest") for one in catalog["operators"]}
    assert {name: one["digest"] for name, one in record["images"].items()} == {k: v for k, v in found.items() if v}
    return found


FAILED = """\
the image of three could not be built or pushed
  RUN it
    0.1 no such thing
1 of 3 images failed. {folder}/dist/claimed is written: it holds all artifacts, and the 2 images that did not fail, \
by digest.
Artifacts, and workflows, that use these images name what is not there, or is the image of an earlier build:
  registry.example.com/demo/claimed-three:1.0
Mend what failed and build again: images that are locked, and did not fail, are not built once more.
"""
DIGESTS = {"one": f"sha256:{0:064x}", "three": None, "two": f"sha256:{1:064x}"}


@pytest.mark.parametrize("target", ["claimed", "sdist"])
def test_an_image_that_fails_takes_nothing_away_from_others(three, target):
    output = three.hatchling("-t", target, status=4, CLAIMED_IMAGES="build")
    assert output.endswith(FAILED.format(folder=three.root))
    assert "once more without those that failed: one, two\n" in output
    assert "Traceback" not in output
    assert {"one/one.yaml", "three/three.yaml", "two/two.yaml"} < set(three.dist())
    assert images(three) == DIGESTS
    assert not list((three.root / "dist").glob("*.tar.gz"))


def test_the_hook_does_not_hold_an_image_that_failed_for_done(three):
    three.hatchling("-t", "wheel", status=4, CLAIMED_IMAGES="build")
    before = three.bakes
    three.hatchling("-t", "wheel", status=4, CLAIMED_IMAGES="build")
    assert three.bakes > before
    three.fake_docker()
    three.hatchling("-t", "wheel", CLAIMED_IMAGES="build")
    assert None not in images(three).values()
    before = three.bakes
    three.hatchling("-t", "wheel", CLAIMED_IMAGES="build")
    assert three.bakes == before


def test_the_command_says_which_failed(three):
    output = three.run("hatch-claimed", "build", "--images", "build", status=4)
    assert output.endswith(FAILED.format(folder=three.root))
    assert f"registry.example.com/demo/claimed-one:1.0  {DIGESTS['one']}\n" in output
    assert "registry.example.com/demo/claimed-three:1.0  (failed)\n" in output


def test_artifacts_of_an_image_that_failed_name_its_tag(three):
    manifest = three.root / "pyproject.toml"
    manifest.write_text(manifest.read_text() + "pin-images = true\n")
    three.hatchling("-t", "claimed", status=4, CLAIMED_IMAGES="build")
    assert (
        f"image: registry.example.com/demo/claimed-one:1.0@{DIGESTS['one']}\n" in three.dist()["one/one.yaml"].decode()
    )
    assert "image: registry.example.com/demo/claimed-three:1.0\n" in three.dist()["three/three.yaml"].decode()


def test_a_named_image_that_fails_is_no_more_and_others_stay(three):
    three.fake_docker()
    three.run("hatch-claimed", "build", "--images", "build")
    before = images(three)
    three.fake_docker(failing="three")
    output = three.run("hatch-claimed", "build", "three", "--images", "build", "--force", status=4)
    assert "1 of 1 image failed." in output
    assert images(three) == {**before, "three": None}
    assert None not in before.values()


def test_what_is_broken_and_what_failed_are_both_told(three):
    three.file("operators/four.py", "def broken(:\n")
    output = three.run("hatch-claimed", "build", "--keep-going", "--images", "build", status=4)
    assert images(three) == DIGESTS
    assert "1 of 3 images failed." in output
    assert "operators/four.py:1:" in output


def test_ctrl_c_leaves_the_last_build_as_it_was(three):
    before = three.dist()
    (three.bin / "docker").write_text('#!/bin/sh\ntest "$2" != bake || { kill -INT $PPID; sleep 9; }\n')
    three.run("hatch-claimed", "build", "--images", "build", status=130)
    assert three.dist() == before


def test_without_docker_nothing_is_written(project):
    (project.bin / "docker").unlink()
    path = f"{project.bin}:{project.root.parent}"
    output = project.hatchling("-t", "claimed", status=3, CLAIMED_IMAGES="build", PATH=path)
    assert "images were asked for, but there is no `docker` command: install Docker Engine." in output
    assert "Traceback" not in output
    assert not (project.root / "dist" / "claimed").exists()
    project.hatchling("-t", "claimed", PATH=path)
    assert set(project.dist()) == EXPECTED


@pytest.mark.parametrize("target", ["sdist", "wheel", "claimed"])
def test_errors_stop_every_target_without_a_traceback(project, target):
    project.file("operators/two.py", "import os\nx = (\n")
    output = project.hatchling("-t", target, status=1)
    assert "operators/two.py:2:" in output
    assert "error CLM010" in output
    assert "Traceback" not in output
    assert not (project.root / "dist" / "claimed").exists()


def test_an_edited_script_is_built_again(project):
    project.hatchling("-t", "wheel")
    project.file("operators/one.py", '"""Changed."""\n')
    project.hatchling("-t", "wheel")
    assert json.loads(project.dist()["catalog.json"])["operators"][0]["description"] == "Changed."


def test_cleaning_takes_what_builds_made_and_nothing_else(project):
    project.hatchling("-t", "sdist", "-t", "wheel")
    project.file("dist/claimed/notes.txt", "mine")
    project.file("dist/other.txt", "mine")
    project.run(sys.executable, "-m", "hatchling", "build", "--clean-only", "-t", "sdist", "-t", "wheel")
    left = [path.relative_to(project.root).as_posix() for path in (project.root / "dist").rglob("*") if path.is_file()]
    assert sorted(left) == ["dist/claimed/notes.txt", "dist/other.txt"]


def test_a_clean_build_builds_images_once(project):
    project.hatchling("-c", "-t", "sdist", CLAIMED_IMAGES="build")
    project.hatchling("-c", "-t", "wheel", CLAIMED_IMAGES="build")
    assert project.bakes == 1
    assert set(project.dist()) == {*EXPECTED, "release.json"}


def test_a_dynamic_version(project):
    text = (project.root / "pyproject.toml").read_text().replace('version = "1.0"', 'dynamic = ["version"]')
    project.file("pyproject.toml", text + '\n[tool.hatch.version]\npath = "about.py"\n')
    project.file("about.py", '__version__ = "3.1+local"\n')
    project.hatchling("-t", "claimed")
    images = [one["image"] for one in json.loads(project.dist()["catalog.json"])["operators"]]
    assert images[0] == "registry.example.com/demo/claimed-one:3.1-local"


def test_artifacts_travel_in_the_wheel_on_request(project):
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write('wheel-path = "demo/operators"\n')
    project.hatchling("-t", "sdist")
    project.hatchling("-t", "wheel")
    shipped = {f"{name}/{name}{artifact.suffix}" for name in ("one", "two") for artifact in ARTIFACTS}
    shipped.add("two/two.step.cwl")
    with zipfile.ZipFile(project.root / "dist" / "demo-1.0-py2.py3-none-any.whl") as wheel:
        names = {name for name in wheel.namelist() if not name.startswith("demo-1.0.dist-info")}
    assert names == {f"demo/operators/{name}" for name in {*shipped, "catalog.json"}}
    with tarfile.open(project.root / "dist" / "demo-1.0.tar.gz") as sdist:
        assert "demo-1.0/dist/claimed/one/one.yaml" in sdist.getnames()


def test_a_build_directory_elsewhere_gets_artifacts_and_no_images(project, tmp_path):
    project.hatchling("-d", str(tmp_path / "out"), "-t", "wheel", CLAIMED_IMAGES="push")
    assert set(project.dist(tmp_path / "out" / "claimed")) == EXPECTED
    assert project.bakes == 0
    assert not (project.root / "dist").exists()


def test_another_build_directory_holds_for_the_command_too(project):
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write('[tool.hatch.build]\ndirectory = "out"\n')
    project.run("hatch-claimed", "build")
    assert set(project.dist("out/claimed")) == EXPECTED
    before = project.dist("out/claimed")
    project.hatchling("-t", "claimed")
    assert project.dist("out/claimed") == before
    assert b'"context": "out/claimed/one/context"' in before["docker-bake.json"]
