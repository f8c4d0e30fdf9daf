"""What a build would write and build: the stages put together. Pure, apart from reading the project's tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeVar

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.component_files import component_files, summaries
from hatch_claimed.artifacts.cwl import step_files
from hatch_claimed.artifacts.deploy.kfp import kfp_settings
from hatch_claimed.artifacts.grid.parallel import parallel_files
from hatch_claimed.artifacts.image.context import BuildInputs
from hatch_claimed.artifacts.last_build import KeptArtifacts
from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.artifacts.release import SourceRevision, release_file
from hatch_claimed.cache.memory import Memory
from hatch_claimed.errors import FindingsError
from hatch_claimed.lock.project_lock import read_lock
from hatch_claimed.lock.view import LockedImage, locked_images
from hatch_claimed.model import File, Finding, GridWrapper, Operator, Project, Published
from hatch_claimed.planning.broken import project_errors
from hatch_claimed.planning.inspection import survey
from hatch_claimed.planning.named_part import NamedPart, of_part, only
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.system.tree import Tree

AnyComponent = TypeVar("AnyComponent", Operator, GridWrapper)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockPolicy:
    """What claimed.lock means to a plan. `demanded`: a lock that is missing or out of date is an error."""

    ignored: bool = False
    demanded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The project, all files of its artifact folder, and what is wrong with it.

    What has errors is left out of all of it, and is the project's `broken`. With an error of the whole project there
    are no files.

    `hashes` are the input hashes of all images; `exact` names those of which nothing is chosen when they are built.
    `lock` is the SHA-256 of claimed.lock where there is one, `locked` what each image takes from it. With the
    setting `keep_going`, what is broken is no failure. Where only a part of the project is planned, `kept` are what
    the last build made of the rest.
    """

    project: Project
    files: tuple[File, ...]
    findings: tuple[Finding, ...]
    hashes: Mapping[str, str] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()
    lock: str | None = None
    pin_images: bool = False
    keep_going: bool = False
    locked: Mapping[str, LockedImage] = field(default_factory=dict)
    kept: KeptArtifacts | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def reported(self) -> tuple[Finding, ...]:
        """The findings that a build reports: hints are for those who check."""
        return tuple(finding for finding in self.findings if finding.severity != "hint")

    @property
    def other_reported(self) -> tuple[Finding, ...]:
        """Those of them that are no errors of what is broken."""
        return tuple(one for one in self.reported if one.severity != "error" or not one.about)

    def without_errors(self) -> Plan:
        """The plan itself. Raises FindingsError where something in it is an error."""
        if self.errors:
            raise FindingsError(self.reported)
        return self

    def without_project_errors(self) -> Plan:
        """The plan itself, in which something may be broken. Raises FindingsError for errors of the whole project."""
        if project_errors(self.findings):
            raise FindingsError(self.reported)
        return self

    @property
    def fingerprint(self) -> str:
        """A SHA-256 over the paths and contents of all files."""
        whole = hashlib.sha256()
        for file in self.files:
            whole.update(f"{file.path}\0{hashlib.sha256(file.content).hexdigest()}\n".encode())
        return whole.hexdigest()

    def published(self, images: Mapping[str, Published], source: SourceRevision | None) -> tuple[File, ...]:
        """The files with what is known of built images."""
        return self.with_files(self.changed(images, source))

    def changed(self, images: Mapping[str, Published], source: SourceRevision | None) -> tuple[File, ...]:
        """What tells of built images: the catalogue, a release and, if wanted, all artifacts."""
        if not images:
            return ()
        project = _pinned(self.project, images) if self.pin_images else self.project
        told = [catalog_file(project, images), release_file(project, images, self.hashes, self.lock, source)]
        files = tuple(self.kept.with_kept(one) if self.kept else one for one in told)
        return (*files, *_artifacts(project)) if self.pin_images else files

    def recorded(self, images: Mapping[str, Published]) -> Mapping[str, Published]:
        """The images that the artifact folder tells of, once these are built."""
        return {**(self.kept.images if self.kept else {}), **images}

    def with_files(self, changed: Iterable[File]) -> tuple[File, ...]:
        """The plan's files, and these in the place of those with the same paths; sorted by path."""
        files = {file.path: file for file in (*self.files, *changed)}
        return tuple(files[path] for path in sorted(files))


