"""Where a project's files come from, as far as git knows."""

from __future__ import annotations

import re
from pathlib import Path

from hatch_claimed.artifacts.release import SourceRevision
from hatch_claimed.system.command import run


def revision(root: Path) -> SourceRevision | None:
    """The commit that the project is at, and whether files that git knows differ from it; None without git."""
    try:
        head = run(["git", "rev-parse", "--verify", "HEAD"], cwd=root)
        if head.status or not head.lines or not re.fullmatch("[0-9a-f]{40,64}", head.lines[-1]):
            return None
        changes = run(["git", "status", "--porcelain", "--untracked-files=no", "--", "."], cwd=root)
    except FileNotFoundError:
        return None
    return SourceRevision(head.lines[-1], changed=bool(changes.status or changes.lines))
