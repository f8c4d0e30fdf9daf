"""Whether a lock is still what the project asks for, and if not, where it differs. Pure: no network, no processes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from hatch_claimed.lock.model import LOCK_FILE, LockedBase, LockedEnvironment, LockFile
from hatch_claimed.lock.requirements import (
    BaseRequirement,
    EnvironmentRequirements,
    LineLocation,
    ProjectRequirements,
    RequirementLine,
    RRequirements,
    SystemRequirements,
    project_requirements,
)
from hatch_claimed.model import Finding, Project, Severity

SNAPSHOTS = "https://packagemanager.posit.co/cran/"
"""Where R packages come from whose script names no repository: one address for each day."""

_REMEDY = "Run `hatch-claimed lock` and commit claimed.lock."


def stale(project: Project, lock: LockFile, severity: Severity = "warning") -> tuple[Finding, ...]:
    """CLM080 for everything that the project asks for and the lock was not made from, and the other way round.

    What the lock holds of broken operators stays as it is, and nobody can tell whether it is right.
    """
    return tuple(
        dict.fromkeys(_findings(project_requirements(project), lock, severity, project.broken_component_names))
    )


def missing(severity: Severity = "hint") -> Finding:
    """CLM082: there is no lock."""
    message = "is not there, so each build installs the newest versions that fit"
    return Finding(
        code="CLM082",
        severity=severity,
        message=message,
        remedy="Run `hatch-claimed lock` and commit claimed.lock to build the same images tomorrow.",
        path=LOCK_FILE,
    )


def is_snapshot(repository: str) -> bool:
    """Whether a repository is one that a lock chose."""
    return repository.startswith(SNAPSHOTS)


def is_needed(system: SystemRequirements, lock: LockFile) -> bool:
    """Whether the packages must be in the lock: Python for a coordinator only where its base has none."""
    base = lock.base(system.base)
    return not (system.only_without_python and base is not None and base.python is not None)


def _findings(
    required: ProjectRequirements, lock: LockFile, severity: Severity, left_out: frozenset[str]
) -> Iterator[Finding]:
    found = bool(left_out)
    for message, place in (*_differences(required, lock), *_left_over(required, lock, left_out)):
        found = True
        yield Finding.at(place, "CLM080", message, _REMEDY, severity)
    if not found and required.made_from != lock.made_from:
        message = "was made from something else than what the project requires now"
        yield Finding.at(LineLocation(LOCK_FILE), "CLM080", message, _REMEDY, severity)


def _differences(required: ProjectRequirements, lock: LockFile) -> Iterator[tuple[str, LineLocation]]:
    for base in required.bases:
        yield from _of_base(base, lock.base(base.image))
    # looked up once: a project may have thousands
    known = {(name, one.platform): one for one in lock.environments for name in one.operators}
    for environment in required.environments:
        yield from _of_environment(environment, known.get((environment.name, environment.platform)), lock)
    for system in required.system:
        if is_needed(system, lock):
            yield from _of_system(system, lock)
    for packages in required.r:
        yield from _of_r(packages, lock)


def _of_base(base: BaseRequirement, locked: LockedBase | None) -> Iterator[tuple[str, LineLocation]]:
    for name, place in base.users:
        if locked is None:
            yield f"{name} starts from {base.image}, and claimed.lock has no such base image", place
            continue
        for platform in base.platforms:
            if platform not in locked.platforms:
                yield f"{name} is built for {platform}, and claimed.lock has {base.image} only for others", place


def _of_environment(
    required: EnvironmentRequirements, locked: LockedEnvironment | None, lock: LockFile
) -> Iterator[tuple[str, LineLocation]]:
    first = required.lines[0]
    base = lock.base(required.base)
    if locked is None:
        others = any(required.name in one.operators for one in lock.environments)
        what = f"{required.name} installs `{first.text}`"
        yield f"{what}, and claimed.lock has {_absent(required, others=others)}", first.place
    elif locked.requirements != required.requirements:
        yield from _changed_lines(required.name, required.lines, locked.requirements)
    elif locked.files != required.locked_files:
        yield from _changed_files(required, locked)
    elif base is not None and base.python not in {None, locked.python}:
        message = f"{required.name} runs with Python {base.python}, and claimed.lock has packages for {locked.python}"
        yield message, first.place
    elif locked.target != required.target or locked.options != required.options:
        yield f"{required.name} takes its packages from elsewhere than claimed.lock says", first.place


def _absent(required: EnvironmentRequirements, *, others: bool) -> str:
    return f"nothing of it for {required.platform}" if others else "nothing of this operator"


def _changed_lines(
    name: str, lines: tuple[RequirementLine, ...], locked: tuple[str, ...]
) -> Iterator[tuple[str, LineLocation]]:
    """Each line that differs, with what the lock has instead."""
    texts = [line.text for line in lines]
    for kind, start, end, first, last in difflib.SequenceMatcher(None, locked, texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old = " and ".join(f"`{text}`" for text in locked[start:end]) or "nothing"
        for line in lines[first:last]:
            yield f"{name} requires `{line.text}`, and claimed.lock was made from {old} here", line.place
        if first == last:
            whole = LineLocation(lines[0].place.path)
            yield f"{name} no longer requires {old}, which claimed.lock was made from", whole


def _changed_files(required: EnvironmentRequirements, locked: LockedEnvironment) -> Iterator[tuple[str, LineLocation]]:
    old = set(locked.files)
    changed = [one.path for one in required.locked_files if one not in old]
    there = {one.path for one in required.locked_files}
    changed += [one.path for one in locked.files if one.path not in there]
    for path in changed:
        place = next((line.place for line in required.lines if path in line.text.split()), required.lines[0].place)
        yield f"{required.name} installs from {path}, which is not what claimed.lock was made from", place


def _of_system(required: SystemRequirements, lock: LockFile) -> Iterator[tuple[str, LineLocation]]:
    own = [one for one in lock.system_of(required.name, required.platform) if one.manager == required.manager]
    locked = next((one for one in own if one.base == required.base), None)
    if locked is None:
        line = required.lines[0]
        yield f"{required.name} installs `{required.manager} {line.text}`, which claimed.lock does not have", line.place
    elif locked.lines != required.texts:
        yield from _changed_lines(required.name, required.lines, locked.lines)


def _of_r(required: RRequirements, lock: LockFile) -> Iterator[tuple[str, LineLocation]]:
    for locked in lock.r_of(required.name):
        same = (
            is_snapshot(locked.repository) if required.repository is None else locked.repository == required.repository
        )
        if same and locked.packages == required.packages:
            return
    packages = ", ".join(required.packages)
    source = f" from {required.repository}" if required.repository else ""
    yield f"{required.name} installs {packages}{source}, which claimed.lock was not made from", required.place


def _left_over(
    required: ProjectRequirements, lock: LockFile, left_out: frozenset[str]
) -> Iterator[tuple[str, LineLocation]]:
    """What the lock holds of operators that do not ask for it any more."""
    wanted_ones = {
        *((one.name, f"Python packages for {one.platform}") for one in required.environments),
        *((one.name, f"{one.manager} packages for {one.platform}") for one in required.system if is_needed(one, lock)),
        *((one.name, "R packages") for one in required.r),
    }
    held = {
        **{(name, f"Python packages for {one.platform}"): None for one in lock.environments for name in one.operators},
        **{(name, f"{one.manager} packages for {one.platform}"): None for one in lock.system for name in one.operators},
        **{(name, "R packages"): None for one in lock.r for name in one.operators},
    }
    for name, what in held:
        if (name, what) not in wanted_ones and name not in left_out:
            yield f"holds {what} of {name}, which the project does not require", LineLocation(LOCK_FILE)
