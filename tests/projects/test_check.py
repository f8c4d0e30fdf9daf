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


def test_only_operators_of_a_name(broken):
    assert check(broken, "two", status=1).count("error CLM") == 1
    assert "operators/two.py" in check(broken, "two", "nobody", status=1)
    assert check(broken, "nobody") == "no operator is checked: nobody names none\n"


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


@pytest.mark.parametrize("key", ["operators/flood/task.py", "flood"])
def test_one_file_of_many_with_one_name(project, key):
    for folder in ("flood", "fire"):
        project.file(f"operators/{folder}/task.py", '"""Counts."""\n')
    tables = f"""
[tool.claimed.operators."{key}"]
name = "high-water"
parameters = ["HOSTNAME"]

[tool.claimed.operators.fire]
internal = ["HOSTNAME"]
"""
    project.file("pyproject.toml", (project.root / "pyproject.toml").read_text() + tables)
    stdin = 'import os\n\nprint(os.environ["HOSTNAME"])\n'
    # its own table is heeded, and that of the other one is not
    for folder, is_parameter in (("flood", True), ("fire", False)):
        output = check(project, "-", "--stdin-filename", f"operators/{folder}/task.py", stdin=stdin)
        assert ("the parameter 'HOSTNAME' has no description" in output) is is_parameter


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


def checked(project, *arguments, status=0):
    """What is printed, and what is said beside it."""
    command = ["hatch-claimed", "check", *arguments]
    done = subprocess.run(command, cwd=project.root, env=project.environment, capture_output=True, text=True)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout, done.stderr


KNOWN = ("--baseline", "known.json")


def test_that_nothing_is_found_is_said(project):
    project.file("operators/one.py", '"""Count all rows."""\n')
    project.file("operators/two.py", '"""Count all columns."""\n')
    assert checked(project) == ("no findings in 2 operators\n", "")
    assert checked(project, "operators/one.py") == ("no findings in 1 operator\n", "")
    assert checked(project, "tables/one.csv") == ("no operator is checked: tables/one.csv names none\n", "")
    for form, nothing in (("json", "[]\n"), ("github", "")):
        assert checked(project, "--format", form) == (nothing, "")
    quiet = project.run("hatch-claimed", "-q", "check")
    assert quiet == ""


def test_what_is_known_is_accepted_and_what_is_new_is_not(broken):
    everything = json.loads(checked(broken, "--format", "json", status=1)[0])
    written = checked(broken, *KNOWN, "--write-baseline", "--strict")
    count = len(everything)
    assert written == (
        f"no findings in 2 operators, but for {count} that are known\n",
        f"known.json accepts {count} findings\n",
    )
    broken.file("operators/two.py", f'"""Second."""\n# more\n\n{BAD}wide = int(os.getenv("wide", "big"))\n')
    for form in ("json", "sarif", "github", "text"):
        out, said = checked(broken, *KNOWN, "--format", form, status=1)
        assert (out.count("CLM023"), "wide" in out, "'size'" in out, said) == (out.count("CLM023"), True, False, "")
    new = json.loads(checked(broken, *KNOWN, "--format", "json", status=1)[0])
    assert [(one["code"], one["line"]) for one in new] == [("CLM023", 7), ("CLM041", 7)]


def test_what_is_mended_is_said_and_forgotten(broken):
    checked(broken, *KNOWN, "--write-baseline")
    before = json.loads((broken.root / "known.json").read_text())["findings"]
    broken.file("operators/two.py", '"""Second."""\nimport os\n\n# How many.\nsize = int(os.getenv("size", 3))\n')
    assert checked(broken, *KNOWN)[1] == (
        "2 findings that known.json accepts: there no more; take them out with --write-baseline\n"
        "  operators/two.py: CLM023: The default of 'size' does not fit its type Integer.\n"
        "  operators/two.py: CLM041: the parameter 'size' has no description\n"
    )
    # those of other files stay
    assert checked(broken, *KNOWN, "operators/one.py")[1] == ""
    checked(broken, *KNOWN, "--write-baseline", "operators/two.py")
    after = json.loads((broken.root / "known.json").read_text())["findings"]
    assert after == {"operators/one.py": before["operators/one.py"]}
    assert checked(broken, *KNOWN)[1] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "known.json: error CLM128: The baseline is not there.\nhelp: Write it: `hatch-claimed check --baseline"),
        ("{\n<<<<<<< HEAD\n", "known.json:2: error CLM128: The baseline is no JSON: "),
        (
            b"\xff",
            "known.json: error CLM128: The baseline is not UTF-8.\nhelp: Correct it, or write it anew: `hatch-cl",
        ),
    ],
)
def test_a_baseline_that_cannot_be_read_accepts_nothing(broken, text, said):
    if text is not None:
        (broken.root / "known.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    out, _ = checked(broken, *KNOWN, status=1)
    assert said in out
    assert "CLM023" in out


def test_a_file_that_is_no_baseline_is_not_overwritten(broken):
    before = (broken.root / "operators" / "one.py").read_text()
    _, said = checked(broken, "--baseline", "operators/one.py", "--write-baseline", status=1)
    assert said == f"{broken.root}/operators/one.py is no baseline, and is not overwritten\n    Name another file.\n"
    assert (broken.root / "operators" / "one.py").read_text() == before
    for text in ("", '{"version": 1, "findings": {\n<<<<<<< HEAD\n'):
        broken.file("known.json", text)
        checked(broken, *KNOWN, "--write-baseline")
        checked(broken, *KNOWN)


def test_settings_that_cannot_be_used_are_never_accepted(broken):
    checked(broken, *KNOWN, "--write-baseline")
    before = (broken.root / "known.json").read_bytes()
    broken.file("pyproject.toml", "[tool.claimed\n")
    out, said = checked(broken, *KNOWN, "--write-baseline", status=1)
    assert "CLM005" in out
    assert said == "known.json is not written: the scripts cannot be checked\n"
    assert (broken.root / "known.json").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--write-baseline",), "--write-baseline wants --baseline FILE, and no --diff, which writes nothing"),
        ((*KNOWN, "--write-baseline", "--diff"), "--write-baseline wants --baseline FILE, and no --diff"),
        (("-", *KNOWN, "--write-baseline", "--stdin-filename", "a.py"), "cannot be fixed or written to a baseline"),
    ],
)
def test_options_of_baselines_that_do_not_go_together(project, options, said):
    assert said in checked(project, *options, status=2)[1]


def test_a_script_of_an_editor_is_compared_as_well(broken):
    checked(broken, *KNOWN, "--write-baseline")
    script = (broken.root / "operators" / "two.py").read_text()
    arguments = ("-", "--stdin-filename", "operators/two.py", *KNOWN)
    assert check(broken, *arguments, stdin=script) == "no findings in 1 operator, but for 2 that are known\n"
    assert "CLM023" in check(broken, *arguments, stdin=script.replace("size", "wide"), status=1)