def plan(
    settings: ProjectSettings,
    tree: Tree,
    output: PurePosixPath,
    known: tuple[Finding, ...] = (),
    lock_policy: LockPolicy = LockPolicy(),
    memory: Memory | None = None,
) -> Plan:
    """Plan a build of the project.

    `output` is the artifact folder as seen from where bake will run; `known` are findings about the settings.
    What `memory` holds is not worked out again, and what it lacks is added.
    """
    memory = memory or Memory()
    outlined = outline(settings, tree, output, known, lock_policy, memory)
    if project_errors(outlined.findings):
        return outlined
    files, hashes = _files(outlined.project, BuildInputs(outlined.locked, settings.build), memory)
    return replace(outlined, files=tuple(sorted(files, key=lambda file: file.path.parts)), hashes=hashes)


def part(outlined: Plan, named: NamedPart, memory: Memory) -> Plan:
    """The plan of what is named, from an outline, none where the whole project has errors.

    What tells of the whole project tells of what the last build made beside it. Raises BrokenError and
    UnknownNameError for its names.
    """
    if project_errors(outlined.findings):
        return outlined
    whole = outlined.project
    project = only(whole, named.names, keep_going=named.keep_going)
    kept = KeptArtifacts(named.last, project)
    files, hashes = _files(project, BuildInputs(outlined.locked, whole.build), memory)
    # a module for pipelines reads no artifacts, so it may hold all settings
    made = {file.path: file for file in (*kept.files, *map(kept.with_kept, files), *kfp_settings(whole))}
    return replace(
        outlined,
        project=project,
        files=tuple(sorted(made.values(), key=lambda file: file.path.parts)),
        findings=of_part(outlined.findings, whole, project),
        hashes=hashes,
        kept=kept,
    )


def outline(
    settings: ProjectSettings,
    tree: Tree,
    output: PurePosixPath,
    known: tuple[Finding, ...],
    lock_policy: LockPolicy,
    memory: Memory,
) -> Plan:
    """A plan without files and hashes: all that can be known without rendering anything. Takes what `plan` takes."""
    inspection = survey(settings, tree, known, memory)
    project = inspection.project(settings, output)
    demanded = lock_policy.demanded or settings.table.locked
    text, lock, found = (None, None, ()) if lock_policy.ignored else read_lock(tree, project, demanded=demanded)
    findings = (*inspection.findings, *found)
    if project_errors(findings):
        return Plan(project=project, files=(), findings=findings)
    locked = locked_images(project, lock)
    return Plan(
        project=project,
        files=(),
        findings=findings,
        exact=frozenset(name for name in locked if _is_exact(name, project, locked)),
        lock=hashlib.sha256(text).hexdigest() if text else None,
        pin_images=settings.table.pin_images,
        keep_going=settings.table.keep_going,
        locked=locked,
    )


def _files(project: Project, inputs: BuildInputs, memory: Memory) -> tuple[list[File], dict[str, str]]:
    components = [component_files(component, inputs, memory) for component in project.components]
    files = [file for one in components for file in one.files]
    hashes = {one.name: made.input_hash for one, made in zip(project.components, components, strict=True)}
    return [*files, *_of_workflows(project, memory), *summaries(project, components, memory)], hashes


def _artifacts(project: Project) -> Iterator[File]:
    for component in project.components:
        for artifact in ARTIFACTS:
            yield File(path=artifact.path(component), content=artifact.render(component))
        yield from step_files(component)
    for wrapper in project.grid_wrappers:
        yield from parallel_files(wrapper)
    yield from _of_workflows(project, Memory())


def _of_workflows(project: Project, memory: Memory) -> Iterator[File]:
    if project.workflows:
        from hatch_claimed.artifacts.workflows.workflow_files import workflow_files

        yield from workflow_files(project, memory)


def _is_exact(name: str, project: Project, locked: Mapping[str, LockedImage]) -> bool:
    """Whether nothing is chosen when an image is built: a grid wrapper's holds its operator's packages as well."""
    operators = {wrapper.name: wrapper.operator.name for wrapper in project.grid_wrappers}
    return all(locked[one].exact for one in {name, operators.get(name, name)})


def _pinned(project: Project, images: Mapping[str, Published]) -> Project:
    """The project, its images named by digest."""

    def with_digest(component: AnyComponent) -> AnyComponent:
        published = images.get(component.name)
        image = replace(component.image, digest=published.digest if published else None)
        return replace(component, image=image)

    return replace(
        project,
        operators=tuple(with_digest(one) for one in project.operators),
        grid_wrappers=tuple(with_digest(one) for one in project.grid_wrappers),
    )
