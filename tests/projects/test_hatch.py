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


def test_a_failing_image_names_the_operator_and_keeps_the_old_artifacts(project):
    project.hatchling("-t", "claimed")
    before = project.dist()
    project.file("operators/three.py", '"""Third."""\n')
    project.fake_docker(failing="three")
    output = project.hatchling("-t", "claimed", status=1, CLAIMED_IMAGES="build")
    assert "the image of three could not be built or pushed\n  RUN it\n    0.1 no such thing" in output
    assert "Traceback" not in output
    assert project.dist() == before


def test_without_docker_nothing_is_written(project):
    (project.bin / "docker").unlink()
    path = f"{project.bin}:{project.root.parent}"
    output = project.hatchling("-t", "claimed", status=1, CLAIMED_IMAGES="build", PATH=path)
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
