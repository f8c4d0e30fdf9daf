"""One read of a variable in shell text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShellRead:
    """One read of a variable. `line` counts from 1, `column` from 0 in bytes.

    `default` is the text that takes the place of an unset variable, `computed` says that there is one which only a
    shell could tell. `plain` is `$x`; `safe` reads ask for what may be unset.
    """

    name: str
    line: int
    column: int
    required: bool = False
    default: str | None = None
    computed: bool = False
    plain: bool = False
    safe: bool = False
