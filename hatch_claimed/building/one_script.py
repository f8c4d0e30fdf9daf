"""What findings say of a script that a command names by its path, and no project by its settings."""

from __future__ import annotations

from dataclasses import replace

from hatch_claimed.model import Finding

STAYS_BEHIND = "CLM123"
"""The rule about files that a script reads and that do not come along."""


def with_words_of_commands(finding: Finding) -> Finding:
    """The finding; where its remedy is a setting of an operator's own, with the words of commands instead."""
    if finding.code != STAYS_BEHIND:
        return finding
    named = f"Name it in the command: `build {finding.path} FILE`, `run --files FILE {finding.path}`."
    return replace(finding, remedy=f"{named}\nOr make the path a parameter.")
