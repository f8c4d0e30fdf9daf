"""Outputs of an R script: the environment variables that it sets with `Sys.setenv` (C3 requirements, *Outputs*)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from hatch_claimed.model import Finding, Output
from hatch_claimed.sources.names import name_finding
from hatch_claimed.sources.outputs import only
from hatch_claimed.sources.r.calls import Argument, Call, calls
from hatch_claimed.sources.r.comments import Comments
from hatch_claimed.sources.r.constants import Constants

if TYPE_CHECKING:
    from tree_sitter import Node


def written(root: Node) -> dict[str, int]:
    """At which byte the script is done with setting each name for the first time."""
    found: dict[str, int] = {}
    for call, argument in _settings(root):
        found.setdefault(argument.name or "", call.node.end_byte)
    return found


def read_outputs(
    root: Node, known: Constants, read_lines: Mapping[str, int], comments: Comments, path: str
) -> tuple[tuple[Output, ...], tuple[Finding, ...]]:
    """All outputs in source order, each once. `read_lines` are the parameters: a name cannot be both."""
    outputs: dict[str, Output] = {}
    paths: dict[str, list[str | None]] = {}
    findings: list[Finding] = []
    for call, argument in _settings(root):
        name = argument.name or ""
        problem = _problem(name, argument.line, read_lines, path)
        if problem:
            findings.append(problem)
            continue
        paths.setdefault(name, []).append(_path(argument, known))
        if name not in outputs:
            description = comments.above(argument.line, call.node)
            outputs[name] = Output(name=name, description=description, line=argument.line)
    return tuple(replace(one, path=only(paths[one.name])) for one in outputs.values()), tuple(findings)


def _path(argument: Argument, known: Constants) -> str | None:
    value = None if argument.value is None else known.value(argument.value)
    return value if isinstance(value, str) else None


def _settings(root: Node) -> Iterator[tuple[Call, Argument]]:
    for call in calls(root):
        if call.is_of("base", "Sys.setenv"):
            yield from ((call, argument) for argument in call.arguments if argument.name is not None)


def _problem(name: str, line: int, read_lines: Mapping[str, int], path: str) -> Finding | None:
    if name not in read_lines:
        return name_finding(name, path, line, None)
    return Finding(
        code="CLM024",
        severity="warning",
        message=f"{name!r} is set here and read in line {read_lines[name]}: it is a parameter, and no output.",
        remedy=f'Set another name, `Sys.setenv({name}_result = "…")`, if it is the path of a result.',
        path=path,
        line=line,
    )
