"""The names of a project, for shells that complete them. What has errors is left out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from hatch_claimed.building.build import look
from hatch_claimed.cli.request import request_for
from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import Project


def root_of(context: click.Context) -> Path:
    """The project's folder; completion calls no command that would have settled it."""
    top = context.find_root()
    root: Path = top.obj or top.params.get("root") or Path()
    return root.resolve()


def components(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Operators and grid wrappers; none twice."""
    given = context.params.get("names") or ()
    project = _project(context)
    return _items([one.name for one in project.components if one.name not in given] if project else [], incomplete)


def workflows(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Workflows."""
    project = _project(context)
    return _items([one.name for one in project.workflows] if project else [], incomplete)


def buildable(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Operators, grid wrappers and workflows; none twice. Where none fits, scripts."""
    found = [*components(context, parameter, incomplete), *workflows(context, parameter, incomplete)]
    return found or files(context, parameter, incomplete)


def files(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders, which the shell knows best."""
    return [CompletionItem(incomplete, type="file")]


def _items(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _project(context: click.Context) -> Project | None:
    root = root_of(context)
    try:
        return look(request_for(root)).without_project_errors().project
    except ClaimedError:
        return None
