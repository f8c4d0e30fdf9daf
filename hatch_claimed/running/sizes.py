"""Values that are larger than this system takes as an argument or as a variable of a program."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from hatch_claimed.errors import ClaimedError
from hatch_claimed.model.limits import LONGEST_VALUE
from hatch_claimed.running.command import RunCommand


class TooLargeError(ClaimedError):
    """An operator cannot be started with the values that it was given."""

    exit_code = 2


@contextmanager
def within_limits(command: RunCommand) -> Iterator[None]:
    """Meanwhile, start the command. Raises TooLargeError, naming the largest value, where the system refuses it."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.E2BIG:
            raise
        raise TooLargeError(_message(command)) from None


def _message(command: RunCommand) -> str:
    """Which value is the largest, without a word of it."""
    variables = {name: len(os.fsencode(f"{name}={text}")) for name, text in command.environment.items()}
    words = {place: len(os.fsencode(word)) for place, word in enumerate(command.words)}
    remedy = "write it into a file below data/, and hand over its path"
    name, size = max(variables.items(), key=lambda pair: pair[1], default=("", 0))
    place, length = max(words.items(), key=lambda pair: pair[1])
    if length >= size:
        name, size = command.words[place - 1].lstrip("-"), length
    if size > LONGEST_VALUE:
        return f"the value of {name} has {size:,} bytes, and a program takes no more than {LONGEST_VALUE:,}: {remedy}"
    total = sum(words.values()) + sum(len(os.fsencode(f"{one}={text}")) for one, text in os.environ.items())
    return f"all values together have {total:,} bytes, more than this system hands to a program; of {name}, {remedy}"
