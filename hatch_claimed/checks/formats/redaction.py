"""Source lines that are not printed below findings about secrets."""

from __future__ import annotations

from collections.abc import Iterable

from hatch_claimed.checks.formats.format import Lines
from hatch_claimed.model import Finding

# the rules about credentials and secrets, which point at them
_RULES = frozenset({"CLM033", "CLM061", "CLM062"})


def without_secrets(findings: Iterable[Finding], lines: Lines) -> Lines:
    """The same lines, less those where one of the findings is about a secret: others there must not show it either."""
    places = {_place(finding) for finding in findings if finding.code in _RULES}
    return lambda finding: None if _place(finding) in places else lines(finding)


def _place(finding: Finding) -> tuple[str, int | None, int | None]:
    return finding.path, finding.cell, finding.line
