"""All rules, and their application to a project's operators."""

from __future__ import annotations

from collections.abc import Iterable

from hatch_claimed.checks.rule import Rule
from hatch_claimed.checks.rules import (
    already,
    arguments,
    bases,
    defaults,
    deployments,
    descriptions,
    grid,
    imports,
    left_behind,
    locks,
    magics,
    misnamed,
    modules,
    names,
    notebooks,
    own,
    portability,
    printed,
    project,
    requirements,
    run_time,
    secrets,
    system,
    workflows,
    wrappers,
)
from hatch_claimed.model import Finding
from hatch_claimed.sources.operators import ReadOperator

_GROUPS = (
    project.RULES,
    already.RULES,
    names.RULES,
    system.RULES,
    bases.RULES,
    descriptions.RULES,
    notebooks.RULES,
    own.RULES,
    imports.RULES,
    left_behind.RULES,
    locks.RULES,
    misnamed.RULES,
    magics.RULES,
    modules.RULES,
    requirements.RULES,
    run_time.RULES,
    secrets.RULES,
    printed.RULES,
    portability.RULES,
    arguments.RULES,
    defaults.RULES,
    wrappers.RULES,
    deployments.RULES,
    workflows.RULES,
    grid.RULES,
)
RULES: tuple[Rule, ...] = tuple(sorted((rule for group in _GROUPS for rule in group), key=lambda rule: rule.code))


def check(subjects: Iterable[ReadOperator]) -> tuple[Finding, ...]:
    """What the rules find in all operators."""
    return tuple(finding for subject in subjects for rule in RULES for finding in rule.findings(subject))


def title(code: str) -> str:
    """What a rule is about, in a few words; the code itself for one that is unknown."""
    return next((rule.title for rule in RULES if rule.code == code), code)
