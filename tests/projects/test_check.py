"""`hatch-claimed check` on real projects."""

import json
import subprocess

import pytest

BAD = 'import os\n\nsize = int(os.getenv("size", "big"))\n'


def check(project, *arguments, status=0, stdin=None, **environment):
    completed = subprocess.run(
        ["hatch-claimed", "check", *arguments],
        cwd=project.root,
        env={**project.environment, **environment},
        input=stdin,
        capture_output=True,
        text=True,
    )
    assert completed.returncode == status, completed.stdout + completed.stderr
    return completed.stdout


@pytest.fixture
def broken(project):
    project.file("operators/two.py", f'"""Second."""\n{BAD}')
    return project


def test_a_good_project(project):
    check(project, "--format", "json")
    assert not (project.root / "dist").exists()


def test_errors_with_their_line_and_what_to_write(broken):
    output = check(broken, status=1)
    assert "operators/two.py:4: error CLM023: The default of 'size' does not fit its type Integer." in output
    assert '4 | size = int(os.getenv("size", "big"))' in output
    assert "help: Write `int(os.getenv('size', 0))`" in output
    assert "\x1b" not in output


def test_nothing_is_imported_or_run(project):
    project.file("operators/two.py", '"""Second."""\nopen("ran", "w")\nraise SystemExit(9)\n')
    check(project)
    assert not (project.root / "ran").exists()


def test_only_some_files(broken):
    assert "two.py" not in check(broken, "operators/one.py")
    assert "CLM023" in check(broken, "operators", status=1)


def test_what_several_scripts_have_is_told_once(project):
    for name in ("two", "three", "four"):
        project.file(f"operators/{name}.py", '"""One of several."""\nimport os\n\nkind = os.getenv("class", "a")\n')
    output = check(project)
    assert output.count("warning CLM028") == 1
    assert "also: operators/three.py:4" in output
    assert "3 warnings" in output
    assert len([one for one in json.loads(check(project, "--format", "json")) if one["code"] == "CLM028"]) == 3
    verbose = project.run("hatch-claimed", "-v", "check")
    assert verbose.count("warning CLM028") == 3


def test_strict_counts_warnings(project):
    project.file("operators/two.py", '"""Second."""\nimport os\n\nkind = os.getenv("class", "a")\n')
    assert "CLM028" in check(project)
    assert "CLM028" in check(project, "--strict", status=1)


def test_a_project_that_cannot_be_read(project):
    project.file("pyproject.toml", "[tool.claimed]\nrepositry = 1\n")
    output = check(project, status=1)
    assert "Did you mean `repository`?" in output


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machines_read_it(broken, form):
    document = json.loads(check(broken, "--format", form, status=1))
    findings = document if form == "json" else document["runs"][0]["results"]
    codes = {finding.get("code") or finding["ruleId"] for finding in findings}
    assert "CLM023" in codes


def test_one_file_from_an_editor(project):
    output = check(project, "-", "--stdin-filename", "operators/two.py", status=1, stdin=BAD)
    assert output.startswith("operators/two.py:3: error CLM023:") or "operators/two.py:3: error CLM023:" in output
    assert "one.py" not in output


def test_one_file_does_not_know_which_secrets_others_read(project):
    manifest = project.root / "pyproject.toml"
    manifest.write_text(manifest.read_text().replace("[tool.claimed]", '[tool.claimed]\nsecrets.size = { name = "x" }'))
    project.file("operators/two.py", '"""Say how large it is."""\nimport os\n\n# the size\nsize = os.getenv("size")\n')
    check(project)
    assert "CLM091" not in check(
        project, "-", "--stdin-filename", "operators/three.py", status=1, stdin=BAD.replace("size", "count")
    )


def test_one_file_without_a_project(project):
    (project.root / "pyproject.toml").unlink()
    assert "a.py:3: error CLM023" in check(project, "-", "--stdin-filename", "a.py", status=1, stdin=BAD)


def test_a_notebook_from_an_editor(project):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": BAD}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    output = check(project, "-", "--stdin-filename", "a.ipynb", status=1, stdin=text)
    assert "a.ipynb:cell 1:3: error CLM023" in output
    assert '3 | size = int(os.getenv("size", "big"))' in output


@pytest.mark.parametrize(
    "arguments", [["-"], ["-", "a.py", "--stdin-filename", "a.py"], ["--format", "xml"], ["--nope"]]
)
def test_wrong_usage(project, arguments):
    check(project, *arguments, status=2, stdin="")
