"""Operators that the last build, or claimed.lock, knows by another name: their images have another name as well."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from hatch_claimed.artifacts.catalog import CATALOG_FILE
from hatch_claimed.building.artifact_folder import ArtifactFolder
from hatch_claimed.lock.document import read
from hatch_claimed.lock.model import LOCK_FILE, LockFile
from hatch_claimed.model import Finding, Operator, Project, image_name, operator_name
from hatch_claimed.sources.operator_tables import name_line
from hatch_claimed.system.tree import read_text


def renamed_operators(project: Project, dist: ArtifactFolder, root: Path) -> tuple[Finding, ...]:
    """CLM130 for each operator whose script had another name in the last build, or has one in claimed.lock."""
    built = _built(dist)
    known = {one.path: name for one in project.operators if (name := built.get(str(one.path)))}
    where = dict.fromkeys(known, "in the last build")
    # the lock names no scripts; one that is called otherwise than its file may have been called like it
    others = [one for one in project.operators if one.path not in known and one.name != operator_name(one.path)]
    names = {one.name for one in project.operators}
    locked = _locked(root) if others else frozenset()
    for one in others:
        if (before := operator_name(one.path)) in locked - names and one.name not in locked:
            known[one.path], where[one.path] = before, f"in {LOCK_FILE}"
    changed = (one for one in project.operators if known.get(one.path, one.name) != one.name)
    return tuple(_finding(one, known[one.path], where[one.path]) for one in changed)


def _built(dist: ArtifactFolder) -> Mapping[str, str]:
    """The names of the last build by the paths of scripts; none where there was none."""
    if dist.record() is None:
        return {}
    try:
        document = json.loads((dist.path / CATALOG_FILE).read_text(encoding="utf-8"))
        return {str(one["path"]): str(one["name"]) for one in document["operators"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _locked(root: Path) -> frozenset[str]:
    """The names of operators in claimed.lock, as far as it can be read."""
    try:
        lock, _ = read(read_text(root / LOCK_FILE))
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(_names(lock)) if lock else frozenset()


def _names(lock: LockFile) -> Iterator[str]:
    for names in (one.operators for group in (lock.environments, lock.system, lock.r) for one in group):
        yield from names


def _finding(operator: Operator, before: str, where: str) -> Finding:
    old, new = image_name(before), image_name(operator.name)
    return Finding(
        code="CLM130",
        severity="warning",
        message=f"is the operator {operator.name!r}, and was {before!r} {where}: its image is {new} now, and no build "
        f"makes {old} any more",
        remedy=f"To keep the name, write `{name_line(operator.path, before)}` below `[tool.claimed.operators]`.",
        path=str(operator.path),
    )
