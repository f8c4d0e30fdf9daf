"""The reference of all rules, as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from hatch_claimed.checks.rule import Rule
from hatch_claimed.languages import registry

_TOP = """\
# Rules

`hatch-claimed check` and every build apply these rules to the operators of a project. A build stops at errors and shows
warnings; `check --strict` stops at warnings too. Hints never stop anything.

`# claimed: ignore[CLM041]` at the end of a line ignores a rule there, `ignore = ["CLM041"]` below
`[tool.claimed.check]` in the whole project, and below `[tool.claimed.operators.NAME.check]` in one operator.
Rules without which nothing could be built, such as those of settings, cannot be ignored; they say so.
"""


def reference(rules: Iterable[Rule]) -> str:
    """A table of the rules by code, then a section for each: what it is about, why, a bad and a good example."""
    ordered = sorted(rules, key=lambda rule: rule.code)
    rows = [f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity} | {rule.title} |" for rule in ordered]
    table = "\n".join(["| Code | Severity | What it finds |", "|---|---|---|", *rows])
    return "\n".join([_TOP, table, *(_section(rule) for rule in ordered)])


def _section(rule: Rule) -> str:
    why = textwrap.fill(rule.why, 120, break_long_words=False, break_on_hyphens=False)
    always = "" if rule.optional else " It cannot be ignored."
    title = f"{rule.title[:1].upper()}{rule.title[1:]}"
    parts = [
        f"\n## {rule.code}",
        f"**{title}.** Severity: {rule.severity}.{always}",
        why,
        *([f"With this in pyproject.toml:\n\n{_fenced(rule.settings, 'toml')}"] if rule.settings else []),
        f"Bad:\n\n{_fenced(rule.bad, rule.language)}",
        f"Good:\n\n{_fenced(rule.good, rule.language)}",
    ]
    return "\n\n".join(parts) + "\n"


def _fenced(text: str, language: str) -> str:
    body = text.rstrip("\n")
    fence = "````" if "```" in body else "```"
    marked = next((one.fence for one in registry.LANGUAGES if one.kind == language), language)
    return f"{fence}{marked}\n{body}\n{fence}"
