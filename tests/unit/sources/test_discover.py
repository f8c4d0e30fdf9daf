from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.checks.report import as_text
from hatch_claimed.languages import registry
from hatch_claimed.languages.notebook.language import NOTEBOOK
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.languages.r.language import R
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.discover import ScriptFile, discover, operator_name
from hatch_claimed.system.tree import Tree

MANIFEST = '[tool.claimed]\nrepository = "x"\nversion = "1"\n'


@pytest.fixture(autouse=True)
def three(monkeypatch):
    """Messages name all languages; these tests speak of three, however many there are."""
    monkeypatch.setattr(registry, "LANGUAGES", (PYTHON, NOTEBOOK, R))


@pytest.fixture
def found(tmp_path):
    def find(*paths, manifest=""):
        for path in paths:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).touch()
        read, findings = read_manifest(MANIFEST + manifest)
        assert read, findings
        settings, findings = resolve(read, "1")
        assert findings == ()
        return discover(settings, Tree(tmp_path))

    return find


def test_scripts_of_all_kinds_sorted_by_name(found):
    scripts, findings = found(
        "operators/b.py",
        "operators/deep/er/a.ipynb",
        "operators/c.R",
        "operators/d.r",
        "operators/_helper.py",
        "operators/__init__.py",
        "operators/.hidden.py",
        "operators/.ipynb_checkpoints/a-checkpoint.ipynb",
        "operators/data.csv",
        "other.py",
    )
    assert findings == ()
    assert scripts == (
        ScriptFile("a", PurePosixPath("operators/deep/er/a.ipynb"), "notebook"),
        ScriptFile("b", PurePosixPath("operators/b.py"), "python"),
        ScriptFile("c", PurePosixPath("operators/c.R"), "r"),
        ScriptFile("d", PurePosixPath("operators/d.r"), "r"),
    )


def test_include_and_exclude(found):
    scripts, findings = found(
        "a.py", "drafts/b.py", "drafts/c.py", manifest='include = ["*.py", "drafts"]\nexclude = ["drafts/c*"]\n'
    )
    assert findings == ()
    assert [str(script.path) for script in scripts] == ["a.py", "drafts/b.py"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("example_script.py", "example-script"),
        ("input-Xview-download.ipynb", "input-xview-download"),
        ("My Operator (v2).R", "my-operator--v2"),
        ("a.b.py", "a-b"),
        ("Ünïcode.py", "n-code"),
    ],
)
def test_names(path, name):
    assert operator_name(PurePosixPath(path)) == name


@given(st.text(alphabet=st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1, max_size=80))
def test_every_name_that_is_not_empty_is_an_rfc_1123_label_but_for_its_length(stem):
    name = operator_name(PurePosixPath(f"{stem}x.py"))
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name == name.strip("-")
    assert name


def test_two_files_of_one_name(found):
    _, findings = found("operators/a_b.py", "operators/x/A-B.ipynb", "operators/c.py")
    assert (
        as_text(findings)
        == """\
operators/a_b.py: error CLM008: gives the operator name 'a-b', as does operators/x/A-B.ipynb
    Rename one of the files, or leave one out with `exclude`.
1 error"""
    )


def test_names_that_kubernetes_refuses(found):
    _, findings = found(f"operators/{'a' * 64}.py", "operators/äöü.py", f"operators/{'b' * 63}.py")
    assert (
        as_text(findings)
        == f"""\
operators/{"a" * 64}.py: error CLM009: gives the operator name '{"a" * 64}', which is 64 characters long
    Rename the file: 1 to 63 letters, digits and hyphens make a Kubernetes name (RFC 1123).
operators/äöü.py: error CLM009: gives the operator name '', which holds no letter or digit
    Rename the file: 1 to 63 letters, digits and hyphens make a Kubernetes name (RFC 1123).
2 errors"""
    )


def test_patterns_that_match_nothing(found):
    _, findings = found("a.py", "data/x.csv", manifest='include = ["*.py", "nowhere/*.py", "data/*"]\n')
    assert (
        as_text(findings)
        == """\
pyproject.toml:4: error CLM007: `tool.claimed.include` holds 'nowhere/*.py', which matches nothing
    Correct the pattern or take it out; names that begin with `_` are helpers, not operators.
pyproject.toml:4: error CLM007: `tool.claimed.include` holds 'data/*', which matches no Python script, notebook or R script
    Correct the pattern or take it out; names that begin with `_` are helpers, not operators.
2 errors"""
    )


def test_no_operator_at_all(found):
    _, findings = found("scripts/a.py")
    assert (
        as_text(findings)
        == """\
pyproject.toml:1: error CLM007: `tool.claimed` has no operator: there is no script below `operators/`
    Put scripts (`.py`, `.ipynb`, `.R`) below `operators/`, or name them: `include = ["scripts/*.py"]` below `[tool.claimed]`.
1 error"""
    )


def test_a_table_for_an_operator_that_is_not_there(found):
    _, findings = found("operators/make_data.py", manifest='[tool.claimed.operators.make_data]\nimages = "off"\n')
    assert (
        as_text(findings)
        == """\
pyproject.toml:4: error CLM001: `tool.claimed.operators.make_data` names no operator
    Did you mean `make-data`?
1 error"""
    )


def test_a_table_for_an_operator_that_exclude_leaves_out(found):
    manifest = 'exclude = ["operators/old*.py"]\n[tool.claimed.operators.old-data]\nimages = "off"\n'
    scripts, findings = found("operators/make_data.py", "operators/old_data.py", manifest=manifest)
    assert ([script.name for script in scripts], findings) == (["make-data"], ())
