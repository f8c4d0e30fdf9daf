"""`hatch-claimed grid`: looks at the batches of grid wrappers.

The tool that does it travels into images, where it must stand alone. So it is a program of its own here as well, which
gets all arguments as they are, and knows them best.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hatch_claimed.cli.group import WholeHelpGroup
from hatch_claimed.cli.names import files
from hatch_claimed.system.command import attached

# nothing in the user's folder is taken for a module
TOOL = (sys.executable, "-P", "-m", "claimed_grid.tool")
_AS_THEY_ARE = {"ignore_unknown_options": True, "allow_interspersed_args": False}


@click.group("grid", cls=WholeHelpGroup)
def grid_group() -> None:
    """Show the batches of a grid wrapper, and run failed ones again."""


def _command(name: str, description: str) -> None:
    @grid_group.command(name, help=description, context_settings=_AS_THEY_ARE, add_help_option=False)
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED, shell_complete=files)
    @click.pass_obj
    def run_tool(root: Path, arguments: tuple[str, ...]) -> None:
        command = [*TOOL, name, *arguments]
        sys.exit(attached(command, root, {"CLAIMED_PROGRAM": "hatch-claimed grid"}))


_command("status", "Show how many batches are done, which worker runs which, and what failed.")
_command("retry", "Set failed batches back to waiting, so that workers run them again.")
_command("plan", "Check the list of batches before any worker starts.")
