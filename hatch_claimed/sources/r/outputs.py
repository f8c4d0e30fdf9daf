"""Outputs of an R script: the environment variables that it sets with `Sys.setenv` (C3 requirements, *Outputs*)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.model import Finding, Output
from hatch_claimed.sources.names import name_finding
from hatch_claimed.sources.r.calls import RArgument, RCall, as_call
from hatch_claimed.sources.r.comments import Comments
from hatch_claimed.sources.r.literals import string
from hatch_claimed.sources.r.names import is_function
from hatch_claimed.sources.r.tree import bare
from hatch_claimed.sources.r.vectors import Vectors
from hatch_claimed.sources.variables.choice import InterfaceChoice, VariableWrite
from hatch_claimed.sources.variables.table import passed_on

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class SetVariable:
    """One variable that a call of `Sys.setenv` sets. `value` is None where nothing is given."""

    name: str
    value: Node | None
    line: int
    call: RCall


@dataclass(frozen=True, slots=True)
class SetVariables:
    """What a script sets, in source order. `lost` are calls with computed names.

    `taken` says at which byte the script is done with taking away each name for the first time.
    """

    named: tuple[SetVariable, ...]
    lost: tuple[RCall, ...]
    taken: Mapping[str, int]


def settings(vectors: Vectors) -> SetVariables:
    """All calls of `Sys.setenv` and `Sys.unsetenv`, by whatever name and through `do.call`."""
    setting = {"Sys.setenv", *vectors.names.aliases("Sys.setenv")}
    named: list[SetVariable] = []
    lost: list[RCall] = []
    taken: dict[str, int] = {}
    for call in vectors.names.calls:
        arguments = _arguments(call, setting)
        named.extend(_setting(call, argument) for argument in arguments or () if argument.name is not None)
        if arguments is None:
            lost.append(call)
        for name in _taken_away(call, vectors):
            taken.setdefault(name or "", call.node.end_byte)
    return SetVariables(tuple(named), tuple(lost), taken)


def _arguments(call: RCall, setting: Collection[str]) -> tuple[RArgument, ...] | None:
    """The arguments of `Sys.setenv`: nothing for another call, None where only a run would tell them."""
    if call.package in (None, "base") and call.function in setting:
        return call.arguments
    what = call.matched("what", "args") if call.function == "do.call" else {}
    if "what" not in what or not _is_named(what["what"], setting):
        return ()
    given = as_call(bare(what["args"])) if "args" in what else None
    while given is not None and given.function == "as.list" and len(given.arguments) == 1 and given.arguments[0].value:
        given = as_call(bare(given.arguments[0].value))
    if given is None or given.function not in ("list", "c") or any(one.name is None for one in given.arguments):
        return None
    return given.arguments


def _is_named(node: Node, functions: Collection[str]) -> bool:
    return string(node) in functions if node.type == "string" else is_function(node, functions)


def _taken_away(call: RCall, vectors: Vectors) -> list[str | None]:
    wanted = call.matched("x").get("x") if call.is_of("base", "Sys.unsetenv") else None
    return [] if wanted is None else [name for name in vectors.texts(wanted) if name is not None]


def _setting(call: RCall, argument: RArgument) -> SetVariable:
    return SetVariable(argument.name or "", argument.value, argument.line, call)


def written(found: Iterable[SetVariable], taken: Mapping[str, int]) -> dict[str, int]:
    """At which byte the script is done with setting or taking away each name for the first time."""
    ends = dict(taken)
    for setting in found:
        end = setting.call.node.end_byte
        ends[setting.name] = min(end, ends.get(setting.name, end))
    return ends


def read_outputs(
    found: Iterable[SetVariable],
    chosen: InterfaceChoice[Node],
    read_lines: Mapping[str, int],
    comments: Comments,
    path: str,
) -> tuple[tuple[Output, ...], tuple[Finding, ...]]:
    """All outputs in source order, each once. `read_lines` are the parameters: a name cannot be both."""
    sets: dict[str, list[SetVariable]] = {}
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


def _write(setting: SetVariable) -> VariableWrite[Node]:
    return VariableWrite(setting.value, setting.line)


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


def lost_output(call: RCall, path: str) -> Finding:
    """CLM025 for a call that sets what only a run would tell."""
    return Finding(
        code="CLM025",
        severity="warning",
        message="An output has a computed name, which cannot be known.",
        remedy='Write it as text, `Sys.setenv(result = "result.csv")`, if it is an output.',
        path=path,
        line=call.line,
    )
