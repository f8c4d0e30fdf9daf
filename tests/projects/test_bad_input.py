"""What people get wrong: one exact message, no traceback, and the last build stands as it was."""

import json

import pytest

EARLIER = {
    "one/one.yaml": b"earlier",
    ".build.json": json.dumps({"plan": "p", "files": ["one/one.yaml"], "images": {}}).encode(),
}


@pytest.fixture
def refused(project):
    """The project after an earlier build; a call checks what a build target and the command say of it now."""
    for name, content in EARLIER.items():
        project.file(f"dist/claimed/{name}", content.decode())

    def check(expected, target=True, listed=False):
        commands = [("hatch-claimed", "build"), *([] if listed else [("hatch-claimed", "list")])]
        said = [project.run(*command, status=1) for command in commands]
        said += [project.hatchling("-t", "claimed", status=1)] if target else []
        assert said == [f"{expected}\n"] * len(said)
        if listed:
            text = project.run("hatch-claimed", "list")
            assert all(f"  {line}\n" in text for line in expected.splitlines()[:-1])
        assert project.dist() == EARLIER
        assert [path.name for path in (project.root / "dist").iterdir()] == ["claimed"]

    return check


def settings(project, text):
    """Replace `[tool.claimed]` by a text that begins in line 11."""
    manifest = project.root / "pyproject.toml"
    manifest.write_text(manifest.read_text().split("[tool.claimed]")[0] + text)


def more(project, text):
    """Add to `[tool.claimed]`, from line 13 on."""
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write(text)


