import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from hatch_claimed.checks import rules
from hatch_claimed.checks.links import link
from hatch_claimed.checks.reference import reference
from hatch_claimed.checks.registry import RULES
from hatch_claimed.checks.rule import Rule

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "rules.md"


def all_rules():
    names = [module.name for module in pkgutil.iter_modules(rules.__path__) if not module.name.startswith("_")]
    modules = [importlib.import_module(f"{rules.__name__}.{name}") for name in sorted(names)]
    return [rule for module in modules for rule in module.RULES]


def test_the_reference_is_the_generated_one():
    assert PAGES.read_text(encoding="utf-8") == reference(all_rules())


def test_the_registry_holds_all_groups():
    assert sorted(rule.code for rule in RULES) == sorted(rule.code for rule in all_rules())


def test_every_code_that_the_program_says_has_a_page():
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "hatch_claimed").rglob("*.py"))
    assert set(re.findall(r"CLM\d{3}", source)) == {rule.code for rule in all_rules()}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_links_lead_to_a_heading(rule):
    heading = link(rule.code).partition("#")[2]
    assert f"\n## {heading.upper()}\n" in PAGES.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_pages_are_short_and_whole(rule):
    assert rule.title[:1].islower() or rule.title[:2].isupper()
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert rule.bad != rule.good
    assert rule.bad.endswith("\n")
    assert rule.good.endswith("\n")
    settings_or_lock = rule.code < "CLM020" or "CLM070" <= rule.code < "CLM074" or "CLM080" <= rule.code < "CLM090"
    settings_or_lock = settings_or_lock or "CLM091" <= rule.code < "CLM095"
    settings_or_lock = (
        settings_or_lock or "CLM100" <= rule.code < "CLM110" or rule.code in {"CLM120", "CLM128", "CLM130"}
    )
    assert rule.optional == (not settings_or_lock)


def test_a_reference_of_two_rules():
    first = Rule(
        code="CLM012",
        severity="error",
        title="a slip",
        why="It hurts.",
        bad="x=\n",
        good="x=1\n",
        optional=False,
        settings="[a]\n",
    )
    second = Rule(
        code="CLM002", severity="hint", title="a smell", why="It smells.", bad="{\n", good="{}\n", language="notebook"
    )
    _, _, pages = reference([first, second]).partition("they say so.\n\n")
    assert pages == (
        "| Code | Severity | What it finds |\n"
        "|---|---|---|\n"
        "| [CLM002](#clm002) | hint | a smell |\n"
        "| [CLM012](#clm012) | error | a slip |\n"
        "\n## CLM002\n\n**A smell.** Severity: hint.\n\nIt smells.\n\n"
        "Bad:\n\n```json\n{\n```\n\nGood:\n\n```json\n{}\n```\n"
        "\n\n## CLM012\n\n**A slip.** Severity: error. It cannot be ignored.\n\nIt hurts.\n\n"
        "With this in pyproject.toml:\n\n```toml\n[a]\n```\n\n"
        "Bad:\n\n```python\nx=\n```\n\nGood:\n\n```python\nx=1\n```\n"
    )
