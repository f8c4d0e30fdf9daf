"""What of a project cannot be built, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hatch_claimed.model.finding import Finding

BrokenKind = Literal["operator", "grid wrapper", "workflow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An operator, grid wrapper or workflow with errors, its own or of what it needs.

    `paths` are the scripts that it comes from, several where these give one name; of a workflow, pyproject.toml.
    `findings` are its own errors, `needs` the names of broken ones without which it cannot be built.
    """

    name: str
    kind: BrokenKind
    paths: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    needs: tuple[str, ...] = ()
