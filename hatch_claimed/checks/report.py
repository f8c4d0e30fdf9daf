"""Findings as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from hatch_claimed.checks.repeated import Repeated, elsewhere, once
from hatch_claimed.model import Broken, Finding, Severity, united
from hatch_claimed.model.broken import broken_count
from hatch_claimed.model.quantities import quantity

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)


def as_text(findings: Sequence[Finding], *, briefly: bool = False) -> str:
    """One paragraph for each finding, by file and line, and a last line that counts them.

    `briefly` says once what is the same in several places. What no terminal shows, such as the bytes of a file name
    that is not UTF-8, is escaped.
    """
    found = sorted(findings, key=_key)
    told: list[Repeated] = once(found) if briefly else [(finding, ()) for finding in found]
    lines = [line for one in told for line in _lines(one)]
    return _shown("\n".join([*lines, _count(findings)]))


def broken_as_text(broken: Sequence[Broken], what: str, *, briefly: bool = False) -> str:
    """All errors of what is broken, a line for each that is, and how many there are and `what` became of them."""
    findings = united(one for each in broken for one in each.findings)
    return "\n".join(
        [as_text(findings, briefly=briefly), *(f"  {one}" for one in broken), f"{broken_count(broken)}, {what}"]
    )


def as_lines(findings: Sequence[Finding]) -> list[str]:
    """The lines of these paragraphs, without the count."""
    found = sorted(findings, key=_key)
    return [_shown(line) for finding in found for line in _lines((finding, ()))]


def broken_lines(broken: Broken) -> list[str]:
    """Why one is broken: the lines of its errors, and a line for each broken one that it needs."""
    return [*as_lines(broken.findings), *(f"needs {name}, which is broken" for name in broken.needs)]


def place(finding: Finding) -> str:
    """Where it is: `file:line:column`, in notebooks `file:cell 3:line:column`."""
    parts = [finding.path]
    if finding.cell is not None:
        parts.append(f"cell {finding.cell}")
    if finding.line is not None:
        parts.append(str(finding.line))
        if finding.column is not None:
            parts.append(str(finding.column))
    return ":".join(parts)


def _lines(one: Repeated) -> Iterable[str]:
    finding, _ = one
    yield f"{place(finding)}: {finding.severity} {finding.code}: {finding.message}"
    yield from (f"    {line}" if line else "" for line in finding.remedy.splitlines())
    if others := elsewhere(one, place):
        yield f"    Also: {others}"


def _shown(text: str) -> str:
    return text.encode(errors="backslashreplace").decode()


def _key(finding: Finding) -> tuple[str, int, int, int, str]:
    return (finding.path, finding.cell or 0, finding.line or 0, finding.column or 0, finding.code)


def _count(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    parts = [quantity(counts[name], name) for name in _SEVERITIES if counts[name]]
    return ", ".join(parts)
