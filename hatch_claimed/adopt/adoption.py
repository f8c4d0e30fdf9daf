"""What `hatch-claimed init` would do to a repository. Pure: a folder tree goes in, files and words come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from hatch_claimed.adopt import project
from hatch_claimed.adopt.calls import calls
from hatch_claimed.adopt.cfg import cfg_files
from hatch_claimed.adopt.choice import Choice, choose
from hatch_claimed.adopt.ci import Pipeline
from hatch_claimed.adopt.files import ignore_file, noxfile, pipelines
from hatch_claimed.adopt.find import Found, LeftOut
from hatch_claimed.adopt.gather import Tables, gather, named
from hatch_claimed.adopt.jobs import jobs
from hatch_claimed.adopt.manifest import Edited, edited
from hatch_claimed.adopt.surroundings import Ci, Surroundings
from hatch_claimed.adopt.whereabouts import has_scripts, projects
from hatch_claimed.adopt.wish import Note, Wishes
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
class Request:
    """What is asked for. `name` is that of the project's folder; without `ci` it is the one that fits."""

    tree: Tree
    around: Surroundings
    name: str
    repository: str | None = None
    ci: Ci | None = None
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A file as it is (None where there is none) and as it is to be; its path is seen from the repository's root."""

    path: PurePosixPath
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What was found, what is to be written, and what people must know.

    `there` are files, and `kept` keys of pyproject.toml, that say something else and stay so. `is_placeholder` says
    that nobody told what images are to be named after.
    """

    choice: Choice
    edits: tuple[Edit, ...]
    there: tuple[PurePosixPath, ...]
    notes: tuple[Note, ...]
    kept: tuple[KeyPath, ...]
    inspection: Inspection
    is_placeholder: bool

    @property
    def found(self) -> tuple[Found, ...]:
        """The operators."""
        return self.choice.found

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The scripts that are none."""
        return self.choice.left_out


def adopt(request: Request) -> Adoption:
    """Plan the adoption of a repository. Raises ClaimedError where pyproject.toml cannot be read or added to."""
    if request.repository and not REPOSITORY.holds(request.repository):
        message = f"--repository is {request.repository!r}, which is not {REPOSITORY.wanted}"
        raise ClaimedError(message)
    text = _text(request.tree)
    wishes = Wishes.of((cfg_files(request.tree), calls(request.tree), jobs(request.tree)))
    settled = text if text is not None and _parsed(text).has_settings and not request.force else None
    choice = choose(request.tree, named(wishes.wishes), settled)
    if choice.example:
        _refuse_if_elsewhere(request.tree)
    tables = gather(choice.found, wishes.wishes, request.repository)
    tables, is_placeholder = _with_repository(request, tables, text)
    written, told = _manifest(request, text, tables, choice)
    files, ci_told = _files(request, written.text, choice)
    edits, there = _edits(request, files)
    return Adoption(
        choice=choice,
        edits=edits,
        there=there,
        notes=tuple(dict.fromkeys((*wishes.notes, *tables.notes, *told, *ci_told))),
        kept=written.others,
        inspection=_inspected(choice.tree, written.text),
        is_placeholder=is_placeholder,
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


def _parsed(text: str) -> project.Kept:
    _, findings = read_manifest(text)
    if any(finding.code == "CLM005" for finding in findings):
        raise FindingsError(findings)
    return project.kept(text)


def _with_repository(request: Request, tables: Tables, text: str | None) -> tuple[Tables, bool]:
    """The tables with a name for images, and whether it is only the place for one."""
    if tables.project.get("repository") or _parsed(text or "").settings.get("repository"):
        return tables, False
    registry = request.around.registry
    repository = registry or f"registry.example.com/{project.project_name(request.name)}"
    return replace(tables, project={"repository": repository, **tables.project}), registry is None


def _manifest(request: Request, text: str | None, tables: Tables, choice: Choice) -> tuple[Edited, tuple[Note, ...]]:
    """The new pyproject.toml. A repository that is a package without one keeps being built as it is."""
    start = text or ""
    if text is None and not _is_packaged(request.tree):
        start = edited("", project.new_project(request.name, tables), force=False).text
    before = _parsed(start)
    additions = project.additions(before, tables, choice.patterns, extras=choice.extras)
    return edited(start, additions, force=request.force), tuple(project.notes(before))


def _is_packaged(tree: Tree) -> bool:
    """Whether setuptools builds a package of the repository; it would not, with another build backend beside it."""
    said = tree.try_read(PurePosixPath("setup.cfg")) or b""
    return tree.is_file(PurePosixPath("setup.py")) or b"[metadata]" in said


def _files(request: Request, manifest: str, choice: Choice) -> tuple[list[File], Iterator[Note]]:
    """What is to be there, seen from the repository's root, and what is to be done about it."""
    requirement = project.requirement_of(extras=choice.extras)
    repository = str(_parsed(manifest).settings.get("repository", ""))
    pipeline = Pipeline(request.around.folder, split_host(repository)[0], requirement)
    ci_file, told = pipelines(request.ci or request.around.ci, pipeline, request.around)
    own = [File(path=_MANIFEST, content=manifest.encode()), noxfile(requirement), choice.example]
    files = [replace(file, path=request.around.folder / file.path) for file in own if file]
    return [*files, *([ci_file] if ci_file else [])], told


def _inspected(tree: Tree, text: str) -> Inspection:
    """What `check` says once it is written."""
    manifest, findings = read_manifest(text)
    if manifest is None:
        return Inspection((), findings)
    version = manifest.static_version or manifest.table.version or "0"
    settings, known = resolve(manifest, version)
    return inspect(settings, tree, known)


def _edits(request: Request, files: Sequence[File]) -> tuple[tuple[Edit, ...], tuple[PurePosixPath, ...]]:
    """What is to be written, and what is there already and stays."""
    edits: list[Edit] = []
    there: list[PurePosixPath] = []
    manifest = request.around.folder / _MANIFEST
    for file, always in _with_ignored(request, files, manifest):
        before = request.around.repository.try_read(file.path)
        if before == file.content:
            continue
        if before is None or always or request.force:
            edits.append(Edit(path=file.path, before=before, after=file.content))
        else:
            there.append(file.path)
    return tuple(edits), tuple(there)


def _with_ignored(request: Request, files: Sequence[File], manifest: PurePosixPath) -> Iterator[tuple[File, bool]]:
    """The files, each with whether it only adds to what is there."""
    yield from ((file, file.path == manifest) for file in files)
    ignored = ignore_file(request.around)
    if ignored:
        yield ignored, True
