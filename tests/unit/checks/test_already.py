"""The pages of what the settings and the readers say: their examples, put through the stages of a build."""

import sys

import pytest

from hatch_claimed.checks.ignores import kept
from hatch_claimed.checks.rules import already, descriptions, project
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.operators import read_operators
from hatch_claimed.tree import Tree

MANIFEST = '[project]\nname = "river"\nversion = "1.0"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n'
SUFFIXES = {"python": ".py", "notebook": ".ipynb", "r": ".R"}
PAGES = [rule for rule in (*project.RULES, *already.RULES) if rule.code != "CLM014"]
CODES = {rule.code for rule in PAGES}
SCRIPT = "print(1)\n"


def files_of(rule, text):
    """The files of a small project that has an example in it."""
    files = {"pyproject.toml": MANIFEST, "lookup.csv": "", "operators/lookup.csv": ""}
    if rule.language == "toml":
        return {**files, "pyproject.toml": text, "operators/count.py": SCRIPT}
    if rule.language == "text":
        notebook = already._GOOD_NOTEBOOK
        return files | {path: notebook if path.endswith(".ipynb") else SCRIPT for path in text.split()}
    return files | {f"operators/count{SUFFIXES[rule.language]}": text}


def findings(files, folder):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    manifest, found = read_manifest(files["pyproject.toml"])
    if manifest is None:
        return found
    settings, said = resolve(manifest, manifest.static_version or "")
    subjects, read = read_operators(settings, Tree(folder))
    checked = [finding for subject in subjects for rule in descriptions.RULES for finding in rule.findings(subject)]
    return kept((*found, *said, *read, *checked), subjects, settings)


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.code)
def test_bad_examples(rule, tmp_path):
    found = {(one.code, one.severity) for one in findings(files_of(rule, rule.bad), tmp_path) if one.code in CODES}
    assert found == {(rule.code, rule.severity)}


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.code)
def test_good_examples(rule, tmp_path):
    assert [one for one in findings(files_of(rule, rule.good), tmp_path) if one.code in CODES] == []


@pytest.mark.parametrize(("there", "codes"), [(True, []), (False, ["CLM014"])])
def test_r_scripts_want_the_grammar(there, codes, tmp_path, monkeypatch):
    if not there:
        monkeypatch.setitem(sys.modules, "tree_sitter_language_pack", None)
    files = {"pyproject.toml": MANIFEST, "operators/count.R": "#' Count stations.\nprint(1)\n"}
    assert [one.code for one in findings(files, tmp_path)] == codes
