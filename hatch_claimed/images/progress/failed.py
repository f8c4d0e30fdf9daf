"""What a failed bake's `--progress rawjson` says to those who wait for images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import click

from hatch_claimed.checks.formats.escaping import visible
from hatch_claimed.images.progress.board import Board, Failure
from hatch_claimed.images.progress.stream import Stream

_EXIT = re.compile(r"exit code: \d+")


def failure(lines: Sequence[str], names: Sequence[str]) -> str:
    """The operators that failed, and each failing step with all that it printed."""
    board, stream, others = Board(names), Stream(), []
    for line in lines:
        said = stream.feed(line)
        if isinstance(said, str):
            others.append(said)
        elif said is not None:
            board.feed(said, 0.0)
    failures = list(board.failures())
    failed = {image for one in failures for image in one.images}
    what = ", ".join(sorted(failed)) or ", ".join(names)
    details = list(dict.fromkeys(text for one in failures for text in _told(one))) if failures else []
    if not failures:
        errors = [line for line in others if line.startswith("ERROR")]
        details = [f"  {visible(line)}" for line in (errors or others)[-3:]]
    return "\n".join([f"the image of {what} could not be built or pushed", *details])


def _told(one: Failure) -> Iterator[str]:
    printed = "".join(f"\n    {line}" for line in text_lines(one.output))
    code = _EXIT.search(one.error)
    error = code[0] if code and printed else one.error
    yield f"  {visible(one.step)}{printed}\n    {visible(error)}"


def text_lines(output: bytes) -> list[str]:
    """What a step printed, as a terminal would show it: colours gone, and of rewritten lines the last state."""
    text = click.unstyle(output.decode(errors="replace")).rstrip()
    return [visible(line.rstrip("\r").rpartition("\r")[2].expandtabs()) for line in text.split("\n")] if text else []
