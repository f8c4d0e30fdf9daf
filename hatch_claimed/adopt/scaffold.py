"""The files beside pyproject.toml: written where there are none, and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from hatch_claimed.adopt.ci import Pipeline, refuse_expressions
from hatch_claimed.adopt.declarations import Note
from hatch_claimed.adopt.git import Ci, GitRepository
from hatch_claimed.adopt.github import github
from hatch_claimed.adopt.gitlab import FILE as GITLAB
from hatch_claimed.adopt.gitlab import gitlab
from hatch_claimed.artifacts.rendering import render
from hatch_claimed.model import File

EXAMPLE = PurePosixPath("operators/count_words.py")
"""What a project without operators begins with."""

_TEMPLATES = Path(__file__).parent / "templates"
_IGNORE = PurePosixPath(".gitignore")
_IGNORED = ("/dist/", "/.hatch/", "/.nox/")


def example() -> File:
    """An operator to begin with."""
    return File(path=EXAMPLE, content=render(_TEMPLATES, "count_words.py.j2"))


def noxfile(requirement: str) -> File:
    """The chores of a repository of operators."""
    return File(path=PurePosixPath("noxfile.py"), content=render(_TEMPLATES, "noxfile.py.j2", requirement=requirement))


def missing_ignores(text: str) -> str:
    """The lines that .gitignore lacks, to stand behind those that it has."""
    there = {line.strip().strip("/") for line in text.splitlines()}
    missing = [line for line in _IGNORED if line.strip("/") not in there]
    gap = "\n" if text and not text.endswith("\n") and missing else ""
    return gap + "".join(f"{line}\n" for line in missing)


def ignore_file(git: GitRepository) -> File | None:
    """The project's .gitignore with what builds write; None where that is in it."""
    path = git.folder / _IGNORE
    text = (git.tree.try_read(path) or b"").decode(errors="surrogateescape")
    more = missing_ignores(text)
    return File(path=path, content=(text + more).encode(errors="surrogateescape")) if more else None


def pipelines(ci: Ci, pipeline: Pipeline, git: GitRepository) -> tuple[File | None, Iterator[Note]]:
    """The CI's file, seen from the repository's root, and what is to be done about it."""
    if ci == "none":
        return None, iter(())
    refuse_expressions(pipeline.folder)
    if ci == "github":
        return github(pipeline), iter(())
    path = _place(pipeline, git)
    notes = (
        [Note(str(GITLAB), f"is there already: add `include: [{{local: /{path}}}]` to it")] if path != GITLAB else []
    )
    return gitlab(pipeline, path), iter(notes)


def _place(pipeline: Pipeline, git: GitRepository) -> PurePosixPath:
    """GitLab's usual file; another one where that is somebody else's."""
    if git.tree.try_read(GITLAB) in {None, gitlab(pipeline).content}:
        return GITLAB
    return pipeline.folder / GITLAB if pipeline.is_nested else PurePosixPath(".gitlab/operators.yml")
