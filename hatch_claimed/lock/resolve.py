"""Makes a lock: asks registries, base images and uv for what the project wants, as little as is needed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from hatch_claimed.lock.bases import lock_bases
from hatch_claimed.lock.compare import SNAPSHOTS, is_needed, is_snapshot
from hatch_claimed.lock.environments import lock_environments
from hatch_claimed.lock.group import groups
from hatch_claimed.lock.model import (
    LOCK_FILE,
    Installer,
    LockedSystem,
    LockFile,
    RPackages,
    SystemKey,
    SystemPackage,
    Wheels,
)
from hatch_claimed.lock.requirements import (
    EnvironmentRequirements,
    LineLocation,
    ProjectRequirements,
    SystemRequirements,
    project_requirements,
    unlockable,
)
from hatch_claimed.lock.targets import minor_of
from hatch_claimed.lock.tools import ProbeError, Tools, Upgrade
from hatch_claimed.lock.uv import UvError, UvRequest
from hatch_claimed.model import Finding, Project
from hatch_claimed.settings.tables.claimed import DEFAULT_PYTHON


@dataclass(frozen=True, slots=True)
class LockResult:
    """A whole lock, or None; and what is wrong, which beside a lock are warnings."""

    lock: LockFile | None
    findings: tuple[Finding, ...] = ()


def make(project: Project, old: LockFile | None, upgrade: Upgrade, tools: Tools) -> LockResult:
    """The lock of a project. What the old one has stays, where it still fits and is not to be upgraded."""
    required = project_requirements(project)
    if required.findings:
        return LockResult(None, required.findings)
    bases, wrong = lock_bases(required, old, tools, upgrade=upgrade.everything)
    if wrong:
        return LockResult(None, wrong)
    lock = LockFile(made_from=required.made_from, tool=tools.tool, bases=bases)
    lock, warnings = _with_system(lock, required, None if upgrade.everything else old, tools)
    lock = replace(lock, r=_r(required, None if upgrade.everything else old, tools))
    return _with_python(lock, required, old, upgrade, tools, warnings)


def _with_python(
    lock: LockFile,
    required: ProjectRequirements,
    old: LockFile | None,
    upgrade: Upgrade,
    tools: Tools,
    warnings: tuple[Finding, ...],
) -> LockResult:
    pythons = {(one.name, one.platform): _python(one, lock) for one in required.environments}
    known = {key: python for key, python in pythons.items() if python is not None}
    unknown = [one for one in required.environments if (one.name, one.platform) not in known]
    if unknown:
        return LockResult(None, tuple(dict.fromkeys(_unknown_python(one) for one in unknown)))
    environments, found = lock_environments(groups(required.environments, known), old, upgrade, tools)
    wrong = tuple(one for one in found if one.severity == "error")
    installer = _installer(required, old, upgrade, tools) if not wrong else None
    if wrong or isinstance(installer, Finding):
        return LockResult(None, wrong or tuple(one for one in [installer] if isinstance(one, Finding)))
    return LockResult(replace(lock, environments=environments, installer=installer), (*warnings, *found))


def _python(required: EnvironmentRequirements, lock: LockFile) -> str | None:
    """The Python of the base; where it has none, the one that the system's packages bring."""
    base = lock.base(required.base)
    if base is not None and base.python is not None:
        return base.python
    packages = (one for system in lock.system_of(required.name, required.platform) for one in system.packages)
    version = next((one.version for one in packages if one.name == "python3" and one.version), None)
    return minor_of(version) if version else None


def _unknown_python(required: EnvironmentRequirements) -> Finding:
    message = f"{required.name} starts from {required.base}, which does not say what Python it brings"
    remedy = "Start Docker, so that the image can be asked, or choose a `base-image` with PYTHON_VERSION in its config."
    return unlockable(message, remedy, LineLocation(required.lines[0].place.path))


