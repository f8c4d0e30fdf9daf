"""Files that are not what they seem, or lie where a build must not look; and odd ones that are fine."""

import json
import os
import time

import pytest

# the comment behind it still counts for the first line
DESCRIBED = '"""Described."""  '
OUTSIDE = "    Copy the file into the project: what is built must come from it alone."


def broken_by(project, change, expected):
    """What the project says once `change` has been made, after a build without it."""
    project.hatchling("-t", "claimed")
    before = project.dist()
    change()
    assert project.run("hatch-claimed", "build", status=1) == f"{expected}\n"
    assert project.hatchling("-t", "claimed", status=1) == f"{expected}\n"
    assert project.dist() == before


def add(project, text):
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write(text)


@pytest.fixture
def outside(project):
    """A folder beside the project, with a script and some data in it."""
    folder = project.root.parent / "outside"
    folder.mkdir()
    (folder / "x.py").write_text("secret = 'hunter2'\n")
    return folder


def test_scripts_that_settings_name_outside(project, outside):
    broken_by(
        project,
        lambda: add(project, f'include = ["../outside/x.py", "{outside}/x.py", "operators/../../outside/*.py"]\n'),
        f"""\
pyproject.toml:13: error CLM006: `tool.claimed.include` holds "../outside/x.py", which leaves the project
    Write a pattern relative to the project's root that stays inside it, such as `operators/**/*.py`.
pyproject.toml:13: error CLM006: `tool.claimed.include` holds "{outside}/x.py", which leaves the project
    Write a pattern relative to the project's root that stays inside it, such as `operators/**/*.py`.
pyproject.toml:13: error CLM006: `tool.claimed.include` holds "operators/../../outside/*.py", which leaves the project
    Write a pattern relative to the project's root that stays inside it, such as `operators/**/*.py`.
3 errors""",
    )


def test_links_that_leave_the_project(project, outside):
    def link():
        (project.root / "operators" / "three.py").symlink_to(outside / "x.py")
        (project.root / "operators" / "four.py").symlink_to("nowhere.py")
        (project.root / "data").symlink_to(outside)
        add(project, '[tool.claimed.operators.one]\nfiles = ["data/*.py"]\n')

    broken_by(
        project,
        link,
        f"""\
operators/four.py: error CLM006: operators/four.py is a link that leads nowhere
    Correct the link or take it out.
operators/three.py: error CLM006: operators/three.py leads out of the project
{OUTSIDE}
pyproject.toml:14: error CLM006: `tool.claimed.operators.one.files` data/x.py leads out of the project
{OUTSIDE}
3 errors""",
    )


def test_a_linked_folder_is_read_only_where_a_pattern_names_it(project, outside):
    (project.root / "operators" / "data").symlink_to(outside)
    (project.root / "operators" / "again").symlink_to(".")
    project.hatchling("-t", "claimed")
    assert [one["name"] for one in json.loads(project.dist()["catalog.json"])["operators"]] == ["one", "two"]
    broken_by(
        project,
        lambda: add(project, 'include = ["operators/data/*.py"]\n'),
        f"operators/data/x.py: error CLM006: operators/data/x.py leads out of the project\n{OUTSIDE}\n1 error",
    )


def test_requirement_files_outside_or_missing(project, outside):
    lines = ["-r ../../outside/x.py", "-r /etc/passwd", "-r ~/../x", "-r missing.txt -c limits.txt"]
    broken_by(
        project,
        lambda: project.file("operators/one.py", DESCRIBED + "".join(f"# pip install {line}\n" for line in lines)),
        f"""\
operators/one.py:1: error CLM006: ../outside/x.py leads out of the project
{OUTSIDE}
operators/one.py:2: error CLM006: /etc/passwd leads out of the project
{OUTSIDE}
operators/one.py:3: error CLM032: names the requirement file '~/../x', which is not there
    Create it or correct the name; looked for x and ../x.
operators/one.py:4: error CLM032: names the requirement file 'missing.txt', which is not there
    Create it or correct the name; looked for operators/missing.txt and missing.txt.
operators/one.py:4: error CLM032: names the requirement file 'limits.txt', which is not there
    Create it or correct the name; looked for operators/limits.txt and limits.txt.
5 errors""",
    )


