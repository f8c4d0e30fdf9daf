"""Python packages for all environments that are asked for, each resolved once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from packaging.utils import canonicalize_name

from hatch_claimed.lock.group import EnvironmentGroup
from hatch_claimed.lock.model import LockedEnvironment, LockFile, Package
from hatch_claimed.lock.problems import compiled, failed
from hatch_claimed.lock.tools import Tools, Upgrade
from hatch_claimed.lock.uv import UvError, UvRequest
from hatch_claimed.lock.wheels import pythons_with_wheels
from hatch_claimed.model import Finding

_MOST_AT_ONCE = 4


def lock_environments(
    required: tuple[EnvironmentGroup, ...], old: LockFile | None, upgrade: Upgrade, tools: Tools
) -> tuple[tuple[LockedEnvironment, ...], tuple[Finding, ...]]:
    """The environments with all packages, or CLM083 at the lines for which there are none; beside them warnings."""
    with ThreadPoolExecutor(_MOST_AT_ONCE) as pool:
        futures = [pool.submit(_packages, group, old, upgrade, tools) for group in required]
    results = [(group, future.result()) for group, future in zip(required, futures, strict=True)]
    locked = tuple(
        one for group, found in results if isinstance(found, _Found) for one in _locked(group, found.packages)
    )
    findings = [one for group, error in results if isinstance(error, UvError) for one in failed(group, str(error))]
    findings += [
        one for group, found in results if isinstance(found, _Found) for one in compiled(group, found.built_for)
    ]
    return locked, tuple(dict.fromkeys(findings))


@dataclass(frozen=True, slots=True)
class _Found:
    """The packages of a group, and for which Pythons there are wheels of those that have none for this one."""

    packages: tuple[Package, ...]
    built_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _packages(group: EnvironmentGroup, old: LockFile | None, upgrade: Upgrade, tools: Tools) -> _Found | UvError:
    """The packages of a group: those of the old lock while its question is the same and nothing is to be upgraded."""
    before = _before(group, old)
    known = before.packages if before else ()
    names = {canonicalize_name(name) for name in upgrade.packages}
    touched = upgrade.everything or any(canonicalize_name(package.name) in names for package in known)
    if before is not None and before.id == group.id and not touched:
        return _Found(known)
    question = UvRequest(
        requirements=group.first.requirements,
        options=group.first.options,
        files=group.first.files,
        python=group.python,
        target=group.first.target,
        known=() if upgrade.everything else known,
        upgrade=True if upgrade.everything else upgrade.packages,
    )
    try:
        packages = tools.compile(question)
    except UvError as error:
        return error
    new = [one for one in packages if one.from_source and one not in known]
    built_for = {one.pin: pythons_with_wheels(one, question, tools.compile) for one in new}
    return _Found(packages, {pin: pythons for pin, pythons in built_for.items() if pythons})


def _before(group: EnvironmentGroup, old: LockFile | None) -> LockedEnvironment | None:
    """The old packages of the same question, else of one of the same operators."""
    if old is None:
        return None
    same = next((one for one in old.environments if one.id == group.id), None)
    own = (old.environment(one.name, one.platform) for one in group.members)
    return same or next((one for one in own if one), None)


def _locked(group: EnvironmentGroup, packages: tuple[Package, ...]) -> Iterator[LockedEnvironment]:
    """One environment for each platform: two names of one platform share a question as well."""
    for platform in dict.fromkeys(one.platform for one in group.members):
        yield LockedEnvironment(
            id=group.id,
            platform=platform,
            target=group.first.target,
            python=group.python,
            operators=tuple(sorted(one.name for one in group.members if one.platform == platform)),
            requirements=group.first.requirements,
            options=group.first.options,
            files=group.first.locked_files,
            packages=packages,
        )
