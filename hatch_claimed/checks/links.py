"""Where the project and its reference of rules are read."""

from __future__ import annotations

PROJECT = "https://github.com/hatch-claimed/hatch-claimed"
RULES = f"{PROJECT}/blob/main/docs/rules.md"


def link(code: str) -> str:
    """The page of a rule: `CLM012` gives `…/docs/rules.md#clm012`."""
    return f"{RULES}#{code.lower()}"
