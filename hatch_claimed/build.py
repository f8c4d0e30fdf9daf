"""A build from end to end: load, plan, write, bake. What the hook, the build target and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.bake import BAKE_FILE
from hatch_claimed.checks.report import as_text
from hatch_claimed.dist import FOLDER, Dist, Record
from hatch_claimed.errors import FindingsError
from hatch_claimed.images.buildx import Bake, check_engine, is_there
from hatch_claimed.images.command import Echo
from hatch_claimed.model import Component
from hatch_claimed.plan import Plan, plan
from hatch_claimed.project import VersionSource, project_settings
from hatch_claimed.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a build.

    `directory` is the build directory, usually `dist` below `root`; `images` overrides the settings, and `version`
    gives the project's version when pyproject.toml leaves it to be found out.
    """

    root: Path
    directory: Path
    images: str | None = None
    version: VersionSource | None = None

    @property
    def dist(self) -> Dist:
        """The artifact folder."""
        return Dist(self.directory / FOLDER)

    @property
    def output(self) -> PurePosixPath:
        """The artifact folder as bake sees it: from the project's root, or from a build directory elsewhere."""
        if self.dist.path.is_relative_to(self.root):
            return PurePosixPath(self.dist.path.relative_to(self.root).as_posix())
        return PurePosixPath(FOLDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a build did. `current` means that there was nothing to do."""

    plan: Plan
    dist: Dist
    digests: Mapping[str, str]
    current: bool = False


def load(request: Request) -> Plan:
    """Plan a build of the project at `request.root`. Raises FindingsError for a manifest that cannot be used."""
    settings, findings = project_settings(request.root, request.version, request.images)
    return plan(settings, Tree(request.root), request.output, findings)


def build(request: Request, echo: Echo, *, again: bool = True) -> Result:
    """Build the project: artifacts, and images as the settings say.

    Unless `again`, a folder that a build of the same plan wrote is left as it is, if it has all images that are
    asked for. Raises ClaimedError: for errors in the project, for a missing engine before anything is written,
    and for images that cannot be built; the folder of the last build then stands as it was.
    """
    planned = load(request)
    if planned.errors:
        raise FindingsError(planned.told)
    if planned.told:
        echo(as_text(planned.told))
    wanted = [one for one in planned.project.components if one.image.mode != "off"]
    if wanted:
        check_engine()
    if not again and (digests := _current(planned, request.dist, wanted)) is not None:
        return Result(plan=planned, dist=request.dist, digests=digests, current=True)
    return _build(planned, request, wanted, echo)


def _build(planned: Plan, request: Request, wanted: list[Component], echo: Echo) -> Result:
    with request.dist.staged(request.output) as staging:
        staging.write(planned.files)
        bake = Bake(staging.base, request.output / BAKE_FILE, echo)
        digests = bake.all(wanted)
        staging.write(planned.with_digests(digests))
        files = tuple(str(file.path) for file in planned.files)
        staging.commit(Record(planned.fingerprint, files, digests))
    return Result(plan=planned, dist=request.dist, digests=digests)


def _current(planned: Plan, dist: Dist, wanted: list[Component]) -> Mapping[str, str] | None:
    """The digests of the last build when it did all that is asked for, else None."""
    record = dist.record()
    if record is None or not dist.is_current(planned.fingerprint, planned.with_digests(record.images)):
        return None
    built = record.images
    there = all(one.name in built and is_there(one, built[one.name]) for one in wanted)
    return built if there else None
