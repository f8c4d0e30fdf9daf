"""`hatch-claimed init`: makes a project of operators out of a repository, or out of nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import get_args

import click

from hatch_claimed.adopt import report
from hatch_claimed.adopt.adoption import Adoption, AdoptionRequest, FileEdit, adopt
from hatch_claimed.adopt.git import Ci, git_repository
from hatch_claimed.checks.excerpts import Excerpts
from hatch_claimed.checks.formats import TextFormat
from hatch_claimed.checks.formats.escaping import visible
from hatch_claimed.cli.changed_files import difference, replace_file
from hatch_claimed.errors import ClaimedError
from hatch_claimed.system.tree import Tree

_MOST = 12
"""How many findings are shown: the first look at a repository is no reading of hundreds."""


@click.command("init")
@click.option("--dry-run", "dry", is_flag=True, help="Show what would be written as a diff, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite settings and files that differ.")
@click.option("--ci", type=click.Choice(get_args(Ci)), help="Which CI to set up; without it, the one that is found.")
@click.option("--repository", metavar="NAME", help="Registry and namespace of the images.")
@click.pass_obj
def init_command(root: Path, *, dry: bool, force: bool, ci: Ci | None, repository: str | None) -> None:
    """Set up a project: in a repository of scripts, or in an empty folder.

    Finds what looks like an operator, and takes over what calls of c3_create_operator and c3_create_gridwrapper, .cfg
    files and committed Jobs say. Adds to pyproject.toml and changes nothing that stands there.
    """
    top = _top(root)
    git = git_repository(Tree(top), PurePosixPath(root.relative_to(top).as_posix()))
    request = AdoptionRequest(tree=Tree(root), git=git, name=root.name, repository=repository, ci=ci, force=force)
    adoption = adopt(request)
    _say(report.operator_lines(adoption))
    if adoption.found_nothing:
        raise ClaimedError("\n".join(report.how_to_adopt(adoption)))
    for edit in adoption.edits:
        _refuse_if_elsewhere(top, edit.path)
    _say_what_check_says(adoption)
    for edit in adoption.edits:
        if dry:
            click.echo(difference(str(edit.path), edit.before or b"", edit.after), nl=False)
        else:
            _write(top / edit.path, edit)
    _say(report.edit_lines(adoption, dry=dry))
    _say(report.next_steps(adoption))


def _top(root: Path) -> Path:
    """The folder of the git repository, or the project's own where there is none."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def _refuse_if_elsewhere(top: Path, path: PurePosixPath) -> None:
    """Nothing is written through a link that leaves the repository, nor into a pipe, which would wait for ever."""
    real = Path(os.path.realpath(top / path))
    if not real.is_relative_to(os.path.realpath(top)):
        message = (
            f"{path} cannot be written: a link leads it out of the repository\n    Put a folder or a file in its place."
        )
    elif real.exists() and not real.is_file():
        message = f"{path} cannot be written: it is no regular file\n    Put a file in its place, or remove it."
    else:
        return
    raise ClaimedError(message)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(visible(line))


def _say_what_check_says(adoption: Adoption) -> None:
    findings = [one for one in adoption.inspection.findings if one.severity != "hint"]
    # errors are what stops a build
    shown = sorted(findings, key=lambda one: one.severity != "error")[:_MOST]
    text = TextFormat().render(shown, Excerpts(adoption.selection.tree))
    click.echo(f"hatch-claimed check says:\n\n{text}\n" if text else "hatch-claimed check finds nothing wrong.")
    if len(findings) > len(shown):
        click.echo(f"And {len(findings) - len(shown)} more things: `hatch-claimed check` shows all.\n")


def _write(path: Path, edit: FileEdit) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if edit.before is None:
            path.write_bytes(edit.after)
        else:
            replace_file(path, edit.after)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise ClaimedError(message) from None
