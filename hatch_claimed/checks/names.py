"""Names that an environment variable may have and a client cannot carry."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Sequence

from hatch_claimed.model import Finding, Operator, Output, Parameter, Severity


def same_for_kubeflow(operator: Operator) -> Iterator[Finding]:
    """CLM026: KFP 2 reads names in lower case and without `_` at the ends, and then one of two values is lost."""
    for group in (operator.parameters, operator.outputs):
        first: dict[str, Parameter | Output] = {}
        for named in group:
            other = first.setdefault(_for_kubeflow(named.name), named)
            if other is not named:
                message = f"{named.name!r} and {other.name!r} are one name for Kubeflow, which would lose one of them"
                yield _finding("CLM026", "error", message, "Rename one of them.", operator, named)


def nameless_for_kubeflow(operator: Operator) -> Iterator[Finding]:
    """CLM027: of a name of underscores nothing is left in KFP."""
    for named in _all(operator):
        if not _for_kubeflow(named.name):
            message = f"{named.name!r} is no name that Kubeflow can hold"
            yield _finding("CLM027", "error", message, "Rename it: a name needs a letter.", operator, named)


def python_keywords(operator: Operator) -> Iterator[Finding]:
    """CLM028: pipelines are Python, and pass parameters by name."""
    for named in operator.parameters:
        name = _for_kubeflow(named.name)
        if keyword.iskeyword(name) or name == "self":
            message = f"{named.name!r} is a word of Python's own, so that a Kubeflow pipeline cannot pass it by name"
            remedy = f"Rename it, for example to {f'{name}_value'!r}."
            yield _finding("CLM028", "warning", message, remedy, operator, named)


def _for_kubeflow(name: str) -> str:
    return name.lower().strip("_")


def _all(operator: Operator) -> Sequence[Parameter | Output]:
    return (*operator.parameters, *operator.outputs)


def _finding(
    code: str, severity: Severity, message: str, remedy: str, operator: Operator, named: Parameter | Output
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        remedy=remedy,
        path=str(operator.path),
        line=named.line,
        cell=named.cell,
    )
