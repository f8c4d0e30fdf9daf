"""The rules that every operator is checked against, beyond what its reader sees itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hatch_claimed.checks.names import nameless_for_kubeflow, python_keywords, same_for_kubeflow
from hatch_claimed.model import Finding, Operator

Rule = Callable[[Operator], Iterator[Finding]]

RULES: tuple[Rule, ...] = (same_for_kubeflow, nameless_for_kubeflow, python_keywords)


def check(operators: Iterable[Operator]) -> tuple[Finding, ...]:
    """What the rules find in all operators."""
    return tuple(finding for operator in operators for rule in RULES for finding in rule(operator))
