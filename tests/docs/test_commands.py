"""Every command of README and docs runs, and prints what the pages show; or it stands here why it does not."""

import re

import pytest
from markdown_blocks import PAGES, commands, shows
from page_projects import EXAMPLE, TUTORIAL, call, is_of_a_script, needs_engine, project, scripts, tutorial

PROGRAMS = {
    ".": "sets up the reader's shell",
    "cwltool": "tests/engine runs the workflow with cwltool",
    "docker": "names an image that the reader has",
    "hatch": "tests/projects builds the example with Hatch",
    "kubectl": "needs a cluster: tests/clients has the Jobs checked by Kubernetes' schemas",
    "pip": "asks a package index: nox and tests/projects install in the same way",
    "podman": "is not there where the tests run",
    "python": "compiles with kfp: tests/clients does",
    "python3": "makes an environment",
    "python3.11": "makes an environment for nox: .ci/run calls it",
    "toil-cwl-runner": "tests/engine runs the workflow with toil",
}
"""Why commands that are not ours are not run here, by program."""

ASKS = "asks package indexes and registries: tests/projects and tests/engine run it"
KFP = "needs an SDK of Kubeflow: tests/clients compiles workflows with each"
MISTAKE = "shows a mistake: `test_the_mistake_of_a_page` makes it"
FOLLOWED = ("cat", "ls")
"""What shows files of the tutorial, beside the commands that made them."""
STORE = "needs the store that it names: tests/grid looks into such stores"
STATUS = "hatch-claimed grid status --watch 10"
ELSEWHERE = {
    ("README.md", "hatch-claimed build script.py --repository registry.example.com/team"): (
        "names a registry that is not there: tests/projects and tests/engine build scripts"
    ),
    ("README.md", "hatch-claimed check"): MISTAKE,
    ("docs/checking.md", "hatch-claimed check"): MISTAKE,
    ("docs/grid-wrappers.md", "hatch-claimed grid status /data/coordinator"): STORE,
    ("docs/grid-wrappers.md", f"{STATUS} cos://s3.example.com/bucket/coordinator"): STORE,
    ("docs/grid-wrappers.md", "hatch-claimed grid retry /data/coordinator"): STORE,
    ("docs/how-to/grid-on-s3.md", f"{STATUS} cos://s3.eu-central-1.amazonaws.com/our-bucket/runs/2026-11"): STORE,
    ("docs/locking.md", "hatch-claimed lock"): ASKS,
    (
        "docs/running.md",
        "hatch-claimed run --component registry.example.com/rivers/claimed-make-measurements:0.1.0 --num_values 5 --data .",
    ): "names a registry that is not there: tests/engine runs published images",
    ("docs/terminal.md", 'eval "$(hatch-claimed completion zsh)"'): "is for another shell",
    ("docs/terminal.md", "hatch-claimed completion fish | source"): "is for another shell",
    (TUTORIAL, "hatch-claimed build --images push"): "names a registry that is not there: tests/engine pushes",
    ("docs/workflows.md", "hatch-claimed compile river-study"): KFP,
    ("docs/workflows.md", "hatch-claimed compile river-study --to argo --python kfp1/bin/python"): KFP,
    ("docs/workflows.md", "hatch-claimed compile river-study --to tekton --python tekton/bin/python"): KFP,
    ("example-project/README.md", "hatch-claimed compile river-study"): KFP,
}
"""Why commands of hatch-claimed are not run here."""

ALL = [command for page in PAGES for command in commands(page)]
OURS = [one for one in ALL if re.match(r"(?:\w+=\S+ |eval .*)?hatch-claimed\b", one.text)]
HERE = [one for one in OURS if one.key not in ELSEWHERE and not needs_engine(one) and one.block.page != TUTORIAL]


@pytest.fixture(scope="module")
def projects(tmp_path_factory):
    """The folder that a page's commands run in."""
    made = {}

    def of(page):
        if page not in made:
            made[page] = project(page, tmp_path_factory.mktemp("page") / "project")
        return made[page]

    return of


@pytest.mark.parametrize("command", HERE, ids=lambda one: f"{one.block}: {one.text}")
def test_it_runs_and_prints_what_the_page_shows(projects, tmp_path, command):
    page = command.block.page
    folder = scripts(page, tmp_path / "scripts") if is_of_a_script(command) else projects(page)
    status, output, messages = call(command.text, folder)
    assert status == 0, output + messages
    if command.output:
        assert shows(command.output, output), output


def test_the_tutorial_is_followed_from_top_to_end(tmp_path):
    folder = tmp_path / "words"
    for step in tutorial(folder):
        if needs_engine(step) or step.key in ELSEWHERE or step.program in PROGRAMS:
            continue
        status, output, messages = call(step.text, folder)
        assert status == 0, f"{step.text}\n{output}{messages}"
        assert not step.output or shows(step.output, output), f"{step.text}\n{output}"


def test_there_is_a_reason_for_each_command_that_is_not_run():
    others = [one for one in ALL if one not in OURS and not needs_engine(one) and one.program not in FOLLOWED]
    assert {str(one.block): one.text for one in others if one.program not in PROGRAMS} == {}


def test_no_reason_is_left_over():
    assert set(ELSEWHERE) - {one.key for one in OURS} == set()
    assert set(PROGRAMS) - {one.program for one in ALL if not needs_engine(one)} == set()


@pytest.mark.parametrize("page", [page for (page, _), reason in ELSEWHERE.items() if reason == MISTAKE])
def test_the_mistake_of_a_page(tmp_path, page):
    folder = project(EXAMPLE, tmp_path / "project")
    script = folder / "operators" / "make_measurements.py"
    script.write_text(script.read_text().replace("'num_values', 40", "'num_values', 'many'"))
    [command] = [one for one in ALL if one.key == (page, "hatch-claimed check")]
    status, output, _ = call(command.text, folder)
    assert status == 1
    assert shows(command.output, output), output


@pytest.mark.parametrize(
    ("expected", "actual", "does"),
    [
        ("a\n", "a\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("a\n…\n", "b\na\n", False),
        ("…\nc\n", "a\nb\nc\n", True),
        ("a … c\n", "a b c\n", True),
        ("a … c\n", "a b d\n", False),
        ("a.c\n", "abc\n", False),
        ("2026-11-22 12:51:23,115 a\n", "2027-01-02 03:04:05,678 a\n", True),
        ("2026-11-22 12:51:23,115 a\n", "2027-01-02 a\n", False),
    ],
)
def test_what_pages_show(expected, actual, does):
    assert shows(expected, actual) is does