def notebook(language, name="k"):
    return json.dumps(
        {
            "cells": [{"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], "execution_count": None}],
            "metadata": {"kernelspec": {"name": name, "display_name": name, "language": language}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def test_no_table(project, refused):
    settings(project, "")
    refused(
        """\
pyproject.toml: error CLM004: has no table `[tool.claimed]`
    Add a table to pyproject.toml:

        [tool.claimed]
        repository = "registry.example.com/team"

    `hatch-claimed init` makes a project of the scripts here, -C before the command names the folder of another one, and `hatch-claimed run path/to/script.py` needs none.
1 error"""
    )


def test_typos_in_nested_tables(project, refused):
    more(
        project,
        """\
imges = "push"
platforms = "linux/amd64"

[tool.claimed.operators.one]
file = ["x"]
python = "2.7"
base_image = "x:1"

[tool.claimed.operators.tow]
images = "psh"
""",
    )
    refused(
        """\
pyproject.toml:13: error CLM001: `tool.claimed.imges` is not a known key
    Did you mean `images`?
pyproject.toml:14: error CLM002: `tool.claimed.platforms` must be an array of strings, not a string
    Write an array of strings.
pyproject.toml:17: error CLM001: `tool.claimed.operators.one.file` is not a known key
    Did you mean `files`?
pyproject.toml:18: error CLM003: `tool.claimed.operators.one.python` is "2.7"
    Write a version from 3.9 on, such as `3.12`.
pyproject.toml:19: error CLM001: `tool.claimed.operators.one.base_image` is not a known key
    Did you mean `base-image`?
pyproject.toml:21: error CLM001: `tool.claimed.operators.tow` names no operator
    Did you mean `two`?
pyproject.toml:22: error CLM003: `tool.claimed.operators.tow.images` is "psh", which is not one of 'off', 'build', 'push'
    Did you mean "push"?
7 errors"""
    )


def test_a_repository_that_is_no_image_reference(project, refused):
    settings(project, '[tool.claimed]\nrepository = "https://me:hunter2@Registry.example.com/Team"\n')
    refused(
        """\
pyproject.toml:12: error CLM003: `tool.claimed.repository` is "…@Registry.example.com/Team"
    Write a registry and a namespace in lower case, such as `registry.example.com/team`.
1 error"""
    )


def test_a_version_that_is_no_tag(project, refused):
    text = (project.root / "pyproject.toml").read_text()
    project.file("pyproject.toml", text.replace('version = "1.0"', 'version = "1!2.0"'))
    refused(
        """\
pyproject.toml:7: error CLM003: `project.version` is '1!2.0', which cannot be the tag of an image
    Write `version = "1-2.0"` below `[tool.claimed]`: an image tag of up to 128 letters, digits, `_`, `.` and `-`, \
such as `1.0`.
1 error"""
    )


def test_patterns_that_match_nothing(project, refused):
    more(
        project,
        'include = ["operators/*.py", "*.ipynb", "operators/[", "dist"]\n'
        '[tool.claimed.operators.one]\nfiles = ["models/**"]\n',
    )
    refused(
        """\
pyproject.toml:13: error CLM007: `tool.claimed.include` holds '*.ipynb', which matches nothing
    Correct the pattern or take it out; names that begin with `_` are helpers, not operators.
pyproject.toml:13: error CLM007: `tool.claimed.include` holds 'operators/[', which matches nothing
    Correct the pattern or take it out; names that begin with `_` are helpers, not operators.
pyproject.toml:13: error CLM007: `tool.claimed.include` holds 'dist', which matches nothing
    Correct the pattern or take it out; names that begin with `_` are helpers, not operators.
pyproject.toml:15: error CLM007: `tool.claimed.operators.one.files` holds 'models/**', which matches nothing
    Correct the pattern or take it out.
4 errors"""
    )


def test_images_that_are_asked_for_wrongly(project, refused):
    project.environment["CLAIMED_IMAGES"] = "yes"
    refused(
        """\
CLAIMED_IMAGES: error CLM003: is 'yes', which is not one of 'off', 'build', 'push'
    Set CLAIMED_IMAGES to one of these, or unset it.
1 error"""
    )


@pytest.mark.parametrize(
    ("content", "place", "why"),
    [
        (b"[project\n", ":1:9", "is not valid TOML: Expected ']' at the end of a table declaration"),
        (
            b'[tool.claimed]\nrepository = "x"\nrepository = "y"\n',
            ":3:17",
            "is not valid TOML: Cannot overwrite a value",
        ),
    ],
)
def test_broken_toml(project, refused, content, place, why):
    # hatchling reads the file before it calls anybody, and says so itself
    (project.root / "pyproject.toml").write_bytes(content)
    refused(
        f"pyproject.toml{place}: error CLM005: {why}\n    Correct the syntax on this line or just before it.\n1 error",
        target=False,
    )


def test_toml_that_is_not_utf_8(project, refused):
    (project.root / "pyproject.toml").write_bytes(b'[tool.claimed]\nrepository = "\xff"\n')
    refused(
        f"pyproject.toml: error CLM005: cannot be read in {project.root}: it is not UTF-8\n"
        "    Make it a readable file of UTF-8 text, or name the folder of another project with -C.\n1 error",
        target=False,
    )


def test_no_version(project, refused):
    text = (project.root / "pyproject.toml").read_text()
    project.file("pyproject.toml", text.replace('version = "1.0"\n', ""))
    refused(
        """\
pyproject.toml: error CLM004: leaves the version to be found out, and that fails: Field `project.version` can only be \
resolved dynamically if `version` is in field `project.dynamic`
    Write `version = "1.0"` below `[tool.claimed]`, or correct the version source.
1 error""",
        target=False,
    )


@pytest.mark.parametrize(("code", "why"), [("1/0", "division by zero"), ("raise SystemExit('no')", "no")])
def test_a_version_source_that_fails(project, refused, code, why):
    text = (project.root / "pyproject.toml").read_text().replace('version = "1.0"', 'dynamic = ["version"]')
    project.file("pyproject.toml", text + '[tool.hatch.version]\nsource = "code"\npath = "about.py"\n')
    project.file("about.py", f"{code}\n")
    output = project.run("hatch-claimed", "build", status=1)
    assert output.startswith("pyproject.toml: error CLM004: leaves the version to be found out, and that fails: ")
    assert output.splitlines()[0].endswith(why)
    refused(output.removesuffix("\n"), target=False)


def test_scripts_that_do_not_parse(project, refused):
    project.file("operators/one.py", "import os\n\nx = (1,\n")
    (project.root / "operators" / "two.py").write_bytes(b"x = 1\ny = '\xff'\n")
    (project.root / "operators" / "three.py").write_bytes(b"x = 1\0\n")
    output = project.run("hatch-claimed", "build", status=1)
    reason = output.splitlines()[0]
    assert reason.startswith("operators/one.py:3:5: error CLM010: This is no Python that can be read: '(' was never")
    refused(
        f"""\
{reason}
    Correct the line, or run `python -m py_compile` on the file to see more.
operators/three.py:1:6: error CLM010: This is no Python that can be read: a null byte stands in the code.
    Correct the line, or run `python -m py_compile` on the file to see more.
operators/two.py:2:6: error CLM010: This is no Python that can be read: the byte 0xff is not utf-8.
    Correct the line, or run `python -m py_compile` on the file to see more.
3 errors""",
        listed=True,
    )


def test_files_that_are_no_notebooks(project, refused):
    project.file("operators/a.ipynb", "")
    project.file("operators/b.ipynb", '{"cells": [\n<<<<<<< HEAD\n')
    project.file("operators/c.ipynb", '{"name": "package"}')
    (project.root / "operators" / "d.ipynb").write_bytes(b'{"cells": []}\n\xff')
    remedy = "    Open it in Jupyter and save it again, or resolve what a merge left in it."
    refused(
        f"""\
operators/a.ipynb:1:1: error CLM011: operators/a.ipynb is no notebook: its JSON breaks off: Expecting value.
{remedy}
operators/b.ipynb:2:1: error CLM011: operators/b.ipynb is no notebook: its JSON breaks off: Expecting value.
{remedy}
operators/c.ipynb: error CLM011: operators/c.ipynb is no notebook: it has no list of cells.
{remedy}
operators/d.ipynb:2: error CLM011: operators/d.ipynb is no notebook: it is not UTF-8.
{remedy}
4 errors""",
        listed=True,
    )


def test_notebooks_of_other_kernels(project, refused):
    project.file("operators/r.ipynb", notebook("R", "ir"))
    project.file("operators/spark.ipynb", notebook("scala", "sparkkernel"))
    project.file("operators/pyspark.ipynb", notebook("python", "pysparkkernel"))
    refused(
        """\
operators/pyspark.ipynb: error CLM012: The kernel of operators/pyspark.ipynb is 'pysparkkernel', not Python.
    Choose a Python kernel in Jupyter and save, or take operators/pyspark.ipynb out of the operators.
operators/r.ipynb: error CLM012: The kernel of operators/r.ipynb is 'ir', not Python.
    Choose a Python kernel in Jupyter and save, or take operators/r.ipynb out of the operators.
operators/spark.ipynb: error CLM012: The kernel of operators/spark.ipynb is 'sparkkernel', not Python.
    Choose a Python kernel in Jupyter and save, or take operators/spark.ipynb out of the operators.
3 errors""",
        listed=True,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--images", "later"],
        ["build", "now"],
        ["list", "--format", "yaml"],
        ["publish"],
        ["-C", "nowhere", "list"],
        ["-C", "pyproject.toml", "list"],
        ["--directory"],
    ],
)
def test_usage(project, arguments):
    output = project.run("hatch-claimed", *arguments, status=2)
    assert "Error: " in output or output.startswith("there is no operator, grid wrapper or workflow 'now'")
    assert "Traceback" not in output
    assert not (project.root / "dist").exists()
