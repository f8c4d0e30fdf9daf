"""Findings as workflow commands, which GitHub shows at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hatch_claimed.checks.formats.escaping import encodable
from hatch_claimed.checks.formats.format import Lines, ordered, told
from hatch_claimed.model import Finding, Severity

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "hint": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


@dataclass(frozen=True, slots=True)
class GitHubFormat:
    """One line for each finding, escaped as `@actions/core` escapes data and properties.

    A notebook's lines are not those of its file, so the message names the cell and the line.
    """

    def render(self, findings: Sequence[Finding], _lines: Lines, /) -> str:
        """The commands, or nothing when there are no findings."""
        return "\n".join(_command(finding) for finding in ordered(findings))


def _command(finding: Finding) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding))
    return f"::{_COMMANDS[finding.severity]} {properties}::{encodable(told(finding)).translate(_DATA)}"


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "file", finding.path
    if finding.line is not None and finding.cell is None:
        yield "line", str(finding.line)
        if finding.column is not None:
            yield "col", str(finding.column)
    yield "title", finding.code


def _property(value: str) -> str:
    return encodable(value).translate(_PROPERTY)
