"""What `hatch-claimed init` writes for CI, looked at by the linters of its readers."""

import shlex
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
import yaml

from hatch_claimed.adopt.ci import Pipeline
from hatch_claimed.adopt.github import github
from hatch_claimed.adopt.gitlab import gitlab
from hatch_claimed.adopt.scaffold import example, noxfile

PROGRAMS = Path(sys.executable).parent
PIPELINES = [
    Pipeline(PurePosixPath(), "ghcr.io", "hatch-claimed"),
    Pipeline(PurePosixPath(), "registry.gitlab.com", "hatch-claimed"),
    Pipeline(PurePosixPath("packages/My Operators"), "quay.io", "hatch-claimed[r]"),
]


def written(folder, file):
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.content)
    return path


def program(name, *arguments, folder=None):
    completed = subprocess.run([PROGRAMS / name, *map(str, arguments)], cwd=folder, capture_output=True, text=True)
    assert completed.returncode == 0, completed.stdout + completed.stderr


@pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda one: one.registry)
def test_github_takes_the_workflow(tmp_path, pipeline):
    path = written(tmp_path, github(pipeline))
    program("actionlint", "-shellcheck=", "-pyflakes=", path)
    program("check-jsonschema", "--builtin-schema", "vendor.github-workflows", path)


@pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda one: one.registry)
def test_gitlab_takes_the_pipeline(tmp_path, pipeline):
    path = written(tmp_path, gitlab(pipeline))
    program("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", path)


@pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda one: one.registry)
def test_shells_take_the_scripts(pipeline):
    jobs = yaml.safe_load(gitlab(pipeline).content).values()
    lines = [line for job in jobs for line in (*job["before_script"], *job["script"])]
    steps = [step for job in yaml.safe_load(github(pipeline).content)["jobs"].values() for step in job["steps"]]
    lines += [step["run"] for step in steps if "run" in step]
    subprocess.run(["sh", "-n"], input="\n".join(lines), text=True, check=True)


def test_images_are_pushed_for_tags_alone():
    pipeline = PIPELINES[2]
    images = yaml.safe_load(github(pipeline).content)["jobs"]["images"]
    build, login = images["steps"][-1], images["steps"][-2]
    assert build["env"]["CLAIMED_IMAGES"] == "${{ startsWith(github.ref, 'refs/tags/') && 'push' || 'build' }}"
    assert (login["uses"], login["if"]) == ("docker/login-action@v4", "startsWith(github.ref, 'refs/tags/')")
    assert login["with"] == {
        "registry": "quay.io",
        "username": "${{ secrets.REGISTRY_USER }}",
        "password": "${{ secrets.REGISTRY_PASSWORD }}",
    }
    job = yaml.safe_load(gitlab(pipeline).content)["operators-packages-my-operators-images"]
    assert job["variables"]["CLAIMED_IMAGES"] == "build"
    assert [one["variables"] for one in job["rules"] if "variables" in one] == [{"CLAIMED_IMAGES": "push"}]
    assert job["rules"][0] == {"if": "$CI_COMMIT_TAG", "variables": {"CLAIMED_IMAGES": "push"}}


@pytest.mark.parametrize("file", [noxfile("hatch-claimed[r]"), example()], ids=lambda one: one.path.name)
def test_python_files_are_clean(tmp_path, file):
    path = written(tmp_path, file)
    program(
        "ruff",
        "check",
        "--isolated",
        "--line-length=120",
        "--select=A,ARG,B,C4,D,E,F,I,N,PIE,RET,RUF,SIM,UP,W",
        "--ignore=D203,D212,D213,SIM112",
        path,
    )
    program("ruff", "format", "--isolated", "--line-length=120", "--check", path)


def test_a_quote_in_a_folder_ends_no_word_of_the_shell():
    content = gitlab(Pipeline(PurePosixPath("it's; id"), "quay.io", "hatch-claimed")).content
    script = yaml.safe_load(content)["operators-it-s-id-check"]["before_script"]

    assert shlex.split(script[0]) == ["cd", "it's; id"]
