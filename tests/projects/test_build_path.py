"""`hatch-claimed build path/to/script`: of one script, without a project, what C3's commands make of it."""

import json
import tarfile
from functools import partial
from pathlib import Path

import pytest
import yaml

SCRIPT = '''\
"""Counts."""
import os
import tools

count = int(os.getenv("count", 2))


def grid_process(batch_id, count, **kwargs):
    print(batch_id, count)


def each(batch_id, count, **kwargs):
    print(batch_id, count)


if __name__ == "__main__":
    print(tools.table, count)
'''
ARTIFACTS = ("yaml", "job.yaml", "cwl")
TEAM = "registry.example.com/team"


@pytest.fixture
def scripts(workspace):
    workspace.file("jobs/count_words.py", SCRIPT)
    workspace.file("jobs/tools.py", "table = 1\n")
    for name in ("a.csv", "b.csv", "c.txt"):
        workspace.file(f"tables/{name}", name)
    return workspace


@pytest.fixture
def build(called):
    return partial(called, "build")


def catalog(scripts, folder="dist/claimed-count-words"):
    return json.loads((scripts.root / folder / "catalog.json").read_text())


def in_image(scripts, folder="dist/claimed-count-words"):
    names = set()
    for path in (scripts.root / folder / "count-words/context").glob("*.tar"):
        with tarfile.open(path) as archive:
            names.update(Path(name).name for name in archive.getnames())
    return names


def bake(scripts):
    [line] = scripts.log.read_text().splitlines()
    return json.loads(line)["arguments"]


def test_it_makes_what_c3_makes_and_pushes_it(scripts, build):
    said = build("jobs/count_words.py", "tables/*.csv", "--repository", TEAM)
    folder = "dist/claimed-count-words/count-words"
    lines = said.splitlines()
    assert [line for line in lines if line.startswith("  ")] == [
        f"  {TEAM}/claimed-count-words:0.1  sha256:{0:064x}",
        *(f"  {folder}/count_words.{suffix}" for suffix in ARTIFACTS),
    ]
    assert "--push" in bake(scripts)
    job = yaml.safe_load((scripts.root / folder / "count_words.job.yaml").read_text())
    assert job["spec"]["template"]["spec"]["containers"][0]["image"] == f"{TEAM}/claimed-count-words:0.1"
    assert in_image(scripts) >= {"count_words.py", "tools.py", "a.csv", "b.csv"}
    assert "c.txt" not in in_image(scripts)
    # nothing but the artifact folder
    assert {path.name for path in scripts.root.iterdir()} == {"jobs", "tables", "dist"}
    assert {path.name for path in (scripts.root / "dist").iterdir()} == {"claimed-count-words"}


def test_the_words_of_c3(scripts, build):
    build("-r", TEAM, "-v", "0.3", "jobs/count_words.py", "--base-image", "docker.io/library/python:3.13")
    [operator] = catalog(scripts)["operators"]
    assert operator["image"] == f"{TEAM}/claimed-count-words:0.3"
    dockerfile = scripts.root / "dist/claimed-count-words/count-words/context/Dockerfile"
    assert "docker.io/library/python:3.13" in dockerfile.read_text()
    build("jobs/count_words.py", "--python", "3.13", "--images", "off")
    assert "python:3.13-slim" in dockerfile.read_text()


def test_without_a_repository_an_image_is_built_and_stays_here(scripts, build):
    said = build("jobs/count_words.py")
    assert "localhost/claimed-count-words:0.1  sha256:" in said
    assert "Nothing is pushed: --repository REGISTRY/NAMESPACE says where to.\n" in said
    assert "--load" in bake(scripts)
    assert "--push" not in bake(scripts)
    said = build("jobs/count_words.py", "--images", "push", status=2)
    assert "--images push needs a place to push to: --repository REGISTRY/NAMESPACE" in said


@pytest.mark.parametrize("way", ["option", "variable"])
def test_artifacts_alone(scripts, build, way):
    options, variables = (("--images", "off"), {}) if way == "option" else ((), {"CLAIMED_IMAGES": "off"})
    said = build("jobs/count_words.py", "-r", TEAM, *options, **variables)
    assert f"{TEAM}/claimed-count-words:0.1  (no image built)" in said
    assert scripts.bakes == 0


