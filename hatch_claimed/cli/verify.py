"""`hatch-claimed verify`: whether building again gives the same images."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hatch_claimed.building.build import look
from hatch_claimed.cli.arguments import component_names, is_path
from hatch_claimed.cli.broken import exit_code, say_all_broken
from hatch_claimed.cli.names import components
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.verbosity import progress
from hatch_claimed.errors import ImageError

if TYPE_CHECKING:
    from hatch_claimed.building.verify import Verification


@click.command("verify")
@click.argument("names", nargs=-1, shell_complete=components)
@click.option("--strict", is_flag=True, help="Fail too where the same files are only packed otherwise.")
@click.pass_obj
def verify_command(root: Path, /, names: tuple[str, ...], *, strict: bool) -> None:
    """Build images once more without a cache, and compare them with what was pushed.

    NAMES are operators, also as paths of scripts, and grid wrappers; without names, all. What was not pushed is built
    twice. Attestations are left out, since they hold the time of the build. `same` is the same to the bit; `same files`
    runs the same, and only its compression, times or labels differ. Exits with 1 when an image differs, and says in
    what; without names also when operators have errors, unless the setting `keep-going` is true; with 4 when one cannot
    be built again.
    """
    from hatch_claimed.building.failed_images import reasons
    from hatch_claimed.building.verify import verify

    request = request_for(root)
    if any(map(is_path, names)):
        names = component_names(names, look(request).project.components, root)
    result = verify(request, names, progress)
    for verdict in result.verdicts:
        click.echo(f"{verdict.name} ({verdict.platform}): {_word(verdict)}  {verdict.before}")
        if verdict.difference:
            click.echo(f"    now {verdict.now}: {verdict.difference.why}")
    if not names:
        say_all_broken(result.plan.project, "and not verified")
    if result.failed:
        raise ImageError(reasons(result.failed))
    differs = any(not (verdict.same if strict else verdict.same_files) for verdict in result.verdicts)
    sys.exit(differs or (not names and exit_code(result.plan)))


def _word(verdict: Verification) -> str:
    return "same" if verdict.same else "same files" if verdict.same_files else "DIFFERS"
