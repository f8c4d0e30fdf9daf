"""All rules, and their application to a project's operators."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module

from hatch_claimed.checks import rules
from hatch_claimed.checks.rule import Rule
from hatch_claimed.model import Finding
from hatch_claimed.sources.operators import ReadOperator


def _all() -> Iterator[Rule]:
    """The rules of each module of `rules`, so that a new one is named nowhere else. Others begin with `_`."""
    for module in pkgutil.iter_modules(rules.__path__):
        if not module.name.startswith("_"):
            yield from import_module(f"{rules.__name__}.{module.name}").RULES


RULES: tuple[Rule, ...] = tuple(sorted(_all(), key=lambda rule: rule.code))


def check(subjects: Iterable[ReadOperator]) -> tuple[Finding, ...]:
    """What the rules find in all operators."""
    return tuple(finding for subject in subjects for rule in RULES for finding in rule.findings(subject))


@cache
def of_wrappers() -> frozenset[str]:
    """The codes of the rules that find what is wrong with grid wrappers."""
    return frozenset(rule.code for rule in RULES if rule.of_wrapper)


def title(code: str) -> str:
    """What a rule is about, in a few words; the code itself for one that is unknown."""
    return next((rule.title for rule in RULES if rule.code == code), code)
