"""Installation lines that stand in branches of which a run takes one, and of which an image gets one."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hatch_claimed.model import Finding, Requirement
from hatch_claimed.sources.install.checks import Installs, joined
from hatch_claimed.sources.install.pip import classified, pep508

if TYPE_CHECKING:
    from packaging.requirements import Requirement as Pep508

    from hatch_claimed.sources.install.shell import ShellCommand


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch that a line stands in: of what, which of its branches, and whether a container takes it, if known."""

    branching: object
    branch: object
    holds: bool | None = None


Branched = tuple[Installs, tuple[Branch, ...]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One package that one line asks for."""

    part: int
    text: str
    read: Pep508
    line: Requirement
    arms: tuple[Branch, ...]


def settled(parts: Sequence[Branched], path: str) -> Installs:
    """All parts as one. Of two versions in branches that exclude each other one stays, and CLM126 says which.

    A branch that a container takes goes before others; else the newer version does, and of equals the later.
    """
    if sum(bool(arms and installs.requirements) for installs, arms in parts) < 2:
        return joined(installs for installs, _ in parts)
    left_out, findings = _left_out(list(_asked(parts)), path)
    kept = [
        _without(installs, {one.text for one in left_out if one.part == n}) for n, (installs, _) in enumerate(parts)
    ]
    return joined((*kept, Installs(findings=tuple(findings))))


def arms(found: Sequence[ShellCommand]) -> list[tuple[Branch, ...]]:
    """The branches of `if` that each simple command of shell text stands in."""
    around: list[Branch] = []
    places: list[tuple[Branch, ...]] = []
    for command in found:
        places.append(tuple(around))
        match command.words[:1]:
            case ("if",):
                around.append(Branch(command.start, 0))
            case ("elif" | "else",) if around:
                around[-1] = Branch(around[-1].branching, command.start)
            case ("fi",) if around:
                around.pop()
    return places


def _asked(parts: Sequence[Branched]) -> Iterator[_Asked]:
    for number, (installs, around) in enumerate(parts):
        for line in installs.requirements if around else ():
            for argument in classified(line.arguments):
                read = pep508(argument.text) if argument.kind == "requirement" else None
                if read is not None and not read.url and not read.marker:
                    yield _Asked(number, argument.text, read, line, around)


def _left_out(asked: Sequence[_Asked], path: str) -> tuple[list[_Asked], list[Finding]]:
    # only now: few scripts have such branches
    from packaging.utils import canonicalize_name

    kept: dict[str, list[_Asked]] = {}
    left_out: list[_Asked] = []
    findings: list[Finding] = []
    for one in asked:
        same = kept.setdefault(canonicalize_name(one.read.name), [])
        for other in list(same):
            loser, is_known = _loser(other, one)
            if loser is not None:
                left_out.append(loser)
                if not is_known:
                    findings.append(_finding(loser, one if loser is other else other, path))
            if loser is other:
                same.remove(other)
            elif loser is one:
                break
        else:
            same.append(one)
    return left_out, findings


def _loser(first: _Asked, second: _Asked) -> tuple[_Asked | None, bool]:
    """Which of two is left out, None where both may stay; and whether it is known that a container takes the other."""
    from hatch_claimed.sources.install.specifiers import exclude_each_other

    branches = _apart(first.arms, second.arms)
    if branches is None or not exclude_each_other(first.read.specifier, second.read.specifier):
        return None, False
    one, other = branches
    if one.holds is not None or other.holds is not None:
        return (second if one.holds or other.holds is False else first), True
    return (second if _newest(first.read) > _newest(second.read) else first), False


def _apart(first: Sequence[Branch], second: Sequence[Branch]) -> tuple[Branch, Branch] | None:
    """The branches of one and the same branching that exclude each other."""
    by_branching = {one.branching: one for one in second}
    for one in first:
        other = by_branching.get(one.branching)
        if other is not None and other.branch != one.branch:
            return one, other
    return None


def _newest(read: Pep508) -> tuple[int, ...]:
    """The greatest version that a requirement names, to compare with another's."""
    from packaging.version import InvalidVersion, Version

    found: list[tuple[int, ...]] = [()]
    for one in read.specifier:
        try:
            found.append(Version(one.version.removesuffix(".*")).release)
        except InvalidVersion:
            continue
    return max(found)


def _without(installs: Installs, texts: set[str]) -> Installs:
    if not texts:
        return installs
    lines = (
        replace(line, arguments=tuple(one for one in line.arguments if one not in texts))
        for line in installs.requirements
    )
    kept = tuple(line for line in lines if any(one.kind != "option" for one in classified(line.arguments)))
    return replace(installs, requirements=kept)


def _finding(loser: _Asked, taken: _Asked, path: str) -> Finding:
    cell = "" if taken.line.cell is None else f" of cell {taken.line.cell}"
    example = f'{loser.text}; python_version < "3.8"'
    return Finding(
        code="CLM126",
        severity="warning",
        message=f"{loser.text!r} and {taken.text!r} (line {taken.line.line}{cell}) stand in different branches: an"
        f" image has one of them, and {taken.text!r} is taken.",
        remedy=f"Take one of them out, or say where each is wanted: `pip install {shlex.quote(example)}`.",
        path=path,
        line=loser.line.line,
        cell=loser.line.cell,
    )
