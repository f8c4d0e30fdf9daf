"""Parameters and outputs of Python code: one script, or all cells of a notebook together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.model import Finding, Output, Parameter
from hatch_claimed.scalars import Scalar
from hatch_claimed.sources.names import name_finding
from hatch_claimed.sources.param_lines import has_param_lines
from hatch_claimed.sources.python import findings as say
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.comments import described, tagged_lines
from hatch_claimed.sources.python.constants import Constants, constants
from hatch_claimed.sources.python.defaults import converted, is_misread
from hatch_claimed.sources.python.reads import Access, accesses, aliases
from hatch_claimed.sources.python.shell import ranked, shell_disagreements, shell_findings, with_shell_accesses
from hatch_claimed.sources.python.variables import Choice, choose, write_of
from hatch_claimed.sources.variables.table import passed_on
from hatch_claimed.sources.variables.wanted import Unused, Variables

_NOTHING_WANTED = Variables()


@dataclass(frozen=True, slots=True)
class Environment:
    """What code wants of its environment, and what is wrong with that."""

    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...]
    unused: tuple[Unused, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """An access whose name is known and legal, and the comment that describes it."""

    name: str
    access: Access
    description: str | None


def environment(codes: Sequence[Code], wanted: Variables = _NOTHING_WANTED) -> Environment:
    """The parameters and outputs of the code in source order (C3 requirements, *Parameters* and *Outputs*).

    `wanted` is what the operator's settings say of single variables.
    """
    known = aliases(codes)
    found = [access for code in codes for access in accesses(code, known)]
    found = with_shell_accesses(found, codes)
    names = constants(codes if found else ())
    found, choice = choose(found, names, codes, wanted)
    named, findings = _named(found, names, _tagged(codes if found else ()))
    own = _own_results(named)
    reads = _grouped([use for use in named if not use.access.writes and use.name not in own])
    parameters: list[Parameter] = []
    for uses in reads.values():
        parameter, more = _parameter(uses, names)
        parameters.append(parameter)
        findings.extend(more)
    outputs, more = _outputs(_grouped([use for use in named if use.access.writes]), reads, choice)
    findings += [*more, *shell_findings(codes), *choice.findings]
    return Environment(tuple(parameters), tuple(outputs), tuple(findings), choice.settled.unused)


def _tagged(codes: Sequence[Code]) -> Mapping[str, str]:
    """What `@param` lines say of names, wherever they stand; of two for one name, the first counts."""
    told: dict[str, str] = {}
    for code in codes:
        if has_param_lines(code.text):
            told = {**tagged_lines(code.text, code.comments), **told}
    return told


def _named(found: Sequence[Access], names: Constants, tagged: Mapping[str, str]) -> tuple[list[_Named], list[Finding]]:
    named: list[_Named] = []
    findings: list[Finding] = []
    for access in found:
        name = None if access.name is None else names.fold(access.name)
        if name is None or not isinstance(name.value, str):
            findings.append(say.computed_name(access))
        elif illegal := name_finding(name.value, access.code.path, access.line, access.code.cell):
            findings.append(illegal)
        else:
            text = access.note or described(
                access.code.comments, access.line, access.statement_line, name.value, tagged
            )
            named.append(_Named(name.value, access, text))
    return named, findings


def _own_results(named: Sequence[_Named]) -> frozenset[str]:
    """Names that are set before they are read: the script only looks up where it saves its own result."""
    first: dict[str, _Named] = {}
    for use in sorted(named, key=_when):
        first.setdefault(use.name, use)
    return frozenset(name for name, use in first.items() if use.access.writes)


def _when(use: _Named) -> tuple[int, int, int, bool]:
    """The order in which accesses happen, as far as the source tells: a statement reads before it sets."""
    access = use.access
    return access.code.cell or 0, access.statement_line, access.statement_column, access.writes


def _grouped(uses: Sequence[_Named]) -> dict[str, list[_Named]]:
    groups: dict[str, list[_Named]] = {}
    for use in uses:
        groups.setdefault(use.name, []).append(use)
    return groups


def _parameter(uses: Sequence[_Named], names: Constants) -> tuple[Parameter, list[Finding]]:
    uses = ranked(uses)
    first = uses[0]
    default, findings = _default(first, names)
    parameter = Parameter(
        name=first.name,
        type=first.access.type,
        default=default,
        required=first.access.default is None,
        description=next((use.description for use in uses if use.description), None),
        line=first.access.line,
        cell=first.access.code.cell,
        misread=default is not None and bool(findings),
    )
    meant = _meaning(first, names)
    others = [use for use in uses[1:] if not use.access.in_shell and _meaning(use, names) != meant]
    findings += shell_disagreements(uses, parameter.default_text)
    return parameter, findings + [say.disagreement(first.name, first.access, other.access) for other in others]


def _default(use: _Named, names: Constants) -> tuple[Scalar | None, list[Finding]]:
    access = use.access
    if access.default is None:
        return None, []
    constant = names.fold(access.default)
    if constant is None:
        return None, [say.computed_default(use.name, access)]
    try:
        default = converted(constant.value, access.type)
    except ValueError:
        return None, [say.unfit_default(use.name, access, constant.value)]
    misread = is_misread(constant.value, access.type)
    return default, [say.misread_default(use.name, access)] if misread else []


def _meaning(use: _Named, names: Constants) -> tuple[str, str, str]:
    """What two reads of one name must have in common: the type and the default, whether constant or computed."""
    access = use.access
    if access.default is None:
        return access.type, "required", ""
    constant = names.fold(access.default)
    if constant is None:
        return access.type, "computed", say.source_of(access.default, access.code)
    try:
        return access.type, "constant", repr(converted(constant.value, access.type))
    except ValueError:
        return access.type, "unfit", repr(constant.value)


def _outputs(
    writes: Mapping[str, list[_Named]], reads: Mapping[str, list[_Named]], choice: Choice
) -> tuple[list[Output], list[Finding]]:
    findings = [
        say.written_and_read(name, use.access, reads[name][0].access)
        for name, uses in writes.items()
        if name in reads and not passed_on(name)
        for use in uses
    ]
    outputs = [
        Output(
            name=name,
            description=next((use.description for use in uses if use.description), None),
            line=uses[0].access.line,
            cell=uses[0].access.code.cell,
            path=choice.path_of([write_of(use.access) for use in uses]),
        )
        for name, uses in writes.items()
        if name not in reads and choice.is_output(name, [write_of(use.access) for use in uses])
    ]
    return outputs, findings
