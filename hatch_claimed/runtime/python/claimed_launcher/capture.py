"""`%%capture name`: what a cell prints and displays goes into a variable."""

from __future__ import annotations

import argparse
import shlex

from .notebook import AT_END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def register(shell: Any) -> None:
    """Give the shell the line magic that a converted `%%capture name` begins with: it holds until the cell ends.

    IPython's own cell magic takes the body as text, and goes on after an error in it.
    """
    shell.register_magic_function(lambda line: _begin(line, shell), "line", "capture")


def _begin(line: str, shell: Any) -> None:
    from IPython.utils.capture import capture_output

    asked = _asked(line)
    context: Any = capture_output(not asked.no_stdout, not asked.no_stderr, not asked.no_display)
    captured = context.__enter__()

    def end(succeeded: bool) -> None:
        context.__exit__(None, None, None)
        if succeeded:
            shell.user_ns[asked.output] = captured
        else:
            # why it failed may be in there
            captured.show()

    AT_END.append(end)


def _asked(line: str) -> argparse.Namespace:
    """The arguments of `%%capture` (IPython, `ExecutionMagics.capture`)."""
    parser = argparse.ArgumentParser(prog="%%capture", add_help=False)
    parser.add_argument("output")
    for name in ("stdout", "stderr", "display"):
        parser.add_argument(f"--no-{name}", action="store_true")
    return parser.parse_args(shlex.split(line))
