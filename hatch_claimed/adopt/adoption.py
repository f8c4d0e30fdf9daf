"""What `hatch-claimed init` would do to a repository. Pure: a folder tree goes in, files and words come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from hatch_claimed.adopt import pyproject
from hatch_claimed.adopt.calls import calls
from hatch_claimed.adopt.cfg import cfg_files
from hatch_claimed.adopt.ci import Pipeline
from hatch_claimed.adopt.components import components
from hatch_claimed.adopt.declarations import Declarations, Note
from hatch_claimed.adopt.detection import DetectedOperator, SkippedScript
from hatch_claimed.adopt.exclusions import has_scripts, projects
from hatch_claimed.adopt.gather import AdoptedSettings, declaring_places, gather
from hatch_claimed.adopt.git import Ci, GitRepository
from hatch_claimed.adopt.handwritten_files import handwritten_files
from hatch_claimed.adopt.jobs import jobs
from hatch_claimed.adopt.manifest import ManifestEdit, edit_manifest
from hatch_claimed.adopt.scaffold import ignore_file, noxfile, pipelines
from hatch_claimed.adopt.selection import Selection, select
from hatch_claimed.errors import ClaimedError, FindingsError
from hatch_claimed.model import File
from hatch_claimed.model.reference import split_host
from hatch_claimed.planning.inspection import Inspection, inspect
from hatch_claimed.settings.grammar import REPOSITORY
from hatch_claimed.settings.lines import KeyPath
from hatch_claimed.settings.load import PYPROJECT, read_manifest, resolve
from hatch_claimed.system.tree import OutsideProjectError, Tree

_MANIFEST = PurePosixPath(PYPROJECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRequest:
    """What is asked for. `name` is that of the project's folder; without `ci` it is the one that fits."""

    tree: Tree
    git: GitRepository
    name: str
    repository: str | None = None
    ci: Ci | None = None
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEdit:
    """A file as it is (None where there is none) and as it is to be; its path is seen from the repository's root."""

    path: PurePosixPath
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What was found, what is to be written, and what people must know.

    `existing` are files, and `differing` keys of pyproject.toml, that say something else and stay so. With
    `is_placeholder` nobody said what images are to be named after; with `found_nothing` nothing looks like an operator.
    """

    selection: Selection
    edits: tuple[FileEdit, ...]
    existing: tuple[PurePosixPath, ...]
    notes: tuple[Note, ...]
    differing: tuple[KeyPath, ...]
    inspection: Inspection
    is_placeholder: bool
    found_nothing: bool = False

    @property
    def operators(self) -> tuple[DetectedOperator, ...]:
        """The operators."""
        return self.selection.operators

    @property
    def skipped(self) -> tuple[SkippedScript, ...]:
        """The scripts that are none."""
        return self.selection.skipped


def adopt(request: AdoptionRequest) -> Adoption:
    """Plan the adoption of a repository. Raises ClaimedError where pyproject.toml cannot be read or added to."""
    if request.repository and not REPOSITORY.holds(request.repository):
        message = f"--repository is {request.repository!r}, which is not {REPOSITORY.expected}"
        raise ClaimedError(message)
    text = _text(request.tree)
    declarations = Declarations.of(read(request.tree) for read in (cfg_files, calls, jobs, components))
    manifest = text if text is not None and _parsed(text).has_settings and not request.force else None
    selection = select(request.tree, declaring_places(declarations.declarations), manifest)
    if selection.example or not selection.operators:
        _refuse_if_elsewhere(request.tree)
    if manifest is None and not selection.operators:
        return _nothing(request, selection, declarations.notes)
    tables = gather(selection.operators, declarations.declarations, request.repository)
    tables, is_placeholder = _with_repository(request, tables, text)
    written, notes = _manifest(request, text, tables, selection)
    files, ci_notes = _files(request, written.text, selection)
    edits, existing = _edits(request, files)
    beside = handwritten_files(request.tree, [one.path for one in selection.operators])
    return Adoption(
        selection=selection,
        edits=edits,
        existing=existing,
        notes=tuple(dict.fromkeys((*declarations.notes, *tables.notes, *notes, *ci_notes, *beside))),
        differing=written.others,
        inspection=_inspected(selection.tree, written.text),
        is_placeholder=is_placeholder,
    )


def _nothing(request: AdoptionRequest, selection: Selection, notes: tuple[Note, ...]) -> Adoption:
    """What there is to say of scripts of which none is an operator: nothing is written."""
    beside = handwritten_files(request.tree, [one.path for one in selection.skipped])
    return Adoption(
        selection=selection,
        edits=(),
        existing=(),
        notes=(*notes, *beside),
        differing=(),
        inspection=Inspection((), ()),
        is_placeholder=False,
        found_nothing=True,
    )


def _refuse_if_elsewhere(tree: Tree) -> None:
    """No example is wanted where the projects are in folders below."""
    folders = [folder for folder in sorted(projects(tree)) if has_scripts(tree, folder)]
    if folders:
        commands = "\n".join(f"    hatch-claimed -C {folder} init" for folder in folders)
        message = f"nothing here looks like an operator, but folders below are projects. Set up those:\n{commands}"
        raise ClaimedError(message)


def _text(tree: Tree) -> str | None:
    try:
        return tree.read(_MANIFEST).decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        why = "it is not UTF-8"
    except (OSError, OutsideProjectError) as error:
        why = getattr(error, "strerror", None) or "it lies outside the project"
    message = f"{PYPROJECT} cannot be read: {why}"
    raise ClaimedError(message)


def _parsed(text: str) -> pyproject.Pyproject:
    _, findings = read_manifest(text)
    if any(finding.code == "CLM005" for finding in findings):
        raise FindingsError(findings)
    return pyproject.parse_pyproject(text)


def _with_repository(
    request: AdoptionRequest, tables: AdoptedSettings, text: str | None
) -> tuple[AdoptedSettings, bool]:
    """The tables with a name for images, and whether it is only the place for one."""
    if tables.project.get("repository") or _parsed(text or "").settings.get("repository"):
        return tables, False
    registry = request.git.registry
    repository = registry or f"registry.example.com/{pyproject.project_name(request.name)}"
    return replace(tables, project={"repository": repository, **tables.project}), registry is None


def _manifest(
    request: AdoptionRequest, text: str | None, tables: AdoptedSettings, selection: Selection
) -> tuple[ManifestEdit, tuple[Note, ...]]:
    """The new pyproject.toml. A repository that is a package without one keeps being built as it is."""
    start = text or ""
    if text is None and not _is_packaged(request.tree):
        start = edit_manifest("", pyproject.new_project(request.name, tables), force=False).text
    before = _parsed(start)
    additions = pyproject.additions(before, tables, selection.patterns, extras=selection.extras)
    return edit_manifest(start, additions, force=request.force), tuple(pyproject.notes(before))


def _is_packaged(tree: Tree) -> bool:
    """Whether setuptools builds a package of the repository; it would not, with another build backend beside it."""
    said = tree.try_read(PurePosixPath("setup.cfg")) or b""
    return tree.is_file(PurePosixPath("setup.py")) or b"[metadata]" in said


def _files(request: AdoptionRequest, manifest: str, selection: Selection) -> tuple[list[File], Iterator[Note]]:
    """What is to be there, seen from the repository's root, and what is to be done about it."""
    requirement = pyproject.requirement_of(extras=selection.extras)
    repository = str(_parsed(manifest).settings.get("repository", ""))
    pipeline = Pipeline(request.git.folder, split_host(repository)[0], requirement)
    ci_file, ci_notes = pipelines(request.ci or request.git.ci, pipeline, request.git)
    own = [File(path=_MANIFEST, content=manifest.encode()), noxfile(requirement), selection.example]
    files = [replace(file, path=request.git.folder / file.path) for file in own if file]
    return [*files, *([ci_file] if ci_file else [])], ci_notes