def test_credentials_are_never_shown(project):
    def leak():
        project.file(
            "operators/one.py",
            f"{DESCRIBED}# pip install git+https://me:hunter2@example.com/x.git\n"
            "# pip install --index-url https://hunter2@example.com/simple numpy\n"
            "# pip install -r more.txt\n",
        )
        project.file(
            "more.txt", "numpy\nhttps://${USER}:hunter2@example.com/x.whl\n-i https://me:hu/nter2@example.com\n"
        )

    remedy = (
        "    Write `https://${USER}:${PASSWORD}@…` with variables of the build's environment, and change the password: "
        "it is in the repository's history."
    )
    broken_by(
        project,
        leak,
        f"""\
more.txt:2: error CLM033: holds credentials in a URL
    Take them out: they would be readable in the build context.
more.txt:3: error CLM033: holds credentials in a URL
    Take them out: they would be readable in the build context.
operators/one.py:1: error CLM033: A URL in this line holds credentials; they would end up in the image.
{remedy}
operators/one.py:2: error CLM033: A URL in this line holds credentials; they would end up in the image.
{remedy}
4 errors""",
    )


def test_names_that_collide_or_are_too_long(project):
    def write():
        for name in (f"{'a' * 64}.py", "Two.py", "deep/TWO.ipynb", "___.py", "§§.py"):
            project.file(f"operators/{name}", DESCRIBED if name.endswith(".py") else "")
        (project.root / "operators" / os.fsdecode(b"x\xff.py")).write_text("")

    broken_by(
        project,
        write,
        f"""\
operators/Two.py: error CLM008: gives the operator name 'two', as does operators/two.py
    Name one of them, such as `"operators/two.py" = {{ name = "operators-two-py" }}` below `[tool.claimed.operators]`, \
rename a file, or leave one out with `exclude`.
operators/{"a" * 64}.py: error CLM009: gives the operator name '{"a" * 64}', which is 64 characters long
    Rename the file, or write `"operators/{"a" * 64}.py" = {{ name = "{"a" * 63}" }}` below \
`[tool.claimed.operators]`: 1 to 63 letters, digits and hyphens make a Kubernetes name (RFC 1123).
operators/deep/TWO.ipynb:1:1: error CLM011: operators/deep/TWO.ipynb is no notebook: its JSON breaks off: \
Expecting value.
    Open it in Jupyter and save it again, or resolve what a merge left in it.
operators/x\\udcff.py: error CLM006: operators/x\\udcff.py has a name that is not UTF-8
    Rename the file.
operators/§§.py: error CLM009: gives the operator name '', which holds no letter or digit
    Rename the file, or write `"operators/§§.py" = {{ name = "operators-script" }}` below `[tool.claimed.operators]`: \
1 to 63 letters, digits and hyphens make a Kubernetes name (RFC 1123).
5 errors""",
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_script_that_may_not_be_read(project):
    broken_by(
        project,
        lambda: (project.root / "operators" / "two.py").chmod(0),
        """\
operators/two.py: error CLM006: operators/two.py cannot be read: Permission denied
    Make the file readable.
1 error""",
    )


def test_a_place_that_cannot_be_written(project):
    project.file("dist/claimed", "mine")
    for command in (["hatch-claimed", "build"], ["python", "-m", "hatchling", "build", "-t", "claimed"]):
        assert (
            project.run(*command, status=1)
            == f"""\
{project.root}/dist/claimed cannot be written: it is no folder
    Make {project.root}/dist a folder that you can write to. The last build stands as it was.
"""
        )
    assert (project.root / "dist" / "claimed").read_text() == "mine"


def test_odd_files_that_are_fine(project):
    project.file("operators/folder.py/inner.py", '"""In a folder with the name of a script."""\n')
    project.file("operators/empty.py", "")
    project.file(f"operators/{'b' * 63}.py", "x = 1\n")
    os.mkfifo(project.root / "operators" / "_pipe.py")
    project.hatchling("-t", "claimed")
    operators = json.loads(project.dist()["catalog.json"])["operators"]
    assert [one["name"] for one in operators] == ["b" * 63, "empty", "inner", "one", "two"]
    assert operators[2]["description"] == "In a folder with the name of a script."
    assert operators[1]["description"] == ""


def test_large_files_build_in_reasonable_time(project):
    project.file(
        "operators/one.py", "import os\nx = os.getenv('x', 1)\n" + "# some remark that is not code\n" * 160_000
    )
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * 20_000_000}}
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": [output], "execution_count": 1}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    project.file("operators/two.ipynb", json.dumps(notebook))
    (project.root / "operators" / "two.py").unlink()
    started = time.monotonic()
    project.hatchling("-t", "claimed")
    assert time.monotonic() - started < 60
    assert len(project.dist()["two/context/app.tar"]) < 20_000
