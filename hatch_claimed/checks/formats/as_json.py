"""Findings as JSON, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hatch_claimed.checks.formats.escaping import json_text
from hatch_claimed.checks.formats.format import Lines, ordered
from hatch_claimed.checks.links import link
from hatch_claimed.model import Finding


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """A list with one object for each finding: all its fields, null where they are not known, and the rule's `url`."""

    def render(self, findings: Sequence[Finding], _lines: Lines, /) -> str:
        """The list, `[]` when there are no findings."""
        return json_text([{**finding.document, "url": link(finding.code)} for finding in ordered(findings)])
