from __future__ import annotations

import platform
from pathlib import PurePosixPath

import pytest

from hatch_claimed.model import Finding
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ReadResult, ScriptSource

VERSION = platform.python_version()


@pytest.mark.parametrize(
    ("content", "message", "line", "column"),
    [
        (b"x = 1\ny = (\n", "'(' was never closed", 2, 5),
        (b"x = 1\n  y = 2\n", "unexpected indent", 2, None),
        (b"print 'x'\n", "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1),
        (b"if x:\n", "expected an indented block after 'if' statement on line 1", 1, None),
    ],
)
def test_broken_syntax(content, message, line, column):
    [finding] = PythonReader().read(ScriptSource(PurePosixPath("a.py"), content)).findings
    assert (finding.code, finding.line) == ("CLM010", line)
    assert finding.message == f"This is no Python that can be read: {message} (Python {VERSION})."
    assert column is None or finding.column == column


@pytest.mark.parametrize(
    ("content", "message", "line", "column"),
    [
        (b"x = 1\ny = '\xff'\n", "the byte 0xff is not utf-8", 2, 6),
        (b"\n\n# \xe4 late\n", "the byte 0xe4 is not utf-8", 3, 3),
        (b"# coding: nonsense\n", "unknown encoding: nonsense", 1, None),
        (b"#!x\n# coding: base64\n", None, 2, None),
        (b"x = 1\nab\0c\n", "a null byte stands in the code", 2, 3),
        (b"x = " + b"(" * 250 + b")" * 250, None, 1, 205),
        (b"-" * 100_000 + b"1", "the code is nested too deeply", 1, None),
        ("x = 1".encode("utf-16"), "the byte 0xff is not utf-8", 1, 1),
    ],
)
def test_broken_bytes(content, message, line, column):
    reading = PythonReader().read(ScriptSource(PurePosixPath("a.py"), content))
    finding = reading.findings[0]
    assert reading == ReadResult(
        None,
        (
            Finding(
                code="CLM010",
                severity="error",
                message=f"This is no Python that can be read: {message}." if message else finding.message,
                remedy="Correct the line, or run `python -m py_compile` on the file to see more.",
                path="a.py",
                line=line,
                column=column,
            ),
        ),
    )


def test_a_declared_encoding_is_honoured():
    content = "# coding: latin-1\nx = os.getenv('x', 'größe')\n".encode("latin-1")
    reading = PythonReader().read(ScriptSource(PurePosixPath("a.py"), content))
    assert reading.interface is not None
    assert [p.default for p in reading.interface.parameters] == ["größe"]
    assert reading.interface.program.content == content


def test_a_long_sum_is_read():
    script = "x = os.getenv('x', " + " + ".join(["1"] * 90) + ")\n"
    reading = PythonReader().read(ScriptSource(PurePosixPath("a.py"), script.encode()))
    assert reading.interface is not None
    assert [p.default for p in reading.interface.parameters] == ["90"]
