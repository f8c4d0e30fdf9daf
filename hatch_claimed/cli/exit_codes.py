"""What the exit codes of the command mean."""

from __future__ import annotations

from hatch_claimed.errors import ClaimedError, EngineError, ImageError

USAGE = 2
INTERRUPTED = 130

EXIT_CODES = {
    0: "done",
    ClaimedError.exit_code: "errors in the project, or what check, lock --check and verify find",
    USAGE: "wrong usage: options, names, or values of parameters",
    EngineError.exit_code: "an engine is needed, and none answers",
    ImageError.exit_code: "an image could not be built, pushed or looked up",
    INTERRUPTED: "ended by Ctrl-C",
}


def epilog() -> str:
    """The codes as they stand below the help of the command."""
    lines = [f"  {code:<3}  {meaning}" for code, meaning in sorted(EXIT_CODES.items())]
    own = "`run` ends with the operator's own code; 128 and its number where a signal ended it."
    # click rewraps what has no backspace before it
    return "\n".join(["\b", "Exit codes:", *lines, "", own])
