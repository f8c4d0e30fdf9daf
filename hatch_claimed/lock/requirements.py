"""What a project asks to be locked, before anybody looks for versions. Pure."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.lock.lines import Refusal, Word, in_files, line_text, own_lines
from hatch_claimed.lock.model import LockedRequirementsFile, SystemKey
from hatch_claimed.lock.targets import target_of
from hatch_claimed.model import Component, File, Finding, GridWrapper, Operator, Project, SystemPackages
from hatch_claimed.sources.grid.coordinator import system_packages as packages_of
from hatch_claimed.stores.registry import store_of


@dataclass(frozen=True, slots=True)
class LineLocation:
    """Where something is asked for: a line of a script, in notebooks of a cell; or a script as a whole."""

    path: str
    line: int | None = None
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One line of requirements, or of a package manager's arguments, and where it stands."""

    text: str
    place: LineLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentRequirements:
    """The Python packages of one operator, or of a wrapper's coordinator, on one platform.

    `names` are the packages that each line names, itself or in its files, for findings.
    """

    name: str
    base: str
    platform: str
    target: str
    lines: tuple[RequirementLine, ...]
    options: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()

    @property
    def requirements(self) -> tuple[str, ...]:
        """The texts of the lines."""
        return tuple(line.text for line in self.lines)

    @property
    def locked_files(self) -> tuple[LockedRequirementsFile, ...]:
        """The requirement files, with hashes in the place of contents."""
        return tuple(LockedRequirementsFile(path=str(one.path), sha256=_sha256(one.content)) for one in self.files)

    def id(self, python: str) -> str:
        """A short hash of all that the packages follow from."""
        files = [(one.path, one.sha256) for one in self.locked_files]
        return _sha256(_json([self.target, python, self.requirements, files]))[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRequirements:
    """What one package manager installs for an operator, or for a coordinator whose base has no Python."""

    name: str
    base: str
    platform: str
    manager: str
    lines: tuple[RequirementLine, ...]
    only_without_python: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The package manager's arguments, line by line."""
        return tuple(line.text for line in self.lines)

    @property
    def key(self) -> SystemKey:
        """What the packages follow from."""
        return self.base, self.platform, self.manager, self.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class RRequirements:
    """The R packages of an operator from one repository, or where it is None from a snapshot."""

    name: str
    repository: str | None
    packages: tuple[str, ...]
    place: LineLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRequirement:
    """A base image, the platforms that it is needed for, and the scripts that start from it."""

    image: str
    platforms: tuple[str, ...]
    users: tuple[tuple[str, LineLocation], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRequirements:
    """All of it, in the order of the operators, and CLM083 for what cannot be locked."""

    bases: tuple[BaseRequirement, ...]
    environments: tuple[EnvironmentRequirements, ...]
    system: tuple[SystemRequirements, ...]
    r: tuple[RRequirements, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def made_from(self) -> str:
        """A hash over everything that is asked for."""
        content = [
            [(one.image, sorted(one.platforms)) for one in self.bases],
            [(one.name, one.platform, one.base, one.id("")) for one in self.environments],
            [(one.name, one.platform, one.base, one.manager, one.texts) for one in self.system],
            [(one.name, one.repository, one.packages) for one in self.r],
        ]
        return f"sha256:{_sha256(_json(content))}"


def project_requirements(project: Project) -> ProjectRequirements:
    """What the operators and grid wrappers of a project ask for.

    A grid wrapper's own entries are its coordinator's: all else is its operator's.
    """
    findings: list[Finding] = []
    environments = [one for component in project.components for one in _environments(component, findings)]
    return ProjectRequirements(
        bases=tuple(_bases(project)),
        environments=tuple(environments),
        system=tuple(one for component in project.components for one in _system(component)),
        r=tuple(one for operator in project.operators for one in _r(operator)),
        findings=tuple(findings),
    )


def _bases(project: Project) -> Iterator[BaseRequirement]:
    images = sorted({component.image.base for component in project.components})
    for image in images:
        users = [one for one in project.components if one.image.base == image]
        platforms = sorted({platform for one in users for platform in one.image.platforms})
        places = tuple((one.name, LineLocation(str(one.path))) for one in users)
        yield BaseRequirement(image=image, platforms=tuple(platforms), users=places)


def _environments(component: Component, findings: list[Finding]) -> Iterator[EnvironmentRequirements]:
    lines = list(_python_lines(component, findings))
    if not lines:
        return
    files = {} if isinstance(component, GridWrapper) else {file.path: file for file in component.requirement_files}
    for platform in component.image.platforms:
        target = target_of(platform, component.image.base)
        if target is None:
            findings.append(_no_target(component, platform))
            continue
        yield _environment(component, (platform, target), lines, files)


def _environment(
    component: Component,
    place: tuple[str, str],
    lines: list[tuple[tuple[Word, ...], LineLocation]],
    files: Mapping[PurePosixPath, File],
) -> EnvironmentRequirements:
    all_words = [tuple(in_files(words, files)) for words, _ in lines]
    return EnvironmentRequirements(
        name=component.name,
        base=component.image.base,
        platform=place[0],
        target=place[1],
        lines=tuple(RequirementLine(line_text(words), where) for words, where in lines),
        options=_options(all_words),
        files=tuple(files[path] for path in sorted(files)),
        names=tuple(tuple(word.text for word in words if not word.option) for words in all_words),
    )


def _options(lines: list[tuple[Word, ...]]) -> tuple[str, ...]:
    """The options of all lines as one set.

    Pip obeys `--index-url` for its own line. Where lines differ in it, their indexes come beside the default one.
    """
    installing = [words for words in lines if any(not word.option for word in words)]
    indexes = [next((one.text for one in words if one.option == "--index-url"), None) for words in installing]
    only = indexes[0] if len(set(indexes)) == 1 else None
    found: dict[str, None] = {f"--index-url {only}": None} if only else {}
    for word in (word for words in lines for word in words if word.is_option or word.text in {"--pre", "--no-index"}):
        if word.option != "--index-url":
            found[" ".join(word.words)] = None
        elif word.text != only:
            found[f"--extra-index-url {word.text}"] = None
    return tuple(found)


def _python_lines(component: Component, findings: list[Finding]) -> Iterator[tuple[tuple[Word, ...], LineLocation]]:
    """Kept arguments, and where they stand."""
    whole = LineLocation(str(component.path))
    if isinstance(component, GridWrapper):
        if libraries := store_of(component).libraries:
            yield tuple(Word("", text) for text in libraries), whole
        return
    if component.language.packages is None and component.requirements:
        findings.append(_no_lock(component))
    if not component.language.uses_pip:
        return
    for requirement in component.requirements:
        place = LineLocation(str(component.path), requirement.line, requirement.cell)
        words, refused = own_lines(requirement, component)
        findings.extend(_refused(component, place, one) for one in refused)
        if any(word.option in {"", "-r"} for word in words):
            yield words, place
    for name in component.interface.program.brought:
        yield (Word("", name),), whole


def _system(component: Component) -> Iterator[SystemRequirements]:
    image = component.image
    if isinstance(component, GridWrapper):
        packages = packages_of(component)
        line = RequirementLine(shlex.join(("install", *packages)), LineLocation(str(component.path)))
        for platform in image.platforms if packages else ():
            yield SystemRequirements(
                name=component.name,
                base=image.base,
                platform=platform,
                manager="apt",
                lines=(line,),
                only_without_python=True,
            )
        return
    asked = component.interface.system_packages
    for platform in image.platforms if asked else ():
        for manager in sorted({one.manager for one in asked}):
            lines = tuple(_system_line(component, one) for one in asked if one.manager == manager)
            yield SystemRequirements(
                name=component.name, base=image.base, platform=platform, manager=manager, lines=lines
            )


def _system_line(operator: Operator, asked: SystemPackages) -> RequirementLine:
    return RequirementLine(shlex.join(asked.arguments), LineLocation(str(operator.path), asked.line, asked.cell))


def _r(operator: Operator) -> Iterator[RRequirements]:
    if operator.language.packages != "cran":
        return
    for repository in dict.fromkeys(one.repository for one in operator.requirements):
        own = [one for one in operator.requirements if one.repository == repository]
        packages = dict.fromkeys(package for one in own for package in one.arguments)
        place = LineLocation(str(operator.path), own[0].line, own[0].cell)
        yield RRequirements(name=operator.name, repository=repository, packages=tuple(packages), place=place)


def _refused(operator: Operator, place: LineLocation, refusal: Refusal) -> Finding:
    message = f"{operator.name} installs with {refusal.what}, which no lock can hold"
    return unlockable(message, refusal.remedy, place)


def _no_lock(operator: Operator) -> Finding:
    first = operator.requirements[0]
    message = f"{operator.name} installs from {operator.language.index}, which no lock can hold"
    remedy = "Leave its installation lines out, and take a `base-image` that holds the packages."
    return unlockable(message, remedy, LineLocation(str(operator.path), first.line, first.cell))


def _no_target(component: Component, platform: str) -> Finding:
    message = f"{component.name} is built for {platform}, for which Python packages cannot be locked"
    remedy = 'Keep `platforms` to "linux/amd64" and "linux/arm64" for this operator.'
    return unlockable(message, remedy, LineLocation(str(component.path)))


def unlockable(message: str, remedy: str, place: LineLocation) -> Finding:
    """CLM083."""
    return Finding.at(place, "CLM083", message, remedy)


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True).encode(errors="surrogatepass")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
