from pathlib import PurePosixPath

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.settings.settings import OperatorSettings
from hatch_claimed.settings.tables.check import CheckTable
from hatch_claimed.settings.tables.claimed import OperatorTable
from hatch_claimed.settings.value_types import keys

MINIMAL = '[project]\nname = "demo"\nversion = "1.2"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n'

VERSION = "org.opencontainers.image.version"


def settings(text, version="1.2", images=None):
    manifest, findings = read_manifest(text)
    assert manifest, findings
    return resolve(manifest, version, images)


def problems(text, **kwargs):
    manifest, findings = read_manifest(text)
    if manifest is not None:
        _, findings = resolve(manifest, kwargs.get("version", "1.2"), kwargs.get("images"))
    return as_text(findings)


def test_defaults_of_a_minimal_manifest():
    resolved, findings = settings(MINIMAL)
    assert findings == ()
    assert resolved.operator("one", "python") == OperatorSettings(
        repository="registry.example.com/team",
        version="1.2",
        base_image="registry.access.redhat.com/ubi9/python-312",
        platforms=("linux/amd64",),
        images="off",
        files=(),
        modules=True,
        check=CheckTable(),
        labels=((VERSION, "1.2"),),
    )
    assert resolved.operator("one", "r").base_image == "docker.io/library/r-base:4.5.1"


def test_an_operator_overrides_the_project():
    resolved, findings = settings(
        MINIMAL
        + 'python = "3.11"\nbase-image = "base:1"\nplatforms = ["linux/arm64"]\nimages = "push"\n'
        + '[tool.claimed.operators.one]\nrepository = "localhost:5000"\nversion = "9"\npython = "3.13"\n'
        + 'platforms = ["linux/amd64", "linux/arm/v7"]\nimages = "build"\nfiles = ["data/*.csv"]\ncheck = { ignore = ["CLM041"] }\n'
        + '[tool.claimed.operators.two]\nbase-image = "own@sha256:'
        + "a" * 64
        + '"\n'
    )
    assert findings == ()
    assert resolved.operator("one", "notebook") == OperatorSettings(
        repository="localhost:5000",
        version="9",
        base_image="docker.io/library/python:3.13-slim",
        platforms=("linux/amd64", "linux/arm/v7"),
        images="build",
        files=("data/*.csv",),
        modules=True,
        check=CheckTable(ignore=("CLM041",)),
        labels=((VERSION, "9"),),
    )
    assert resolved.operator("two", "r").base_image == "own@sha256:" + "a" * 64
    assert resolved.operator("three", "python").base_image == "base:1"
    assert resolved.operator("three", "r").base_image == "docker.io/library/r-base:4.5.1"


def test_images_are_overridden_for_all_operators():
    resolved, findings = settings(MINIMAL + '[tool.claimed.operators.one]\nimages = "push"\n', images="build")
    assert findings == ()
    assert resolved.operator("one", "python").images == "build"


def test_a_local_version_becomes_a_legal_tag():
    resolved, _ = settings(MINIMAL, version="1.0+g12ab")
    assert resolved.operator("one", "python").version == "1.0-g12ab"


def test_all_mistakes_of_all_tables_at_once():
    text = """\
[project]
name = "demo"

[tool.claimed]
repository = "Registry.example.com/Team"
pyton = "3.12"
include = "operators/*.py"
platforms = ["linux/amd64", 3]
images = "pushed"

[tool.claimed.operators.one]
file = ["a"]
base_image = "x"
version = 1.0
completely-different = 1

[tool.claimed.operators]
two = 2
"""
    known = ", ".join(f"`{key.name}`" for key in keys(OperatorTable))
    assert (
        problems(text)
        == f"""\
pyproject.toml:5: error CLM003: `tool.claimed.repository` is "Registry.example.com/Team"
    Write a registry and a namespace in lower case, such as `registry.example.com/team`.
pyproject.toml:6: error CLM001: `tool.claimed.pyton` is not a known key
    Did you mean `python`?
pyproject.toml:7: error CLM002: `tool.claimed.include` must be an array of strings, not a string
    Write an array of strings.
pyproject.toml:8: error CLM002: `tool.claimed.platforms` must be an array of strings only, not an integer
    Write an array of strings only.
pyproject.toml:9: error CLM003: `tool.claimed.images` is "pushed", which is not one of 'off', 'build', 'push'
    Did you mean "push"?
pyproject.toml:12: error CLM001: `tool.claimed.operators.one.file` is not a known key
    Did you mean `files`?
pyproject.toml:13: error CLM001: `tool.claimed.operators.one.base_image` is not a known key
    Did you mean `base-image`?
pyproject.toml:14: error CLM002: `tool.claimed.operators.one.version` must be a string, not a float
    Write a string.
pyproject.toml:15: error CLM001: `tool.claimed.operators.one.completely-different` is not a known key
    Known keys are {known}.
pyproject.toml:18: error CLM002: `tool.claimed.operators.two` must be a table, not an integer
    Write a table.
10 errors"""
    )


