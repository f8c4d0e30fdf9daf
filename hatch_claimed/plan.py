"""What a build would write and build: the stages put together. Pure, apart from reading the project's tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.artifacts.bake import bake_file
from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.grid.parallel import parallel_files
from hatch_claimed.artifacts.image.context import build_context
from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.inspection import inspect
from hatch_claimed.model import File, Finding, Project
from hatch_claimed.settings.settings import Settings
from hatch_claimed.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The project, all files of its artifact folder, and what is wrong. With errors there are no files."""

    project: Project
    files: tuple[File, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that a build tells: hints are for those who check."""
        return tuple(finding for finding in self.findings if finding.severity != "hint")

    @property
    def fingerprint(self) -> str:
        """A SHA-256 over the paths and contents of all files."""
        whole = hashlib.sha256()
        for file in self.files:
            whole.update(f"{file.path}\0{hashlib.sha256(file.content).hexdigest()}\n".encode())
        return whole.hexdigest()

    def with_digests(self, digests: Mapping[str, str]) -> tuple[File, ...]:
        """The files, with the digests of built images in the catalogue."""
        catalog = catalog_file(self.project, digests)
        return tuple(catalog if file.path == catalog.path else file for file in self.files)


def plan(settings: Settings, tree: Tree, output: PurePosixPath, known: tuple[Finding, ...] = ()) -> Plan:
    """Plan a build of the project.

    `output` is the artifact folder as seen from where bake will run; `known` are findings about the settings.
    """
    inspection = inspect(settings, tree, known)
    wrappers = (subject.wrapper for subject in inspection.subjects)
    project = Project(
        name=settings.name,
        version=settings.version,
        operators=tuple(subject.operator for subject in inspection.subjects),
        output=output,
        grid_wrappers=tuple(wrapper for wrapper in wrappers if wrapper),
    )
    broken = any(finding.severity == "error" for finding in inspection.findings)
    files = () if broken else tuple(sorted(_files(project), key=lambda file: file.path))
    return Plan(project=project, files=files, findings=inspection.findings)


def _files(project: Project) -> Iterator[File]:
    for component in project.components:
        for artifact in ARTIFACTS:
            yield File(path=artifact.path(component), content=artifact.render(component))
        yield from build_context(component)
    for wrapper in project.grid_wrappers:
        yield from parallel_files(wrapper)
    yield bake_file(project)
    yield catalog_file(project)