def _inspected(tree: Tree, text: str) -> Inspection:
    """What `check` says once it is written."""
    manifest, findings = read_manifest(text)
    if manifest is None:
        return Inspection((), findings)
    version = manifest.static_version or manifest.table.version or "0"
    settings, known = resolve(manifest, version)
    return inspect(settings, tree, known)


def _edits(request: AdoptionRequest, files: Sequence[File]) -> tuple[tuple[FileEdit, ...], tuple[PurePosixPath, ...]]:
    """What is to be written, and what is there already and stays."""
    edits: list[FileEdit] = []
    existing: list[PurePosixPath] = []
    manifest = request.git.folder / _MANIFEST
    for file, always in _with_ignored(request, files, manifest):
        before = request.git.tree.try_read(file.path)
        if before == file.content:
            continue
        if before is None or always or request.force:
            edits.append(FileEdit(path=file.path, before=before, after=file.content))
        else:
            existing.append(file.path)
    return tuple(edits), tuple(existing)


def _with_ignored(
    request: AdoptionRequest, files: Sequence[File], manifest: PurePosixPath
) -> Iterator[tuple[File, bool]]:
    """The files, each with whether it only adds to what is there."""
    yield from ((file, file.path == manifest) for file in files)
    ignored = ignore_file(request.git)
    if ignored:
        yield ignored, True
