"""The lock of a project as a build meets it."""

from __future__ import annotations

from pathlib import PurePosixPath

from hatch_claimed.lock.compare import missing, stale
from hatch_claimed.lock.document import read
from hatch_claimed.lock.model import LOCK_FILE, LockFile
from hatch_claimed.model import Finding, Project
from hatch_claimed.system.tree import Tree


def read_lock(
    tree: Tree, project: Project, *, demanded: bool
) -> tuple[bytes | None, LockFile | None, tuple[Finding, ...]]:
    """The file's bytes, what it holds, and what is wrong with it: errors where a lock is `demanded`, else warnings.

    A lock that cannot be read is always an error: nobody can tell what would be built.
    """
    path = PurePosixPath(LOCK_FILE)
    if not tree.is_file(path):
        return None, None, (missing("error" if demanded else "hint"),)
    content = tree.read(path)
    lock, findings = read(content.decode(errors="replace"))
    if lock is None:
        return content, None, findings
    return content, lock, stale(project, lock, "error" if demanded else "warning")
