"""`hatch-claimed init`: makes a project of operators out of a repository, or out of nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hatch_claimed.adopt.surroundings import Ci


@click.command("init")
@click.option("--dry-run", "dry", is_flag=True, help="Show what would be written as a diff, and write nothing.")
@click.option("--force", is_flag=True, help="Replace what is there and says something else.")
@click.option("--ci", type=click.Choice(["github", "gitlab", "none"]), help="Which CI to set up, instead of a guess.")
@click.option("--repository", metavar="NAME", help="Registry and namespace of the images.")
@click.pass_obj
def init_command(root: Path, *, dry: bool, force: bool, ci: Ci | None, repository: str | None) -> None:
    """Set up a project: in a repository of scripts, or in an empty folder.

    Finds what looks like an operator, and takes over what calls of c3_create_operator and c3_create_gridwrapper, .cfg
    files and committed Jobs say. Adds to pyproject.toml and changes nothing that stands there.
    """
    # what nobody else needs is not imported for other commands
    from hatch_claimed.cli.adopting import init

    init(root, dry=dry, force=force, ci=ci, repository=repository)
