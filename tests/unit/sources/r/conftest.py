from pathlib import PurePosixPath

import pytest

from hatch_claimed.model import Finding
from hatch_claimed.sources.r.reader import RReader
from hatch_claimed.sources.reader import ScriptSource


@pytest.fixture(scope="session")
def read():
    """Reads a script; `read(text)` gives the whole reading."""

    def reading(script):
        content = script if isinstance(script, bytes) else script.encode()
        return RReader().read(ScriptSource(PurePosixPath("operators/a script.R"), content))

    return reading


@pytest.fixture(scope="session")
def interface(read):
    """Reads a script that has nothing wrong with it."""

    def clean(script):
        reading = read(script)
        assert reading.findings == ()
        return reading.interface

    return clean


@pytest.fixture(scope="session")
def finding():
    def make(code, line, message, remedy, *, severity="error", column=None):
        return Finding(
            code=code,
            severity=severity,
            message=message,
            remedy=remedy,
            path="operators/a script.R",
            line=line,
            column=column,
        )

    return make
