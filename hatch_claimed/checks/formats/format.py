"""What a format is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from hatch_claimed.model import Finding

# the text of the line that a finding points at, in a notebook the line within its cell; None when it is not known
Lines = Callable[[Finding], str | None]


class Format(Protocol):
    """One way to print findings. All formats sort them alike, and print the same for the same findings."""

    def render(self, findings: Sequence[Finding], lines: Lines, /) -> str:
        """The whole output, without a line end after its last line, in text that UTF-8 can encode."""
        ...


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Findings by path, cell, line, column and code; what has no such place comes before what has one."""
    return sorted(findings, key=_key)


def told(finding: Finding) -> str:
    """Message and remedy below each other, after the place in a notebook, which has no lines that others can find."""
    message = f"{_cell(finding)}{finding.message}"
    return "\n".join(part for part in (message, finding.remedy) if part)


def _cell(finding: Finding) -> str:
    if finding.cell is None:
        return ""
    line = "" if finding.line is None else f", line {finding.line}"
    return f"cell {finding.cell}{line}: "


def _key(finding: Finding) -> tuple[str, int, int, int, str]:
    return finding.path, finding.cell or 0, finding.line or 0, finding.column or 0, finding.code
