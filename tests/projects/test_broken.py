"""Builds of a part of a project: of what is named, and of all that has no errors."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest

from hatch_claimed.cli.main import main

BROKEN = '"""Counts."""\nimport os\nn = int(os.getenv("my key", 3))\n'
MORE = """
[tool.claimed.grid-wrappers.one]
parameters = { count = "{batch}" }

[tool.claimed.workflows.flow.steps.one]

[tool.claimed.workflows.bad.steps.broken]
"""
LEFT_OUT = """\
operators/broken.py:3: error CLM020: 'my key' cannot be the name of an environment variable.
    Write 'my_key': letters, digits and underscores, not beginning with a digit.
1 error
  operator broken: CLM020 in operators/broken.py
  workflow bad: needs broken
1 operator and 1 workflow are broken, and left out: nothing was built of what stands here
"""


@pytest.fixture
def project(project, monkeypatch):
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("PATH", project.environment["PATH"])
    project.file("operators/broken.py", BROKEN)
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write(MORE)
    return project


def build(_project, *arguments, status=0):
    """What the command says, called in this process, which saves most of the time."""
    said = io.StringIO()
    with (
        pytest.raises(SystemExit) as ended,
        redirect_stdout(said),
        redirect_stderr(said),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "argv", ["hatch-claimed", "build", *arguments])
        main()
    assert (ended.value.code or 0) == status, said.getvalue()
    return said.getvalue()


def told(project):
    """What the files say that tell of everything: catalogue, bake file, record and release."""
    folder = project.root / "dist/claimed"
    catalog = json.loads((folder / "catalog.json").read_text())
    bake = json.loads((folder / "docker-bake.json").read_text())
    record = json.loads((folder / ".build.json").read_text())
    release = folder / "release.json"
    images = json.loads(release.read_text())["images"] if release.exists() else []
    assert set(record["files"]) == {name for name in project.dist() if name != ".build.json"}
    assert bake["group"]["default"]["targets"] == list(bake["target"])
    assert [one["name"] for one in images] == sorted(record["images"])
    return {key: [one["name"] for one in entries] for key, entries in catalog.items()} | {
        "targets": list(bake["target"]),
        "images": sorted(record["images"]),
    }


def test_what_is_named_and_what_it_needs(project):
    said = build(project, "gw-one")
    assert "1 operator and 1 workflow are broken beside it: `hatch-claimed check` says why\n" in said
    assert "CLM020" not in said
    assert {name.split("/")[0] for name in project.dist()} == {
        *(".build.json", "catalog.json", "docker-bake.json"),
        *("gw-one", "one"),
    }
    first = project.dist()
    build(project, "two")
    both = project.dist()
    assert {name: both[name] for name in first if "/" in name} == {name: first[name] for name in first if "/" in name}
    assert told(project) == {
        "operators": ["one", "two"],
        "grid_wrappers": ["gw-one"],
        "workflows": [],
        "broken": ["broken", "bad"],
        "targets": ["gw-one", "one", "two"],
        "images": [],
    }
    build(project, "flow", "operators/two.py")
    assert told(project)["workflows"] == ["flow"]
    assert both.items() - project.dist().items() <= {(name, both[name]) for name in (".build.json", "catalog.json")}


def test_all_by_name_is_all(project):
    build(project, "--keep-going", status=1)
    everything = project.dist()
    (project.root / "dist/claimed/one/one.cwl").unlink()
    build(project, "one")
    build(project, "two", "gw-one", "flow")
    now = project.dist()
    assert {name for name in everything if everything[name] != now.get(name)} <= {".build.json"}


def test_images_of_others_stay_recorded(project):
    build(project, "one", "--images", "build")
    build(project, "two", "--images", "build")
    assert told(project)["images"] == ["one", "two"]
    build(project, "one", "--images", "off")
    assert told(project)["images"] == ["two"]
    # what is broken now is told of no more
    project.file("operators/two.py", "def (")
    build(project, "one", "--images", "off")
    assert told(project) | {"broken": []} == {
        "operators": ["one"],
        "grid_wrappers": [],
        "workflows": [],
        "broken": [],
        "targets": ["one"],
        "images": [],
    }


@pytest.mark.parametrize("name", ["broken", "bad", "operators/broken.py"])
def test_something_broken_that_is_named_stops(project, name):
    build(project, "two")
    before = project.dist()
    said = build(project, "one", name, status=1)
    assert said.endswith(LEFT_OUT.partition("  operator")[0])
    assert project.dist() == before


@pytest.mark.parametrize(
    ("name", "close"), [("tow", "did you mean two?"), ("nothing-like-it", "there are gw-one, one")]
)
def test_unknown_names(project, name, close):
    assert f"there is no operator, grid wrapper or workflow {name!r}: {close}" in build(project, name, status=2)
    assert not (project.root / "dist").exists()


def test_all_that_can_be_built(project):
    build(project, "one")
    project.file("operators/broken.py", BROKEN.replace("my key", "my_key"))
    build(project)
    project.file("operators/broken.py", BROKEN)
    before = project.dist()
    build(project, status=1)
    assert project.dist() == before
    said = build(project, "--keep-going", status=1)
    assert LEFT_OUT in said
    assert not [name for name in project.dist() if "broken" in name or "bad" in name]
    assert told(project)["operators"] == ["one", "two"]


def test_all_that_can_be_built_of_what_is_named(project):
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write("\n[tool.claimed.grid-wrappers.broken]\n")
    said = build(project, "one", "gw-broken", "--keep-going", status=1)
    assert "  operator broken: CLM020 in operators/broken.py\n" in said
    assert "1 grid wrapper and 1 operator are broken, and left out: nothing was built of what stands here\n" in said
    assert "error CLM020" in said
    assert "bad" not in said
    assert told(project)["operators"] == ["one"]
    assert "beside it" in build(project, "one", "--keep-going")
    assert "CLM020" in build(project, "broken", "bad", "--keep-going", status=1)
    assert "did you mean two?" in build(project, "tow", "broken", "--keep-going", status=2)
    assert told(project)["operators"] == ["one"]


def test_nothing_that_can_be_built(project):
    for name in ("one", "two"):
        project.file(f"operators/{name}.py", "def (")
    assert "3 errors\n" in build(project, "--keep-going", status=1)
    assert not (project.root / "dist").exists()


def test_the_setting(project):
    assert "CLM020" in project.hatchling("-t", "wheel", status=1)
    manifest = project.root / "pyproject.toml"
    manifest.write_text(
        manifest.read_text().replace("[tool.claimed]\n", '[tool.claimed]\nkeep-going = true\nwheel-path = "ops"\n')
    )
    for target in ("claimed", "wheel", "wheel"):
        assert LEFT_OUT in project.hatchling("-t", target)
    assert list((project.root / "dist").glob("demo-1.0-*.whl"))
    assert LEFT_OUT in build(project)
    assert LEFT_OUT in build(project, "--keep-going", status=1)
    assert told(project)["broken"] == ["broken", "bad"]
