"""`hatch-claimed verify`: whether building again gives the same images."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hatch_claimed.building.build import look
from hatch_claimed.cli.left_out import exit_code, tell_each
from hatch_claimed.cli.names import components
from hatch_claimed.cli.request import request_for
from hatch_claimed.cli.verbosity import progress


@click.command("verify")
@click.argument("names", nargs=-1, shell_complete=components)
@click.pass_obj
def verify_command(root: Path, names: tuple[str, ...]) -> None:
    """Build images once more without a cache, and compare them with what was pushed.

    NAMES are operators and grid wrappers; without names, all. What was not pushed is built twice. Attestations are left
    out, since they hold the time of the build. Exits with 1 when an image differs, and says in which file; without
    names also when operators have errors, unless the setting `keep-going` is true.
    """
    from hatch_claimed.building.verify import verify

    request = request_for(root)
    verdicts = verify(request, names, progress)
    for verdict in verdicts:
        click.echo(f"{verdict.name} ({verdict.platform}): {'same' if verdict.same else 'DIFFERS'}  {verdict.before}")
        if not verdict.same:
            click.echo(f"    now {verdict.now}: {verdict.why}")
    planned = look(request)
    if not names:
        tell_each(planned.project, "and not verified")
    sys.exit(any(not verdict.same for verdict in verdicts) or (not names and exit_code(planned)))
