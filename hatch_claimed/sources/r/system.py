"""System packages of an R script: its `# apt …` and `# dnf …` comments (C3 requirements, *Requirements*)."""

from __future__ import annotations

import re

from hatch_claimed.model import Finding, SystemPackages
from hatch_claimed.sources.install.checks import Installs, LinePosition, joined
from hatch_claimed.sources.install.lines import parse_comment
from hatch_claimed.sources.r.comments import Comments

_PIP = re.compile(r"[#!%\s]*(?:python\S*\s+-m\s+)?(?:uv|pip)")


def read_system_packages(comments: Comments, path: str) -> tuple[tuple[SystemPackages, ...], tuple[Finding, ...]]:
    """All lines for the system's package manager, in source order, and what is wrong with them."""
    found = joined(_installs(line, comments.alone[line], path) for line in sorted(comments.alone))
    return found.system_packages, found.findings


def _installs(line: int, comment: str, path: str) -> Installs:
    # `# pip install …` asks for nothing that the image of an R script could give
    return Installs() if _PIP.match(comment) else parse_comment(comment, LinePosition(path, line, mark="# "))
