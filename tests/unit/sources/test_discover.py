from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.checks.report import as_text
from hatch_claimed.languages import registry
from hatch_claimed.languages.notebook.language import NOTEBOOK
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.languages.r.language import R
from hatch_claimed.model import operator_name
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.discover import ScriptFile, discover
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
        discovery = discover(settings, Tree(tmp_path))
        return discovery.scripts, discovery.findings

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


def said(findings):
    return as_text(findings).splitlines()


def test_files_of_one_name_are_named_by_their_folders(found):
    scripts, findings = found("operators/flood/task.py", "operators/fire/task.py", "operators/c.py")
    assert [(script.name, str(script.path)) for script in scripts] == [
        ("c", "operators/c.py"),
        ("fire", "operators/fire/task.py"),
        ("flood", "operators/flood/task.py"),
    ]
    assert said(findings) == [
        "operators/fire/task.py: hint CLM129: gives the name 'task', as does operators/flood/task.py, so it is called "
        "'fire' after its folder: another file can change that, and the names of images with it",
        '    Write below `[tool.claimed.operators]`: `"operators/fire/task.py" = { name = "fire" }`, '
        '`"operators/flood/task.py" = { name = "flood" }`. `hatch-claimed init` adds all such lines.',
        "1 hint",
    ]


def test_one_finding_for_many_files_of_one_name(found):
    _, findings = found(*(f"operators/{number}/task.py" for number in range(10, 50)))
    (finding,) = findings
    assert "as do operators/11/task.py and 38 more" in finding.message
    assert "and so on for 37 more." in finding.remedy


def test_a_name_of_the_settings_goes_before_all(found):
    manifest = """
[tool.claimed.operators]
"operators/flood/task.py" = { name = "high-water" }
"operators/fire/task.py".name = "fire"
c = { name = "count" }
"""
    scripts, findings = found(
        "operators/flood/task.py", "operators/fire/task.py", "operators/c.py", "operators/d.py", manifest=manifest
    )
    assert findings == ()
    assert [(script.name, script.path.parts[1]) for script in scripts] == [
        ("count", "c.py"),
        ("d", "d.py"),
        ("fire", "fire"),
        ("high-water", "flood"),
    ]


def test_operators_may_swap_their_names(found):
    manifest = '[tool.claimed.operators]\na = { name = "b", version = "1" }\nb = { name = "a", version = "2" }\n'
    scripts, findings = found("operators/a.py", "operators/b.py", manifest=manifest)
    assert findings == ()
    assert [(script.name, script.path.name) for script in scripts] == [("a", "b.py"), ("b", "a.py")]


def test_a_set_name_that_another_operator_has(found):
    manifest = '[tool.claimed.operators]\n"operators/a.py" = { name = "b" }\n'
    _, findings = found("operators/a.py", "operators/b.py", manifest=manifest)
    assert said(findings) == [
        "pyproject.toml:5: error CLM008: `tool.claimed.operators.\"operators/a.py\".name` is 'b', as operators/b.py is "
        "called",
        "    Name one of them otherwise.",
        "1 error",
    ]


def test_two_tables_of_one_operator(found):
    manifest = """
[tool.claimed.operators."./operators/a.py"]
name = "count"
[tool.claimed.operators.a]
version = "1"
[tool.claimed.operators.count]
version = "1"
"""
    _, findings = found("operators/a.py", manifest=manifest)
    assert said(findings) == [
        "pyproject.toml:7: error CLM008: `tool.claimed.operators.a` is a second table of operators/a.py, beside "
        '`tool.claimed.operators."./operators/a.py"`',
        "    Write all into one of them.",
        "pyproject.toml:9: error CLM008: `tool.claimed.operators.count` is a second table of operators/a.py, beside "
        '`tool.claimed.operators."./operators/a.py"`',
        "    Write all into one of them.",
        "2 errors",
    ]


def test_a_name_that_cannot_be():
    read, _ = read_manifest(f'{MANIFEST}[tool.claimed.operators."a.py"]\nname = "My Name"\n')
    assert said(read.findings) == [
        'pyproject.toml:5: error CLM003: `tool.claimed.operators."a.py".name` is "My Name"',
        "    Write 1 to 63 lower-case letters, digits and hyphens, with no hyphen at the ends, such as `clean-levels`.",
        "1 error",
    ]


def test_two_files_that_nothing_tells_apart(found):
    _, findings = found("operators/a_b.py", "operators/A-B.ipynb", "operators/c.py")
    assert said(findings) == [
        "operators/A-B.ipynb: error CLM008: gives the operator name 'a-b', as does operators/a_b.py",
        '    Name one of them, such as `"operators/a_b.py" = { name = "a-b-py" }` below `[tool.claimed.operators]`, '
        "rename a file, or leave one out with `exclude`.",
        "1 error",
    ]


def test_names_that_kubernetes_refuses(found):
    _, findings = found(f"operators/{'a' * 64}.py", "operators/äöü.py", f"operators/{'b' * 63}.py")
    below = "below `[tool.claimed.operators]`: 1 to 63 letters, digits and hyphens make a Kubernetes name (RFC 1123)."
    assert said(findings) == [
        f"operators/{'a' * 64}.py: error CLM009: gives the operator name '{'a' * 64}', which is 64 characters long",
        f'    Rename the file, or write `"operators/{"a" * 64}.py" = {{ name = "{"a" * 63}" }}` {below}',
        "operators/äöü.py: error CLM009: gives the operator name '', which holds no letter or digit",
        f'    Rename the file, or write `"operators/äöü.py" = {{ name = "aou" }}` {below}',
        "2 errors",
    ]


def test_a_set_name_makes_every_file_an_operator(found):
    manifest = '[tool.claimed.operators]\n"operators/äöü.py" = { name = "vowels" }\n'
    scripts, findings = found("operators/äöü.py", manifest=manifest)
    assert ([script.name for script in scripts], findings) == (["vowels"], ())


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


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        ("task", "2 files give this name, and are called `fire`, `flood`."),
        ("floods", "Did you mean `flood`?"),
        ("operators/floods/task.py", 'Did you mean `"operators/flood/task.py"`?'),
        ("elsewhere.ipynb", "No such script is selected by `include`."),
    ],
)
def test_tables_of_nobody(found, key, remedy):
    manifest = f'[tool.claimed.operators."{key}"]\nimages = "off"\n'
    _, findings = found("operators/flood/task.py", "operators/fire/task.py", manifest=manifest)
    (finding,) = [one for one in findings if one.code == "CLM001"]
    assert (finding.remedy, finding.line) == (remedy, 4)


@pytest.mark.parametrize("key", ["b", "operators/b/task.py", "task"])
def test_tables_of_excluded_operators_may_wait(found, key):
    manifest = f'exclude = ["operators/b/**"]\n[tool.claimed.operators."{key}"]\nimages = "off"\n'
    _, findings = found("operators/a/task.py", "operators/b/task.py", manifest=manifest)
    assert findings == ()