@pytest.mark.parametrize(
    ("options", "process", "store"),
    [
        (("--grid-wrapper",), "grid_process", "local"),
        (("-p", "each", "-b", "s3kv"), "each", "s3kv"),
    ],
)
def test_a_grid_wrapper(scripts, build, options, process, store):
    said = build("jobs/count_words.py", "tables/a.csv", "--images", "off", *options)
    folder = "dist/claimed-count-words/gw-count-words"
    for suffix in ARTIFACTS:
        assert f"  {folder}/gw_count_words.{suffix}\n" in said
    [wrapper] = catalog(scripts)["grid_wrappers"]
    assert (wrapper["process"], wrapper["backend"]) == (process, store)
    assert wrapper["image"] == "localhost/claimed-gw-count-words:0.1"


def test_two_scripts_stand_side_by_side_and_are_built_again(scripts, build):
    scripts.file("other.R", 'x <- Sys.getenv("x", "1")\n')
    pytest.importorskip("tree_sitter_language_pack")
    build("jobs/count_words.py", "--images", "off")
    build("other.R", "--images", "off")
    before = scripts.dist("dist")
    assert {name.split("/")[0] for name in before} == {"claimed-count-words", "claimed-other"}
    # a pattern that names everything takes nothing of what was built
    build("jobs/count_words.py", "**", "--images", "off")
    first = scripts.dist("dist")
    build("jobs/count_words.py", "**", "--images", "off")
    assert scripts.dist("dist") == first
    assert in_image(scripts) >= {"other.R", "c.txt"}
    assert not {name for name in in_image(scripts) if name.endswith((".yaml", ".cwl", "Dockerfile"))}


def test_a_script_elsewhere_leaves_its_artifacts_here(scripts, build):
    (scripts.root / "inner").mkdir()
    said = build("../jobs/count_words.py", "--images", "off", folder="inner")
    assert "  dist/claimed-count-words/count-words/count_words.cwl\n" in said
    assert (scripts.root / "inner/dist/claimed-count-words/count-words/count_words.cwl").is_file()
    said = build("../jobs/count_words.py", "../tables/a.csv", folder="inner", status=2)
    assert (
        f"../tables/a.csv does not lie below {scripts.root}/jobs, where count_words.py and all that comes along" in said
    )


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("jobs/count_words.py", "-r", "Foo/Bar"), 2, '`repository` is "Foo/Bar": Write a registry and a namespace in'),
        (("jobs/count_words.py", "no/*.csv"), 1, "holds 'no/*.csv', which matches no"),
        (("jobs/count_words.py", "-p", "nothing"), 1, "error CLM"),
        (("jobs/count_words.py", "--locked"), 2, "--locked and --keep-going are for projects, and this is one script"),
        (("nothing.py",), 2, "there is no file nothing.py"),
        (("-r", TEAM), 2, "--repository: this is for a script alone, `build path/to/script.py`"),
    ],
)
def test_mistakes(scripts, build, arguments, status, says):
    said = build(*arguments, status=status)
    assert says in said
    assert not (scripts.root / "dist").exists()


def test_a_file_that_stays_behind(scripts, build):
    scripts.file("read.py", "print(open('tables/a.csv').read())\n")
    said = build("read.py", "--images", "off")
    assert "CLM123" in said
    # no project is there to write anything into
    assert "Name it in the command: `build read.py FILE`, `run --files FILE read.py`." in said
    assert "pyproject.toml" not in said
    assert "A file comes along when it is named: build read.py FILE\n" in said
    assert "CLM123" not in build("read.py", "tables/a.csv", "--images", "off")


def test_in_a_project_what_it_says_for_all_counts_and_its_artifacts_stay(scripts, build):
    scripts.file("pyproject.toml", f'[tool.claimed]\nrepository = "{TEAM}"\nversion = "7"\nimages = "build"\n')
    scripts.file("operators/one.py", '"""One."""\n')
    build()
    before = scripts.dist()
    said = build("jobs/count_words.py", "tables/a.csv")
    assert "jobs/count_words.py is no operator of the project: what it says for all of its operators counts" in said
    assert f"{TEAM}/claimed-count-words:7  sha256:" in said
    assert scripts.dist() == before
    said = build("operators/one.py", "-r", TEAM, "--base-image", "x", status=2)
    assert "--repository, --base-image: one is an operator of the project, of which pyproject.toml says this" in said
