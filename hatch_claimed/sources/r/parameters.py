"""Parameters of an R script: the environment variables that it reads with `Sys.getenv` (C3 requirements, *R*)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hatch_claimed.model import Finding, Parameter, Severity
from hatch_claimed.model.scalars import ParameterType
from hatch_claimed.sources.default_texts import HIDDEN, with_default
from hatch_claimed.sources.names import name_finding
from hatch_claimed.sources.r.accesses import RAccess, accesses
from hatch_claimed.sources.r.calls import caller
from hatch_claimed.sources.r.comments import Comments
from hatch_claimed.sources.r.constants import RConstants
from hatch_claimed.sources.r.defaults import CASTS, Default, default_of, retyped
from hatch_claimed.sources.r.guards import RGuard, exclusive
from hatch_claimed.sources.r.helpers import HelperRead, Helpers
from hatch_claimed.sources.r.literals import as_text
from hatch_claimed.sources.r.vectors import Vectors

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class RVariableReads:
    """What a script reads. `lines` says where each name, legal or not, is read first."""

    parameters: tuple[Parameter, ...]
    lines: Mapping[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RVariableRead:
    """One read of one name. `type` is None where a test asks for the value and nothing else.

    `plain` is the default that the call itself has, where that stands there as such.
    """

    access: RAccess
    name: str
    type: ParameterType | None
    default: Default
    guard: RGuard | None
    plain: Default | None = None

    @property
    def manner(self) -> str:
        """How a finding tells of it."""
        return f"as {self.type} {self._told_default}"

    @property
    def _told_default(self) -> str:
        if self.default.required:
            return "without default"
        if self.default.problem == "computed":
            return "with a computed default"
        if self.default.problem or self.default.value is None:
            return HIDDEN
        value = self.default.value
        return with_default(
            self.name, json.dumps(value, ensure_ascii=False) if isinstance(value, str) else as_text(value)
        )


def read_parameters(
    found: Sequence[RVariableRead | RAccess], comments: Comments, written: Mapping[str, int], path: str
) -> RVariableReads:
    """All parameters in source order, each once, and what is wrong with them.

    `written` says at which byte the script is done with setting a name for the first time: what it reads behind that
    is its own output.
    """
    by_name: dict[str, list[RVariableRead]] = {}
    findings: list[Finding] = []
    for read in found:
        if isinstance(read, RAccess):
            findings.append(_lost(read, path) if read.names is None else _computed(read, path))
        elif read.name in by_name or read.access.node.start_byte < written.get(read.name, read.access.node.end_byte):
            by_name.setdefault(read.name, []).append(read)
    parameters = []
    for name, uses in by_name.items():
        problems = list(_problems(uses, path))
        findings.extend(problems)
        if not any(finding.code == "CLM020" for finding in problems):
            plain = [use for use in uses if use.plain] if any(one.code == "CLM021" for one in problems) else []
            parameters.append(_parameter(name, plain or uses, comments))
    return RVariableReads(
        tuple(parameters), {name: uses[0].access.line for name, uses in by_name.items()}, tuple(findings)
    )


def reads(vectors: Vectors) -> Iterator[RVariableRead | RAccess]:
    """Every read in source order, as the bare access where the name is computed."""
    helpers = Helpers(vectors)
    for access in accesses(vectors.names, vectors):
        if access.names is None:
            yield access
            continue
        for told in helpers.told(access):
            yield from _reads(told, vectors.known)


def _reads(told: HelperRead, known: RConstants) -> Iterator[RVariableRead | RAccess]:
    access, guard = told.access, told.guard
    types = [type_ for type_ in map(_type, told.values) if type_ != "String"]
    type_ = types[0] if types else "String"
    own = Default(required=False) if access.forgiving else default_of(access.unset, type_, known)
    default = _default(own, guard, type_, known)
    plain = own if access.plain else None
    asks_alone = guard is not None and guard.pure and type_ == "String"
    for name in access.names or ():
        yield (
            access
            if name is None
            else RVariableRead(access, name, None if asks_alone else type_, default, guard, plain)
        )


def _type(value: Node) -> ParameterType:
    cast = caller(value)
    return CASTS.get(cast.function, "String") if cast and cast.package in (None, "base") else "String"


def _default(own: Default, guard: RGuard | None, type_: ParameterType, known: RConstants) -> Default:
    """The default of the call itself; where that gives nothing, the one that a line below has."""
    gives_nothing = own.problem is None and own.value in (None, "")
    if guard is None or not gives_nothing:
        return own
    if guard.stops:
        return Default(required=True)
    # what a line below computes is the script's own affair
    below = None if guard.default is None or known.value(guard.default) is None else guard.default
    found = Default(required=False) if below is None else default_of(below, type_, known)
    return Default(required=False) if found.problem else found


def _parameter(name: str, uses: Sequence[RVariableRead], comments: Comments) -> Parameter:
    descriptions = (comments.described(name, use.access.line, use.access.node) for use in uses)
    types = {use.type for use in uses if use.type}
    default = _shown_default(uses) if len(types) < 2 else None
    return Parameter(
        name=name,
        type=_first(uses).type or "String" if len(types) == 1 else "String",
        default=None if default is None else default.value,
        required=_is_required(uses),
        description=next((text for text in descriptions if text), None),
        line=uses[0].access.line,
        misread=default is not None and default.is_misread,
    )


def _first(uses: Sequence[RVariableRead]) -> RVariableRead:
    """The read that says what the parameter is: a test alone says nothing."""
    return next((use for use in uses if use.type), uses[0])


def _cares(use: RVariableRead, uses: Sequence[RVariableRead]) -> bool:
    """Whether a read has an opinion on the default: none has what only tests, or what another place tests for it."""
    if use.guard is not None or any(other.guard for other in uses):
        return not use.default.required and use.default.value is not None
    return True


def _shown_default(uses: Sequence[RVariableRead]) -> Default | None:
    type_ = _first(uses).type or "String"
    caring = [_fitting(use, type_) for use in uses if _cares(use, uses)]
    found = {default.meaning: default for default in caring if default is not None}
    given = [default for default in found.values() if not default.required]
    return given[0] if len(given) == 1 else None


def _fitting(use: RVariableRead, type_: ParameterType) -> Default | None:
    """The default, as the parameter's type has it where a test stands beside it; None where it is of another type."""
    if use.type == type_ or use.default.value is None:
        return use.default if (use.type or "String") == type_ else None
    found = retyped(use.default, type_) if use.type is None else None
    return found if found and found.problem is None else None


