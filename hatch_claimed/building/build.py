"""A build from end to end: load, plan, write, bake. What the hook, the build target and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.bake import BAKE_FILE
from hatch_claimed.artifacts.release import SourceRevision
from hatch_claimed.building.artifact_folder import ArtifactFolder, BuildRecord
from hatch_claimed.building.failed_images import failure_summary
from hatch_claimed.building.one_script import with_words_of_commands
from hatch_claimed.building.renamed_operators import renamed_operators
from hatch_claimed.building.reporter import Reporter
from hatch_claimed.building.reuse import ReuseDecision, decide, published
from hatch_claimed.building.revision import revision
from hatch_claimed.cache.folder import remembering
from hatch_claimed.cache.memory import Memory
from hatch_claimed.checks.report import as_text, broken_as_text
from hatch_claimed.errors import ClaimedError, ImageError
from hatch_claimed.images.buildx import Bake, is_there
from hatch_claimed.images.entry_points import entry_points
from hatch_claimed.images.groups import installations
from hatch_claimed.images.secrets import secret_contents
from hatch_claimed.model import Component, Published
from hatch_claimed.model.broken import broken_count, with_needs
from hatch_claimed.planning.named_part import NamedPart, broken_of
from hatch_claimed.planning.plan import LockPolicy, Plan, outline, part, plan
from hatch_claimed.planning.project import VersionSource, project_settings
from hatch_claimed.settings.one_script import OneScript
from hatch_claimed.system.tree import FOLDER, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What is asked of a build.

    `directory` is the build directory, usually `dist` below `root`; `images` overrides the settings, and `version`
    gives the project's version when pyproject.toml leaves it to be found out. `force` builds what is there already.
    With `names`, only these operators, grid wrappers and workflows are built, with what they need. `keep_going` leaves
    out what has errors, as the setting does, and also what is named. `script` is the one script that is meant, as a
    command names it by its path; its artifacts go into a `folder` of their own, so that those of the project and of
    other scripts stay.
    """

    root: Path
    directory: Path
    images: str | None = None
    version: VersionSource | None = None
    lock_policy: LockPolicy = field(default_factory=LockPolicy)
    force: bool = False
    names: tuple[str, ...] = ()
    keep_going: bool = False
    script: OneScript | None = None
    folder: str = FOLDER

    @property
    def dist(self) -> ArtifactFolder:
        """The artifact folder."""
        return ArtifactFolder(self.directory / self.folder)

    @property
    def output(self) -> PurePosixPath:
        """The artifact folder as bake sees it: from the project's root, or from a build directory elsewhere."""
        if self.dist.path.is_relative_to(self.root):
            return PurePosixPath(self.dist.path.relative_to(self.root).as_posix())
        return PurePosixPath(self.folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did. `current` means that there was nothing to do; `failed` says why images are missing."""

    plan: Plan
    dist: ArtifactFolder
    images: Mapping[str, Published]
    decisions: tuple[ReuseDecision, ...] = ()
    current: bool = False
    failed: Mapping[str, ClaimedError] = field(default_factory=dict)


class FailedImagesError(ImageError):
    """Images of a build failed. All that did not fail is done, written and recorded: `result` holds it."""

    def __init__(self, result: BuildResult) -> None:
        self.result = result
        components = {one.name: one for one in result.plan.project.components}
        super().__init__(failure_summary(result.failed, components, len(result.images), result.dist.path))


def load(request: BuildRequest) -> Plan:
    """Plan a build of the project at `request.root`, or of what it names there.

    Raises FindingsError for a manifest that cannot be used, BrokenError and UnknownNameError for what is named.
    """
    if request.names:
        outlined = look(request)
        with _memory(request) as memory:
            return part(outlined, NamedPart(request.names, request.dist.last_build(), request.keep_going), memory)
    settings, findings = project_settings(request.root, request.version, request.images, request.script)
    with _memory(request) as memory:
        planned = plan(settings, _tree(request), request.output, findings, request.lock_policy, memory)
    if not request.script:
        return planned
    return replace(planned, findings=tuple(map(with_words_of_commands, planned.findings)))


def look(request: BuildRequest) -> Plan:
    """The same without files and hashes, for those who only want to know what there is. Raises FindingsError."""
    settings, findings = project_settings(request.root, request.version, request.images, request.script)
    with _memory(request) as memory:
        return outline(settings, _tree(request), request.output, findings, request.lock_policy, memory)


def _tree(request: BuildRequest) -> Tree:
    return Tree(request.root, is_searched=request.script is None)


def _memory(request: BuildRequest) -> AbstractContextManager[Memory]:
    """What earlier runs remember of a project; of one script there is little, and it would drive out the rest."""
    return nullcontext(Memory()) if request.script else remembering(request.root)


def build(request: BuildRequest, reporter: Reporter, *, again: bool = True) -> BuildResult:
    """Build the project: artifacts, and images as the settings say.

    Unless `again`, a folder that a build of the same plan wrote is left as it is, if it has all images that are
    asked for. Raises ClaimedError: for errors in the project, and for a missing engine, before anything is written;
    the folder of the last build then stands as it was. Raises FailedImagesError for images that fail, after all else.
    """
    with ThreadPoolExecutor(1) as beside:
        # git takes about as long as a plan that is remembered
        asked = beside.submit(revision, request.root)
        planned = _usable(load(request), request)
        if planned.other_reported:
            reporter.problem(as_text(planned.other_reported, briefly=True))
        wanted = [one for one in planned.project.components if one.image.mode != "off"]
        source = asked.result() if wanted else None
    if others := renamed_operators(planned.project, request.dist, request.root):
        reporter.problem(as_text(others))
    try:
        return _carry_out(planned, request, wanted, source, reporter, again=again)
    finally:
        # last, where it is seen
        if planned.project.broken:
            reporter.problem(_left_out(planned, request))


def _usable(planned: Plan, request: BuildRequest) -> Plan:
    """The plan, where it can be built: without errors, unless these are to be left out. Raises FindingsError."""
    if request.names or ((planned.keep_going or request.keep_going) and planned.project.components):
        return planned.without_project_errors()
    return planned.without_errors()


def _left_out(planned: Plan, request: BuildRequest) -> str:
    broken = planned.project.broken
    if request.names:
        named = broken_of(planned.project, request.names)
        if not named:
            return f"{broken_count(broken)} beside it: `hatch-claimed check` says why"
        broken = with_needs(broken, named)
    return broken_as_text(broken, "and left out: nothing was built of what stands here", briefly=True)


def _carry_out(
    planned: Plan,
    request: BuildRequest,
    wanted: list[Component],
    source: SourceRevision | None,
    reporter: Reporter,
    *,
    again: bool,
) -> BuildResult:
    record = request.dist.record()
    known = record.images if record else {}
    if not again and _is_current(planned, request.dist, record, source, wanted):
        return BuildResult(plan=planned, dist=request.dist, images=known, current=True)
    decisions = decide(planned, wanted, known, force=request.force) if wanted else ()
    for decision in decisions:
        reporter.work(str(decision))
    return _build(planned, request, decisions, source, reporter)


def _build(
    planned: Plan,
    request: BuildRequest,
    decisions: tuple[ReuseDecision, ...],
    source: SourceRevision | None,
    reporter: Reporter,
) -> BuildResult:
    to_build = [one.component for one in decisions if one.is_build]
    there = {one.component.name: one.published for one in decisions if one.published}
    failed = {one.component.name: one.error for one in decisions if one.error}
    files = planned.published(there, source)
    if not to_build and not failed and request.dist.is_current(planned.fingerprint, files):
        return BuildResult(plan=planned, dist=request.dist, images=there, decisions=decisions)
    options = planned.project.build
    secrets = secret_contents(options, request.root) if to_build else {}
    with request.dist.staged(request.output) as staging:
        staging.write(planned.files)
        bake = Bake(
            staging.base,
            request.output / BAKE_FILE,
            options,
            secrets,
            reporter.work,
            watch=reporter.watch,
            entry_points=entry_points(to_build, planned, reporter.work),
        )
        baked = bake.all(to_build, installations(to_build, planned.files))
        done, not_done = published(to_build, baked, options)
        images = there | done
        changed = planned.changed(images, source)
        staging.write(changed)
        names = tuple(str(file.path) for file in planned.with_files(changed))
        staging.commit(BuildRecord(planned.fingerprint, names, planned.recorded(images)))
    result = BuildResult(
        plan=planned, dist=request.dist, images=images, decisions=decisions, failed={**failed, **not_done}
    )
    if result.failed:
        raise FailedImagesError(result)
    return result


def _is_current(
    planned: Plan,
    dist: ArtifactFolder,
    record: BuildRecord | None,
    source: SourceRevision | None,
    wanted: list[Component],
) -> bool:
    """Whether the last build did all that is asked for, and its images are still there."""
    if record is None or not dist.is_current(planned.fingerprint, planned.published(record.images, source)):
        return False
    return all(one.name in record.images and is_there(one, record.images[one.name].digest) for one in wanted)
