import errno
import os

import pytest

from hatch_claimed.running.command import RunCommand
from hatch_claimed.running.sizes import TooLargeError, within_limits

REMEDY = "write it into a file below data/, and hand over its path"


def told(command):
    with pytest.raises(TooLargeError) as refused, within_limits(command):
        raise OSError(errno.E2BIG, "Argument list too long")
    return str(refused.value)


@pytest.mark.parametrize(
    ("command", "name", "size"),
    [
        (RunCommand(("run", "--table", "é" * 70_000, "--x", "1")), "table", "140,000"),
        (RunCommand(("run", "--x", "1"), {"key": "k" * 131_070, "x": "1"}), "key", "131,074"),
    ],
)
def test_the_value_that_is_too_large_is_named_and_not_shown(command, name, size):
    assert told(command) == (
        f"the value of {name} has {size} bytes, and a program takes no more than 131,071: {REMEDY}"
    )


def test_values_that_are_too_large_together(monkeypatch):
    monkeypatch.setattr(os, "environ", {"ab": "c"})
    command = RunCommand(("run", "--a", "x" * 100_000, "--b", "y" * 99_000))
    assert told(command) == (
        "all values together have 199,013 bytes, more than this system hands to a program; of a, " + REMEDY
    )


def test_other_errors_stay_what_they_are():
    with pytest.raises(FileNotFoundError), within_limits(RunCommand(("run",))):
        raise FileNotFoundError
