"""`hatch-claimed completion`: what a shell needs to complete the words of this command."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

_PROGRAM = "hatch-claimed"
_VARIABLE = "_HATCH_CLAIMED_COMPLETE"
_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
_WHERE = """\b
bash, in ~/.bashrc:
  eval "$(hatch-claimed completion bash)"
zsh, in ~/.zshrc, behind compinit:
  eval "$(hatch-claimed completion zsh)"
fish, in ~/.config/fish/config.fish:
  hatch-claimed completion fish | source
"""


@click.command("completion", epilog=_WHERE)
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print a script for a shell, which then completes commands, options, and the names of operators and workflows."""
    click.echo(_SHELLS[shell](context.find_root().command, {}, _PROGRAM, _VARIABLE).source())