def _is_required(uses: Sequence[RVariableRead]) -> bool:
    """Where the script stops without it, or no place has an answer; not where one place of several has one."""
    guards = [use.guard for use in uses if use.guard]
    if any(guard.stops for guard in guards):
        return all(use.default.required or use.guard is None for use in uses if use.guard and use.guard.stops)
    return not guards and all(use.default.required for use in uses)


def _problems(uses: Sequence[RVariableRead], path: str) -> Iterator[Finding]:
    first = _first(uses)
    illegal = name_finding(first.name, path, first.access.line, None)
    if illegal:
        yield illegal if first.plain else replace(illegal, severity="warning")
        return
    unfit = first.default.finding(first.name, first.type or "String", path, first.access.line)
    if unfit:
        yield unfit if first.plain else replace(unfit, severity="warning")
    for other in uses:
        if other is not first and _disagree(first, other, uses) and not exclusive(first.access.node, other.access.node):
            severity: Severity = "error" if _is_plain(first, other) else "warning"
            yield _disagreement(first, other, path, severity)


def _disagree(first: RVariableRead, other: RVariableRead, uses: Sequence[RVariableRead]) -> bool:
    if first.type is None or other.type is None:
        return False
    opinions = {use.default.meaning for use in (first, other) if _cares(use, uses)}
    return first.type != other.type or len(opinions) > 1


def _is_plain(first: RVariableRead, other: RVariableRead) -> bool:
    """Whether two reads contradict each other by what they plainly say, without conclusions from the code around.

    Only this is an error: what is concluded may be wrong, and the script runs as it is.
    """
    if first.plain is None or other.plain is None:
        return False
    return first.type != other.type or first.plain.meaning != other.plain.meaning


def _disagreement(first: RVariableRead, other: RVariableRead, path: str, severity: Severity) -> Finding:
    return Finding(
        code="CLM021",
        severity=severity,
        message=f"{first.name!r} is read {first.manner} in line {first.access.line}, "
        f"but {other.manner} in line {other.access.line}.",
        remedy="Give both the same cast and the same default, or read it once and use the variable in the other place.",
        path=path,
        line=other.access.line,
    )


def _computed(access: RAccess, path: str) -> Finding:
    return Finding(
        code="CLM025",
        severity="warning",
        message="A parameter has a computed name, which cannot be known.",
        remedy='Write it as text, `Sys.getenv("threshold")`, if it is a parameter.',
        path=path,
        line=access.line,
    )


def _lost(access: RAccess, path: str) -> Finding:
    return Finding(
        code="CLM117",
        severity="warning",
        message="The environment goes to a place that cannot be followed: a parameter may be missing.",
        remedy='Read each parameter by its name, `Sys.getenv("threshold")`.',
        path=path,
        line=access.line,
    )
