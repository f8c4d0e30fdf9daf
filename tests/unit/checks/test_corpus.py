"""The corpus: for every rule scripts that break it, with the exact text that says so, and scripts that do not.

`corpus/<CODE>/bad*` has its text in `bad*.expected.txt`. What a script needs beside itself (`files`, `neighbours`,
`base`, `requirement_files`, `wrapper`) stands in `<its stem>.toml`, for the examples of the rule's own page in
`page.toml`. Rules with settings of their own look at operators with a grid wrapper.
"""

import importlib
import pkgutil
import platform
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from hatch_claimed.checks import rules
from hatch_claimed.checks.report import as_text

CORPUS = Path(__file__).parent / "corpus"
SCRIPTS = {".py", ".ipynb", ".R", ".r"}
SUFFIXES = {"python": ".py", "notebook": ".ipynb", "r": ".R"}


def all_rules():
    names = [module.name for module in pkgutil.iter_modules(rules.__path__) if not module.name.startswith("_")]
    modules = [importlib.import_module(f"{rules.__name__}.{name}") for name in sorted(names)]
    return [rule for module in modules for rule in module.RULES]


RULES = all_rules()
CHECKED = {rule.code: rule for rule in RULES if rule.check}


def scripts(beginning):
    found = sorted(path for path in CORPUS.glob(f"*/{beginning}*") if path.suffix in SCRIPTS)
    return [pytest.param(path, id=f"{path.parent.name}-{path.name}") for path in found]


def context(path, part=None):
    """The arguments of the `subject` fixture that stand in a file, if there is one."""
    table = tomllib.loads(path.read_text()) if path.is_file() else {}
    return table.get(part, {}) if part else table


def findings(path, subject):
    rule = CHECKED[path.parent.name]
    needs = context(path.with_suffix(".toml"))
    if rule.settings:
        needs.setdefault("wrapper", {})
    return list(rule.findings(subject(path.read_bytes(), f"operators/{path.name}", **needs)))


@pytest.mark.parametrize("path", scripts("bad"))
def test_bad_scripts(path, subject, whole_file):
    found = findings(path, subject)
    assert found
    # the words about syntax are those of the Python that runs
    whole_file(path.with_suffix(".expected.txt"), as_text(found).replace(platform.python_version(), "3") + "\n")


@pytest.mark.parametrize("path", scripts("good"))
def test_good_scripts(path, subject):
    assert findings(path, subject) == []


@pytest.mark.parametrize("code", sorted(CHECKED))
def test_every_rule_has_bad_and_good_scripts(code):
    names = [path.name for path in (CORPUS / code).glob("*") if path.suffix in SCRIPTS]
    assert {"bad", "good"} <= {name[: 3 if name.startswith("bad") else 4] for name in names}


@pytest.mark.parametrize("code", sorted(CHECKED))
def test_the_examples_of_the_pages(code, subject):
    rule = CHECKED[code]
    tables = tomllib.loads(rule.settings)
    wrappers = tables["tool"]["claimed"]["grid-wrappers"] if tables else {"a": None}
    ((name, wrapper),) = wrappers.items()
    path = f"operators/{name}{SUFFIXES[rule.language]}"
    page = CORPUS / code / "page.toml"
    bad = subject(rule.bad, path, wrapper=wrapper, **context(page, "bad"))
    good = subject(rule.good, path, wrapper=wrapper, **context(page, "good"))
    assert {one.code for one in rule.findings(bad)} == {code}
    assert list(rule.findings(good)) == []


def test_no_code_belongs_to_two_rules():
    assert [code for code, count in Counter(rule.code for rule in RULES).items() if count > 1] == []


def test_the_corpus_holds_rules_only():
    assert {path.name for path in CORPUS.iterdir()} <= {rule.code for rule in RULES}
