"""Where the time of `hatch-claimed build` goes, from the lines that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builds.ways import Line

_BAKE = "+ docker buildx bake"
_DECIDED = re.compile(r"^step-\d+: (?P<what>built|reused), since ")
_INSTALLS = re.compile(r"^#(?P<step>\d+) \[.*\] RUN ")
_ALL_DONE = re.compile(r"^#(?P<step>\d+) DONE (?P<seconds>[\d.]+)s$")
_DONE = re.compile(
    r"^#\d+ (?P<what>exporting layers|unpacking|pushing layers|pushing manifest).* (?P<seconds>[\d.]+)s done$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a build, and its seconds."""

    what: str
    seconds: float


def parts(lines: Sequence[Line]) -> tuple[Part, ...]:
    """One after the other, the parts of a build; they make up all of it."""
    end = lines[-1].at
    decided = [line.at for line in lines if _DECIDED.match(line.text)]
    bakes = [line.at for line in lines if line.text.startswith(_BAKE)]
    marks = [("until it is decided what to build", decided[0] if decided else end)]
    if bakes:
        marks += [("engine asked, files written", bakes[0]), *_baking(lines), ("files put in place", end)]
    else:
        marks.append(("files written", end))
    begun = [0.0, *(at for _, at in marks)]
    return tuple(Part(what, at - before) for (what, at), before in zip(marks, begun, strict=False))


def _baking(lines: Sequence[Line]) -> Iterator[tuple[str, float]]:
    spoken = [line.at for line in lines if line.text.startswith("#")]
    installed = [at for at, _ in _installations(lines)]
    yield "buildx starts", spoken[0]
    if installed:
        yield "BuildKit, until the last installation is done", max(installed)
    yield "BuildKit, what is left of export and push" if installed else "BuildKit", spoken[-1]


def _installations(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """When each installation was done, and how long it took. Every bake counts its steps anew."""
    found = []
    running: set[str] = set()
    for line in lines:
        if line.text.startswith(_BAKE):
            running.clear()
        elif match := _INSTALLS.match(line.text):
            running.add(match["step"])
        elif (match := _ALL_DONE.match(line.text)) and match["step"] in running:
            found.append((line.at, float(match["seconds"])))
    return found


def steps(lines: Sequence[Line]) -> tuple[Part, ...]:
    """What BuildKit says of its own steps, added up over all images: many run at the same time."""
    sums: dict[str, float] = {}
    if installed := _installations(lines):
        sums[f"{len(installed)} installations"] = sum(seconds for _, seconds in installed)
    for line in lines:
        if match := _DONE.match(line.text):
            sums[match["what"]] = sums.get(match["what"], 0.0) + float(match["seconds"])
    return tuple(Part(what, seconds) for what, seconds in sums.items() if seconds >= 0.05)


def built(lines: Sequence[Line]) -> int:
    """How many images were built."""
    found = (_DECIDED.match(line.text) for line in lines)
    return sum(match is not None and match["what"] == "built" for match in found)
