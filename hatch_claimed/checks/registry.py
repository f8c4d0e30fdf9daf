"""All rules, and their application to a project's operators."""

from __future__ import annotations

from collections.abc import Iterable

from hatch_claimed.checks.rule import Rule
from hatch_claimed.checks.rules import names
from hatch_claimed.model import Finding
from hatch_claimed.sources.operators import ReadOperator

RULES: tuple[Rule, ...] = (*names.RULES,)


def check(subjects: Iterable[ReadOperator]) -> tuple[Finding, ...]:
    """What the rules find in all operators."""
    return tuple(finding for subject in subjects for rule in RULES for finding in rule.findings(subject))


def rule(code: str) -> Rule | None:
    """The rule of a code."""
    return next((one for one in RULES if one.code == code), None)
