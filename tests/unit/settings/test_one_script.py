"""Settings made of the words of a command go through the same parser as pyproject.toml."""

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.settings.one_script import OneScript, ScriptWords, one_script, problems
from hatch_claimed.settings.tables.claimed import ClaimedTable, OperatorTable
from hatch_claimed.settings.tables.grid_wrappers import GridWrapperTable

WORDS = ScriptWords(include="a/one.py", name="one")
PROJECT = """\
[project]
name = "rivers"
version = "7"

[tool.hatch.build.targets.wheel]
packages = ["libs/rivers"]

[tool.claimed]
repository = "registry.example.com/rivers"
python = "3.11"
images = "off"
exclude = ["a/**"]
include = ["operators/*.py"]
secrets = { token = { name = "t" } }

[tool.claimed.build]
group-size = 3

[tool.claimed.operators.one]
base-image = "other:1"

[tool.claimed.grid-wrappers.one]

[tool.claimed.workflows.w.steps]
"""


def settings(words, text="", version=""):
    manifest, findings = read_manifest(text, one_script(words))
    assert findings == ()
    return resolve(manifest, version)


def test_without_a_project_defaults_are_those_of_c3_and_a_repository_of_this_machine():
    resolved, findings = settings(replace(WORDS, otherwise="build"))
    assert findings == ()
    assert resolved.table == ClaimedTable(include=("a/one.py",), repository="localhost", version="0.1", images="build")
    own = resolved.operator("one", "python")
    assert (own.repository, own.version, own.images) == ("localhost", "0.1", "build")


def test_words_are_keys():
    words = replace(
        WORDS,
        repository="registry.example.com/x",
        version="2",
        python="3.13",
        base_image="base:1",
        images="push",
        files=("a.csv", "b/*"),
        grid={"process": "each", "backend": "cos"},
    )
    resolved, findings = settings(words)
    assert findings == ()
    assert resolved.table == ClaimedTable(
        include=("a/one.py",),
        repository="registry.example.com/x",
        version="2",
        python="3.13",
        images="push",
        operators={"one": OperatorTable(files=("a.csv", "b/*"), base_image="base:1")},
        grid_wrappers={"one": GridWrapperTable(process="each", backend="cos")},
    )


def test_a_base_image_is_for_scripts_of_every_language():
    resolved, _ = settings(replace(WORDS, base_image="base:1"))
    assert {resolved.operator("one", kind).base_image for kind in ("python", "notebook", "r")} == {"base:1"}


def test_of_a_project_what_it_says_for_all_counts():
    resolved, findings = settings(replace(WORDS, python="3.13"), PROJECT, "7")
    assert findings == ()
    assert resolved.table.include == ("a/one.py",)
    assert (resolved.table.exclude, resolved.table.operators, resolved.table.grid_wrappers) == ((), {}, {})
    assert resolved.table.workflows == {}
    own = resolved.operator("one", "python")
    assert (own.repository, own.version, own.images) == ("registry.example.com/rivers", "7", "off")
    assert own.base_image == "docker.io/library/python:3.13-slim"
    assert resolved.build.group_size == 3
    assert list(resolved.table.secrets) == ["token"]
    assert resolved.is_one_script
    # keys of the project have their lines, what the command says has none of them
    assert resolved.place.at("images").finding("CLM003", "", "").line == 11
    assert resolved.place.at("operators", "one").finding("CLM003", "", "").line == 8
    assert (resolved.place.file, resolved.name) == ("pyproject.toml", "rivers")


def test_a_pyproject_without_the_table_says_where_modules_are_and_no_more():
    text = PROJECT.partition("[tool.claimed]")[0]
    resolved, findings = settings(WORDS, text, "7")
    assert findings == ()
    assert resolved.sources[-1] == PurePosixPath("libs")
    assert resolved.operator("one", "python").version == "0.1"
    assert resolved.place.file == "the command line"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"repository": "Foo/Bar"}, '`repository` is "Foo/Bar"'),
        ({"version": "a b"}, '`version` is "a b"'),
        ({"python": "2.7"}, '`python` is "2.7"'),
        ({"base_image": "A B"}, '`operators.one.base-image` is "A B"'),
        ({"grid": {"backend": "nfs"}}, '`grid-wrappers.one.backend` is "nfs"'),
        ({"grid": {"process": "a-b"}}, '`grid-wrappers.one.process` is "a-b"'),
        ({"files": ["../x"]}, '`operators.one.files` holds "../x", which leaves the project'),
    ],
)
def test_words_that_are_no_settings(words, problem):
    [finding] = problems(one_script(replace(WORDS, **words)))
    assert finding.message.startswith(problem)
    assert (finding.path, finding.line) == ("the command line", None)
    assert finding.remedy


def test_what_is_right_has_no_problems():
    assert problems(one_script(WORDS)) == ()
    assert OneScript({}, {"a": 1}).over(None) == {"a": 1}
    assert OneScript({}, {"a": 1}).over({}) == {}


def test_broken_toml_is_an_error_all_the_same():
    manifest, findings = read_manifest("[", one_script(WORDS))
    assert manifest is None
    assert "CLM005" in as_text(findings)
