"""A command instead of arguments: `docker run IMAGE sh`, or what kfp's local runner appends to the ENTRYPOINT."""

from __future__ import annotations

import os
import sys

from .messages import flush, say


def is_command(arguments: list[str]) -> bool:
    """Whether the arguments are a command: the first one is neither `--name` nor `name=value`.

    A path may hold an equals sign; a parameter's name holds no slash.
    """
    if not arguments or arguments[0].startswith("-"):
        return False
    name, equals, _ = arguments[0].partition("=")
    return not equals or "/" in name


def run_command(arguments: list[str]) -> None:
    """Become the command. Exits as a shell does when it cannot: 127 if it is not there, 126 if it may not run."""
    flush()
    if not arguments[0].strip():
        say("an empty text is no command, and no parameter: parameters are set with --name value or name=value")
        sys.exit(127)
    try:
        os.execvp(arguments[0], arguments)  # noqa: S606 (a shell would split the arguments again)
    except FileNotFoundError:
        say(
            f"{arguments[0]!r} is no command in this image, and no parameter: "
            "parameters are set with --name value or name=value, and --help lists them"
        )
        sys.exit(127)
    except OSError as error:
        say(f"cannot run {arguments[0]!r}: {error.strerror}")
        sys.exit(126)
