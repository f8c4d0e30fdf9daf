"""Findings for people at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

import click

from hatch_claimed.checks.formats.escaping import visible
from hatch_claimed.checks.formats.excerpt import excerpt
from hatch_claimed.checks.formats.format import Lines, ordered
from hatch_claimed.checks.formats.redaction import without_secrets
from hatch_claimed.checks.repeated import Repeated, elsewhere, once
from hatch_claimed.checks.report import place
from hatch_claimed.model import Finding, Severity
from hatch_claimed.model.quantities import quantity

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)
_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "hint": "cyan"}


@dataclass(frozen=True, slots=True)
class TextFormat:
    """For each finding its place and message, the source line with a caret, and the remedy; last, how many there are.

    What is said of several places is said once, with the other places behind it, unless `every` one is asked for.
    `colour` adds the ANSI codes of a terminal, and changes nothing else.
    """

    colour: bool = False
    every: bool = False

    def render(self, findings: Sequence[Finding], lines: Lines, /) -> str:
        """The paragraphs and the count, or nothing when there are no findings."""
        if not findings:
            return ""
        safe = without_secrets(findings, lines)
        found = ordered(findings)
        told: list[Repeated] = [(finding, ()) for finding in found] if self.every else once(found)
        paragraphs = ["\n".join(self._paragraph(one, safe)) for one in told]
        return "\n\n".join([*paragraphs, self._count(findings)])

    def _paragraph(self, one: Repeated, lines: Lines) -> Iterator[str]:
        finding, _ = one
        colour = _COLOURS[finding.severity]
        kind = self._style(f"{finding.severity} {finding.code}", fg=colour, bold=True)
        first, *others = _lines(finding.message) or [""]
        yield f"{self._style(visible(place(finding)), bold=True)}: {kind}: {first}".rstrip()
        yield from (f"    {line}".rstrip() for line in others)
        yield from self._source(finding, lines, colour)
        for number, line in enumerate(_lines(finding.remedy)):
            head = "      " if number else self._style("help", fg="cyan", bold=True) + ": "
            yield f"{head}{line}".rstrip()
        if also := elsewhere(one, place):
            yield f"{self._style('also', fg='cyan', bold=True)}: {visible(also)}"

    def _source(self, finding: Finding, lines: Lines, colour: str) -> Iterator[str]:
        """The line and the caret; nothing where the line is not known or not to be shown."""
        line = None if finding.line is None else lines(finding)
        shown = None if line is None else excerpt(line, finding.column)
        if shown is None:
            return
        number = str(finding.line)
        yield f"{self._gutter(number)} {shown.text}"
        if shown.caret is not None:
            yield f"{self._gutter(' ' * len(number))} {' ' * shown.caret}{self._style('^', fg=colour, bold=True)}"

    def _gutter(self, text: str) -> str:
        return self._style(f"{text} |", fg="blue", bold=True)

    def _count(self, findings: Sequence[Finding]) -> str:
        counts = Counter(finding.severity for finding in findings)
        named = [(name, counts[name]) for name in _SEVERITIES if counts[name]]
        return self._style(", ".join(quantity(count, name) for name, count in named), bold=True)

    def _style(self, text: str, *, fg: str | None = None, bold: bool | None = None) -> str:
        return click.style(text, fg=fg, bold=bold) if self.colour else text


def _lines(text: str) -> list[str]:
    """The lines of a message or remedy, which may hold tabs and anything from the user's file."""
    return [visible(line) for line in text.expandtabs(4).splitlines()]
