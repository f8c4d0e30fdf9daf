"""What a failed build says to those who wait for images, whether it told its progress as text or as JSON."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import click

from hatch_claimed.checks.formats.escaping import visible
from hatch_claimed.images.progress.build_progress import BuildProgress, Failure
from hatch_claimed.images.progress.label import label
from hatch_claimed.images.progress.parser import ProgressParser
from hatch_claimed.images.progress.status import Update, means_stopped

_EXIT = re.compile(r"exit code: \d+")
_STEP = re.compile(r"^ > (?P<name>\[[^\]]+\] (?P<text>.*))$")
_NAMED = re.compile(r"^#(?P<number>\d+) (?P<name>\[.*)$")
_ERROR = re.compile(r"^#(?P<number>\d+) ERROR: (?P<error>.*)$")
_TARGET = re.compile(r"target (?P<target>[A-Za-z0-9_-]+): failed to solve")
_OF_APT = re.compile(r"^\d+\.\d+ (?P<text>E: .*)$")


def failure(lines: Sequence[str], names: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The images of a bake that failed, among `names`, and each failing step with what it printed.

    No image is named where the lines do not tell which one it was.
    """
    progress, others = _read(lines, names)
    failures = list(progress.failures())
    steps = _steps(others)
    failed = {image for one in failures for image in one.images} or set(_failed(others, steps, names))
    details = [text for one in failures for text in _told(one)] or list(_told_in_text(others, steps))
    if not any("\n" in text for text in details):
        # no step printed anything of its own
        details += [f"  {visible(line)}" for line in _errors(others)]
    return tuple(sorted(failed)), "\n".join(dict.fromkeys(details))


def last_words(lines: Sequence[str]) -> str:
    """The line that best says why a step of packages failed: apt's own, else the last error, else the last line."""
    own = [match["text"] for line in lines for match in [_OF_APT.match(line)] if match]
    errors = [line for line in lines if line.startswith(("ERROR", "docker: "))]
    return next(iter([*own, *errors[-1:], *lines[-1:]]), "no answer")


def _read(lines: Sequence[str], names: Sequence[str]) -> tuple[BuildProgress, Sequence[str]]:
    """What messages say, and the lines that are none. Without any message, all lines are text."""
    progress, parser = BuildProgress(names), ProgressParser()
    said = [parser.feed(line) for line in lines]
    updates = [one for one in said if isinstance(one, Update)]
    for update in updates:
        progress.feed(update, 0.0)
    return progress, [one for one in said if isinstance(one, str)] if updates else lines


def _told(one: Failure) -> Iterator[str]:
    printed = "".join(f"\n    {line}" for line in text_lines(one.output))
    code = _EXIT.search(one.error)
    error = code[0] if code and printed else one.error
    yield f"  {visible(one.step)}{printed}\n    {visible(error)}"


def _steps(lines: Sequence[str]) -> dict[int, re.Match[str]]:
    """The lines that name a failed step, each before what it printed; without steps that were only stopped."""
    names = {found["number"]: found["name"] for line in lines if (found := _NAMED.match(line))}
    errors = [found for line in lines if (found := _ERROR.match(line))]
    stopped = {names.get(one["number"]) for one in errors if means_stopped(one["error"])}
    told = {number: match for number, line in enumerate(lines) if (match := _STEP.match(line))}
    return {number: match for number, match in told.items() if match["name"].rstrip(":") not in stopped}


def _failed(lines: Sequence[str], steps: Mapping[int, re.Match[str]], names: Sequence[str]) -> Iterator[str]:
    """The images that a bake's plain progress says have failed."""
    for line in lines:
        if (match := _TARGET.search(line)) and match["target"] in names:
            yield match["target"]
    for match in steps.values():
        if image := label(match["name"], names).image:
            yield image


def _told_in_text(lines: Sequence[str], steps: Mapping[int, re.Match[str]]) -> Iterator[str]:
    """The blocks in which BuildKit repeats the end of a failed step's output."""
    for number, match in steps.items():
        printed = itertools.takewhile(lambda text: not text.startswith("------"), lines[number + 1 :])
        yield "\n".join([f"  {match['text'].rstrip(':')}", *(f"    {text}" for text in printed)])


def _errors(lines: Sequence[str]) -> Sequence[str]:
    return ([line for line in lines if line.startswith("ERROR")] or lines)[-3:]


def text_lines(output: bytes) -> list[str]:
    """What a step printed, as a terminal would show it: colours gone, and of rewritten lines the last state."""
    text = click.unstyle(output.decode(errors="replace")).rstrip()
    return [visible(line.rstrip("\r").rpartition("\r")[2].expandtabs()) for line in text.split("\n")] if text else []
