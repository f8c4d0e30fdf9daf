"""What can be wrong with a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, where it is, and what to write instead.

    `code` is stable (`CLM` and three digits). `line` is None when the whole file is meant. In a notebook, `line`
    counts within `cell`.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    path: str
    line: int | None = None
    column: int | None = None
    cell: int | None = None
