"""Whole files that tests expect, and the one way to write them anew."""

import difflib
import os

import pytest
from needs import MUST_RUN

OPTION = "--update-expected"
COMMAND = "nox -s expectations"
_MOST_LINES = 60


def may_update(wanted, must_run=MUST_RUN):
    """Whether expected files are written anew. Where all tests must run they are compared, and nothing else."""
    if wanted and must_run:
        raise pytest.UsageError(f"{OPTION} writes what tests compare, which CLAIMED_TESTS_MUST_RUN=1 forbids")
    return bool(wanted)


def same_file(path, found, *, update):
    """Compare what was found, a text or bytes, with the file that is expected; or write it into that file."""
    content = found.encode() if isinstance(found, str) else found
    expected = path.read_bytes() if path.is_file() else None
    if content == expected:
        return
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return
    raise AssertionError("\n".join([*_difference(path, expected or b"", content), "", _remedy(path)]))


def _difference(path, expected, found):
    texts = [text.decode(errors="backslashreplace").splitlines() for text in (expected, found)]
    lines = list(difflib.unified_diff(*texts, "expected", "found", lineterm=""))
    left_out = len(lines) - _MOST_LINES
    shown = [*lines[:_MOST_LINES], f"... and {left_out} more lines"] if left_out > 0 else lines
    return shown or ["the lines are the same, and their ends differ"]


def _remedy(path):
    shown = os.path.relpath(path)
    return f"{shown} does not hold what was found. If it should, `{COMMAND}` writes all such files anew."