def test_no_table():
    assert (
        problems('[project]\nname = "demo"\n')
        == """\
pyproject.toml: error CLM004: has no table `[tool.claimed]`
    Add a table to pyproject.toml:

        [tool.claimed]
        repository = "registry.example.com/team"

    `hatch-claimed init` makes a project of the scripts here, -C before the command names the folder of another one, and `hatch-claimed run path/to/script.py` needs none.
1 error"""
    )


def test_a_misspelt_table():
    assert (
        problems('[tool.claimd]\nrepository = "x"\n')
        == """\
pyproject.toml: error CLM004: has no table `[tool.claimed]`
    Did you mean `[tool.claimed]` where it says `[tool.claimd]`?
1 error"""
    )


def test_no_repository():
    assert (
        problems("[tool.claimed]\n")
        == """\
pyproject.toml:1: error CLM004: `tool.claimed` has no `repository`, so images have no name
    Write `repository = "registry.example.com/team"` below `[tool.claimed]`.
1 error"""
    )


def test_no_version():
    assert (
        problems(MINIMAL, version="")
        == """\
pyproject.toml:5: error CLM004: `tool.claimed` has no `version`, and the project has none, so images have no tag
    Write `version = "1.0"` below `[project]`, or below `[tool.claimed]`.
1 error"""
    )


def test_broken_toml():
    assert (
        problems("[tool.claimed]\nrepository = \n")
        == """\
pyproject.toml:2:14: error CLM005: is not valid TOML: Invalid value
    Correct the syntax on this line or just before it.
1 error"""
    )


def test_a_bad_override_of_images():
    assert (
        problems(MINIMAL, images="always")
        == """\
CLAIMED_IMAGES: error CLM003: is 'always', which is not one of 'off', 'build', 'push'
    Set CLAIMED_IMAGES to one of these, or unset it.
1 error"""
    )


@pytest.mark.parametrize("pattern", ["../x.py", "/etc/*.py", "a/../../x.py", "~/x.py", "C:\\x.py", "a/.."])
def test_patterns_that_leave_the_project(pattern):
    text = MINIMAL + f"include = ['{pattern}']\n"
    assert problems(text) == (
        'pyproject.toml:7: error CLM006: `tool.claimed.include` holds "'
        + pattern.replace("\\", "\\\\")
        + '", which leaves the project\n'
        "    Write a pattern relative to the project's root that stays inside it, such as `operators/**/*.py`.\n1 error"
    )


@pytest.mark.parametrize("pattern", ["operators/..hidden.py", "a..b/*.py", "...", "x/…/*.R"])
def test_patterns_with_dots_in_names_are_fine(pattern):
    assert problems(MINIMAL + f"include = [{pattern!r}]\n") == ""


@pytest.mark.parametrize(
    "repository", ["docker.io/user", "user", "localhost:5000", "127.0.0.1:5000/a/b-c_d.e", "icr.io/a__b", "a-b.c/d---e"]
)
def test_legal_repositories(repository):
    assert problems(MINIMAL.replace("registry.example.com/team", repository)) == ""


@pytest.mark.parametrize(
    "repository", ["", "a b", "https://x/y", "x/", "/x", "x/Y", "x:5000:1/y", "x/y:tag", "x/-y", "x/y_", "x//y", "ä/y"]
)
def test_illegal_repositories(repository):
    quoted = repository.replace('"', '\\"')
    assert problems(MINIMAL.replace("registry.example.com/team", repository)) == (
        f'pyproject.toml:6: error CLM003: `tool.claimed.repository` is "{quoted}"\n'
        "    Write a registry and a namespace in lower case, such as `registry.example.com/team`.\n1 error"
    )


def test_paths_are_posix():
    resolved, _ = settings(MINIMAL)
    assert all(PurePosixPath(pattern).parts[0] == "operators" for pattern in resolved.table.include)


def test_rules_are_chosen_for_the_project_and_for_an_operator():
    text = (
        MINIMAL + '[tool.claimed.check]\nselect = ["CLM02"]\n[tool.claimed.operators.one.check]\nignore = ["CLM041"]\n'
    )
    resolved, findings = settings(text)
    assert findings == ()
    assert resolved.operator("two", "python").check == CheckTable(select=("CLM02",))
    assert resolved.operator("one", "python").check == CheckTable(ignore=("CLM041",))


def test_mistakes_in_the_choice_of_rules():
    text = (
        MINIMAL
        + '[tool.claimed.check]\nselekt = ["CLM02"]\nignore = ["E501"]\n[tool.claimed.operators.one]\ncheck = 1\n'
    )
    assert (
        problems(text)
        == """\
pyproject.toml:8: error CLM001: `tool.claimed.check.selekt` is not a known key
    Did you mean `select`?
pyproject.toml:9: error CLM003: `tool.claimed.check.ignore` is "E501"
    Write the code of a rule, such as `CLM040`, or the beginning of several, such as `CLM04`.
pyproject.toml:11: error CLM002: `tool.claimed.operators.one.check` must be a table, not an integer
    Write a table.
3 errors"""
    )
