"""Parameters of an R script: the environment variables that it reads with `Sys.getenv` (C3 requirements, *R*)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.model import Finding, Parameter
from hatch_claimed.scalars import ParameterType
from hatch_claimed.sources.names import name_finding
from hatch_claimed.sources.r.calls import Call, caller, calls
from hatch_claimed.sources.r.comments import Comments
from hatch_claimed.sources.r.constants import Constants, is_nothing
from hatch_claimed.sources.r.defaults import CASTS, Default, default_of

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Reads:
    """What a script reads. `lines` says where each name, legal or not, is read first."""

    parameters: tuple[Parameter, ...]
    lines: Mapping[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One read of a variable with a constant name."""

    call: Call
    name: str
    type: ParameterType
    default: Default

    @property
    def meaning(self) -> tuple[ParameterType, str]:
        """What two reads of one name must have in common."""
        return self.type, self.default.meaning

    @property
    def manner(self) -> str:
        """How a finding tells of it."""
        return f"as {self.type} with{'out' if self.default.required else ' a'} default"


def read_parameters(found: Sequence[Read | Call], comments: Comments, written: Mapping[str, int], path: str) -> Reads:
    """All parameters in source order, each once, and what is wrong with them.

    `written` says at which byte the script is done with setting a name for the first time: what it reads behind that
    is its own output.
    """
    by_name: dict[str, list[Read]] = {}
    findings: list[Finding] = []
    for read in found:
        if isinstance(read, Call):
            findings.append(_computed(read, path))
        elif read.name in by_name or read.call.node.start_byte < written.get(read.name, read.call.node.end_byte):
            by_name.setdefault(read.name, []).append(read)
    parameters = []
    for name, uses in by_name.items():
        problems = list(_problems(uses, path))
        findings.extend(problems)
        if not any(finding.code == "CLM020" for finding in problems):
            parameters.append(_parameter(name, uses, comments))
    return Reads(tuple(parameters), {name: uses[0].call.line for name, uses in by_name.items()}, tuple(findings))


def reads(root: Node, known: Constants) -> Iterator[Read | Call]:
    """Every read in source order, as the bare call where the name is computed."""
    for call in calls(root):
        if call.is_of("base", "Sys.getenv"):
            yield from _read(call, known)


def _read(call: Call, known: Constants) -> Iterator[Read | Call]:
    arguments = call.matched("x", "unset", "names")
    if "x" not in arguments or is_nothing(arguments["x"]):
        return
    type_ = _type(call)
    default = default_of(arguments.get("unset"), type_, known)
    for name in known.texts(arguments["x"]):
        yield call if name is None else Read(call, name, type_, default)


def _type(call: Call) -> ParameterType:
    cast = caller(call.node)
    return CASTS.get(cast.function, "String") if cast and cast.package in (None, "base") else "String"


def _parameter(name: str, uses: Sequence[Read], comments: Comments) -> Parameter:
    first = uses[0]
    descriptions = (comments.described(name, use.call.line, use.call.node) for use in uses)
    return Parameter(
        name=name,
        type=first.type,
        default=first.default.value,
        required=first.default.required,
        description=next((text for text in descriptions if text), None),
        line=first.call.line,
        misread=first.default.is_misread,
    )


def _problems(uses: Sequence[Read], path: str) -> Iterator[Finding]:
    first = uses[0]
    illegal = name_finding(first.name, path, first.call.line, None)
    if illegal:
        yield illegal
        return
    unfit = first.default.finding(first.name, first.type, path, first.call.line)
    if unfit:
        yield unfit
    yield from (_disagreement(first, other, path) for other in uses[1:] if other.meaning != first.meaning)


def _disagreement(first: Read, other: Read, path: str) -> Finding:
    return Finding(
        code="CLM021",
        severity="error",
        message=f"{first.name!r} is read {first.manner} in line {first.call.line}, "
        f"but {other.manner} in line {other.call.line}.",
        remedy="Give both the same cast and the same default, or read it once and use the variable in the other place.",
        path=path,
        line=other.call.line,
    )


def _computed(call: Call, path: str) -> Finding:
    return Finding(
        code="CLM025",
        severity="warning",
        message="A parameter has a computed name, which cannot be known.",
        remedy='Write it as text, `Sys.getenv("threshold")`, if it is a parameter.',
        path=path,
        line=call.line,
    )
