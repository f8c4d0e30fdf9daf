"""What a project holds, and everything that is wrong with it: what checks and builds have in common. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hatch_claimed.checks.ignores import kept
from hatch_claimed.checks.registry import check
from hatch_claimed.model import Finding
from hatch_claimed.settings.settings import Settings
from hatch_claimed.sources.operators import ReadOperator, read_operators
from hatch_claimed.tree import Tree


@dataclass(frozen=True, slots=True)
class Inspection:
    """The operators that could be read, sorted by name, and the findings that nobody ignores."""

    subjects: tuple[ReadOperator, ...]
    findings: tuple[Finding, ...]


def inspect(settings: Settings, tree: Tree, known: tuple[Finding, ...] = ()) -> Inspection:
    """Read and check a project. `known` are findings about the settings."""
    subjects, found = read_operators(settings, tree)
    return Inspection(subjects, kept(known + found + check(subjects), subjects, settings))
