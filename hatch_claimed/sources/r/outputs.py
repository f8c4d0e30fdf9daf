"""Outputs of an R script: the environment variables that it sets with `Sys.setenv` (C3 requirements, *Outputs*)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.model import Finding, Output
from hatch_claimed.sources.names import name_finding
from hatch_claimed.sources.r.calls import Argument, Call, calls
from hatch_claimed.sources.r.comments import Comments
from hatch_claimed.sources.variables.choice import Choice, Write
from hatch_claimed.sources.variables.table import passed_on

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable that a call of `Sys.setenv` sets. `value` is None where nothing is given."""

    name: str
    value: Node | None
    line: int
    call: Call


def settings(root: Node) -> Iterator[Setting]:
    """All that a script sets, in source order."""
    for call in calls(root):
        if call.is_of("base", "Sys.setenv"):
            yield from (_setting(call, argument) for argument in call.arguments if argument.name is not None)


def _setting(call: Call, argument: Argument) -> Setting:
    return Setting(argument.name or "", argument.value, argument.line, call)


def written(found: Iterable[Setting]) -> dict[str, int]:
    """At which byte the script is done with setting each name for the first time."""
    ends: dict[str, int] = {}
    for setting in found:
        ends.setdefault(setting.name, setting.call.node.end_byte)
    return ends


def read_outputs(
    found: Iterable[Setting], chosen: Choice[Node], read_lines: Mapping[str, int], comments: Comments, path: str
) -> tuple[tuple[Output, ...], tuple[Finding, ...]]:
    """All outputs in source order, each once. `read_lines` are the parameters: a name cannot be both."""
    sets: dict[str, list[Setting]] = {}
    findings: list[Finding] = []
    for setting in found:
        problem = _problem(setting.name, setting.line, read_lines, path)
        if problem:
            findings.append(problem)
        elif setting.name not in read_lines:
            sets.setdefault(setting.name, []).append(setting)
    outputs = [
        Output(
            name=name,
            description=comments.described(name, uses[0].line, uses[0].call.node),
            line=uses[0].line,
            path=chosen.path_of([_write(use) for use in uses]),
        )
        for name, uses in sets.items()
        if chosen.is_output(name, [_write(use) for use in uses])
    ]
    return tuple(outputs), tuple(findings)


def _write(setting: Setting) -> Write[Node]:
    return Write(setting.value, setting.line)


def _problem(name: str, line: int, read_lines: Mapping[str, int], path: str) -> Finding | None:
    if name not in read_lines:
        return name_finding(name, path, line, None)
    if passed_on(name):
        return None
    return Finding(
        code="CLM024",
        severity="warning",
        message=f"{name!r} is set here and read in line {read_lines[name]}: it is a parameter, and no output.",
        remedy=f'Set another name, `Sys.setenv({name}_result = "…")`, if it is the path of a result.',
        path=path,
        line=line,
    )
