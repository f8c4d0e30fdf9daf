"""The ENTRYPOINT of Python and notebook images, from the arguments to the exit code."""

from __future__ import annotations

import os
import sys

from .command import is_command, run_command

OLD_COMMAND = "CLAIMED_OLD_COMMAND"
"""The variable by which a command of C3 is known (see `old_command`). Scripts do not see it."""

# what a command does not need is not imported for it, and `typing` for nobody
TYPE_CHECKING = False
if TYPE_CHECKING:
    from .arguments import Arguments
    from .interface import Interface


def main(folder: str, arguments: list[str]) -> None:
    """Run the operator of which `folder` holds `interface.csv` and `app/`, or the command that the arguments are.

    A `grid.json` beside them makes it a grid wrapper. Raises SystemExit: 2 for wrong arguments or values, 1 when the
    script fails or an output is missing, 130 and 143 for SIGINT and SIGTERM, and the script's own code otherwise.
    """
    called = bool(os.environ.pop(OLD_COMMAND, ""))
    if not called and is_command(arguments):
        from . import home

        home.settle(os.environ, os.getcwd())
        run_command(arguments)
    else:
        _run_operator(folder, arguments, called=called)


def _run_operator(folder: str, arguments: list[str], *, called: bool) -> None:
    from .arguments import parse
    from .interface import read

    interface = read(os.path.join(folder, "interface.csv"))
    if called:
        from . import old_command

        is_script = not interface.notebook and not os.path.exists(os.path.join(folder, "grid.json"))
        if is_script and not old_command.is_of_c3(arguments, interface):
            old_command.run_script(os.path.join(folder, "app"), interface, arguments)
        arguments = old_command.adapted(arguments, interface, os.environ)
    asked = parse(arguments, interface)
    if asked.wants_help:
        from .usage import show

        show(interface)
        sys.exit(0)
    _settle(interface, asked)
    if os.path.exists(os.path.join(folder, "grid.json")):
        from .grid import run_grid

        run_grid(folder, interface, asked)
    from .program import run_program

    run_program(os.path.join(folder, "app"), interface, asked)


def _settle(interface: Interface, asked: Arguments) -> None:
    """Bring the values into the environment, or say all that is wrong with them and exit."""
    from .messages import say
    from .values import settle

    settled = settle(interface, asked.values, os.environ)
    problems = asked.problems + settled.problems
    for problem in problems:
        say(problem)
    if problems:
        sys.exit(2)
    for name, text in settled.changes.items():
        if text is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = text