def _installer(
    required: ProjectRequirements, old: LockFile | None, upgrade: Upgrade, tools: Tools
) -> Installer | Finding | None:
    """Uv's wheels for all targets in use; the old lock's version stays."""
    targets = sorted({one.target for one in required.environments})
    if not targets:
        return None
    before = None if upgrade.everything or "uv" in upgrade.packages or old is None else old.installer
    version = before.version if before else tools.uv
    try:
        wheels = [
            Wheels(target=target, hashes=(before and before.hashes(target)) or _uv_hashes(version, target, tools))
            for target in targets
        ]
    except UvError as error:
        return unlockable(
            f"has no uv {version} to install with: {error}", "Correct what uv names.", LineLocation(LOCK_FILE)
        )
    return Installer(version=version, wheels=tuple(wheels))


def _uv_hashes(version: str, target: str, tools: Tools) -> tuple[str, ...]:
    question = UvRequest(requirements=(f"uv=={version}",), python=DEFAULT_PYTHON, target=target)
    return tuple(digest for package in tools.compile(question) for digest in package.hashes)


def _with_system(
    lock: LockFile, required: ProjectRequirements, old: LockFile | None, tools: Tools
) -> tuple[LockFile, tuple[Finding, ...]]:
    shared: dict[SystemKey, list[SystemRequirements]] = {}
    for one in required.system:
        if is_needed(one, lock):
            shared.setdefault(one.key, []).append(one)
    findings: list[Finding] = []
    system = []
    for (base, platform, manager, lines), members in shared.items():
        system.append(
            LockedSystem(
                base=base,
                platform=platform,
                manager=manager,
                operators=tuple(sorted(one.name for one in members)),
                lines=lines,
                packages=_system_packages(members[0], lock, old, tools, findings),
            )
        )
    return replace(lock, system=tuple(system)), tuple(findings)


def _system_packages(
    required: SystemRequirements, lock: LockFile, old: LockFile | None, tools: Tools, findings: list[Finding]
) -> tuple[SystemPackage, ...]:
    before = _known_system(required, lock, old)
    if before is not None and all(one.version for one in before.packages):
        return before.packages
    base = lock.base(required.base)
    said = "no Docker engine runs"
    if tools.engine is not None and base is not None:
        try:
            return tools.engine.system(base.pinned, required.platform, required.manager, required.texts)
        except ProbeError as error:
            said = str(error)
    findings.append(_without_versions(required, said))
    return requested(required.texts)


def _known_system(required: SystemRequirements, lock: LockFile, old: LockFile | None) -> LockedSystem | None:
    """The old lock's packages for the same lines in the very same base image."""
    before, now = (one.base(required.base) if one else None for one in (old, lock))
    if old is None or before is None or now is None or before.digest != now.digest:
        return None
    return next((one for one in old.system if one.key == required.key), None)


def _without_versions(required: SystemRequirements, said: str) -> Finding:
    line = required.lines[0]
    message = f"{required.name} is locked without the versions of its {required.manager} packages: {said}"
    remedy = "Run `hatch-claimed lock` again where Docker runs and the package manager finds them."
    return replace(unlockable(message, remedy, line.place), severity="warning")


def requested(lines: tuple[str, ...]) -> tuple[SystemPackage, ...]:
    """The packages that the lines name, without versions: all that is known where no base can be asked."""
    words = [shlex.split(line) for line in lines]
    names = {name for line in words if line[0] == "install" for name in line[1:] if not name.startswith("-")}
    return tuple(SystemPackage(name=name) for name in sorted(names))


def _r(required: ProjectRequirements, old: LockFile | None, tools: Tools) -> tuple[RPackages, ...]:
    snapshot = next((one.repository for one in (old.r if old else ()) if is_snapshot(one.repository)), None)
    # today's may still grow
    newest = f"{SNAPSHOTS}{tools.today - timedelta(days=1):%Y-%m-%d}"
    shared: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in required.r:
        shared.setdefault((one.repository or snapshot or newest, one.packages), []).append(one.name)
    return tuple(_r_entries(shared))


def _r_entries(shared: dict[tuple[str, tuple[str, ...]], list[str]]) -> Iterator[RPackages]:
    for (repository, packages), names in shared.items():
        yield RPackages(repository=repository, operators=tuple(sorted(names)), packages=packages)
