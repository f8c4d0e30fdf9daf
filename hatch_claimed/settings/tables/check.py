"""`[tool.claimed.check]`, declared once."""

from __future__ import annotations

from dataclasses import dataclass

from hatch_claimed.settings.grammar import RULE
from hatch_claimed.settings.options import Option, option


@dataclass(frozen=True, kw_only=True)
class CheckTable:
    """Which rules hold. What keeps a script from being read at all is always said."""

    select: tuple[str, ...] = option(
        ("CLM",), Option("The rules that are checked, as codes or beginnings of codes.", RULE, ("CLM02", "CLM04"))
    )
    ignore: tuple[str, ...] = option(
        (), Option("The rules that are not, as codes or beginnings of codes.", RULE, ("CLM041",))
    )
