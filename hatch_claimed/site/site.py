"""All files of the site: the list, a page for each operator, grid wrapper and workflow, and their artifacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from hatch_claimed.artifacts.bake import BAKE_FILE
from hatch_claimed.artifacts.image.context import context_path
from hatch_claimed.artifacts.release import RELEASE_FILE
from hatch_claimed.model import File, Project, Published
from hatch_claimed.site.component import SiteContext, component_page, file_names
from hatch_claimed.site.html import data, page
from hatch_claimed.site.views import IndexEntry, broken_entry, component_entry, workflow_entry

FILES = PurePosixPath("files")
"""Where artifacts lie, as they lie in the artifact folder: they name each other by their places."""

_SCRIPTS = ("theme.js", "search.js")


def site_files(project: Project, images: Mapping[str, Published], artifacts: Iterable[File]) -> tuple[File, ...]:
    """The site of a project, sorted by path. `images` are built images by the name of their operator.

    `artifacts` are the files of the artifact folder. Those that people load are part of the site, build contexts are
    not.
    """
    kept = tuple(_kept(project, artifacts))
    context = SiteContext(project, dict(images), file_names(kept))
    pages = [component_page(one, context) for one in project.components]
    if project.workflows:
        from hatch_claimed.site.workflow import workflow_page

        pages += [workflow_page(one, context) for one in project.workflows]
    files = [index_page(project), *pages, *(replace(one, path=FILES / one.path) for one in kept)]
    return tuple(sorted(files, key=lambda file: file.path.parts))


def index_page(project: Project) -> File:
    """The list. What is searched beyond what it shows is data for its script."""
    entries = _entries(project)
    content = page(
        "index.html.j2",
        _SCRIPTS,
        project=project,
        entries=entries,
        kinds=sorted({one.kind for one in entries}, key=str.lower),
        data=data([one.words for one in entries]),
    )
    return File(path=PurePosixPath("index.html"), content=content)


def _entries(project: Project) -> list[IndexEntry]:
    found = [
        *map(component_entry, project.components),
        *map(workflow_entry, project.workflows),
        *map(broken_entry, project.broken),
    ]
    return sorted(found, key=lambda one: (one.name, one.kind))


def _kept(project: Project, artifacts: Iterable[File]) -> Iterable[File]:
    contexts = {context_path(one) for one in project.components}
    unwanted = {PurePosixPath(BAKE_FILE), PurePosixPath(RELEASE_FILE)}
    for one in artifacts:
        if one.path not in unwanted and contexts.isdisjoint(one.path.parents):
            yield one
