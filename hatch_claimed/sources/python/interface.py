"""Parameters and outputs of Python code: one script, or all cells of a notebook together."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.model import Finding, Output, Parameter
from hatch_claimed.sources.python import findings as say
from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.assignments import AssignedName
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.command_line.interface import command_line
from hatch_claimed.sources.python.command_line.merging import Reads
from hatch_claimed.sources.python.environment.parameters import parameter
from hatch_claimed.sources.python.environment.uses import EnvironmentUse, accesses_of, uses_of
from hatch_claimed.sources.python.shell import shell_findings
from hatch_claimed.sources.python.variables import Choice, Used, choose, write_of
from hatch_claimed.sources.variables.choice import Candidate, Place
from hatch_claimed.sources.variables.overrides import Unused, VariableOverrides
from hatch_claimed.sources.variables.table import passed_on

_NOTHING_WANTED = VariableOverrides()


@dataclass(frozen=True, slots=True)
class EnvironmentInterface:
    """What code wants of its environment, and what is wrong with that.

    `others` are the candidates beside it that may be parameters, and `places` all lines that use the environment.
    """

    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...]
    unused: tuple[Unused, ...] = ()
    others: tuple[AssignedName, ...] = ()
    places: frozenset[Place] = frozenset()
    description: str = ""


def environment(
    codes: Sequence[Code], wanted: VariableOverrides = _NOTHING_WANTED, others: Sequence[Candidate[Used]] = ()
) -> EnvironmentInterface:
    """The parameters and outputs of the code in source order (C3 requirements, *Parameters* and *Outputs*).

    `wanted` is what the operator's settings say of single variables, those of `others` too: variables of the code that
    are set from outside without the environment.
    """
    found, names, findings = accesses_of(codes)
    # what is set in a copy is for another program
    in_copies = [access for access in found if access.copy and (access.writes or access.sets)]
    asked_of = [access for access in found if access not in in_copies]
    kept, beside, choice = choose(asked_of, names, codes, wanted, others)
    uses, more = uses_of(codes, [*kept, *in_copies], names)
    findings += more
    own = _own_results(uses)
    asked = _grouped([use for use in uses if not use.access.writes and not _is_own(use, uses, own)])
    parameters: list[Parameter] = []
    for several in asked.values():
        made, more = parameter(several, names)
        parameters.append(made)
        findings.extend(more)
    writes = [use for use in uses if use.access.writes and not use.access.copy]
    outputs, more = _outputs(_settings(writes, asked, choice), asked, choice)
    findings += [*more, *shell_findings(codes), *choice.findings]
    arguments = command_line(codes, _reads(parameters, uses), [one.name for one in outputs], wanted)
    return EnvironmentInterface(
        arguments.parameters,
        tuple(outputs),
        (*findings, *arguments.findings),
        tuple(one for one in choice.settled.unused if one[1] not in arguments.names),
        tuple(beside),
        frozenset(place for one in found for place in _lines(one)),
        arguments.description,
    )


def _lines(access: VariableAccess) -> Iterator[Place]:
    """The places on which the statement of an access stands."""
    return ((access.code.cell, line) for line in range(access.line, max(access.line, access.last_line) + 1))


def _reads(parameters: Sequence[Parameter], uses: Sequence[EnvironmentUse]) -> Reads:
    """What arguments of the command line must know of the environment."""
    return Reads(
        tuple(parameters),
        {id(node): use.name for use in uses for _, node in use.access.places},
        frozenset(use.name for use in uses if use.access.missing_is_none),
        frozenset(use.name for use in uses) - {use.name for use in uses if not _is_last_resort(use.access)},
    )


def _is_last_resort(access: VariableAccess) -> bool:
    """Whether a read is what is left where something before it has no value, which may be an argument.

    `args.table or os.getenv('TABLE')`, `args.table if args.table else os.environ['TABLE']`.
    """
    node = access.node
    parent = None if node is None else access.code.visit(node).parent
    if isinstance(parent, ast.Call) and parent.args == [node]:
        # `int(os.environ['N'])`
        node, parent = parent, access.code.visit(parent).parent
    match parent:
        case ast.BoolOp(op=ast.Or(), values=[first, *_]):
            return first is not node and not isinstance(first, ast.Constant)
        case ast.IfExp(test=test):
            return test is not node and any(isinstance(one, ast.Name | ast.Attribute) for one in ast.walk(test))
    return False


def _is_own(use: EnvironmentUse, uses: Sequence[EnvironmentUse], own: frozenset[str]) -> bool:
    """Whether a use finds what the script itself has set: in the environment, or in the copy that it looks at."""
    if use.name in own:
        return True
    if not use.access.copy:
        return False
    beside = [one for one in uses if one.name == use.name and one.access.copy == use.access.copy]
    if use.access.sets:  # a default of a copy that only other programs see
        return all(one.access.sets or one.access.writes for one in beside)
    return any(one.access.writes and _when(one) <= _when(use) for one in beside)


def _settings(
    writes: Sequence[EnvironmentUse], reads: Mapping[str, list[EnvironmentUse]], choice: Choice
) -> dict[str, list[EnvironmentUse]]:
    """The writes that can say where a result is: assignments, and of several settings at once those that surely do."""
    assigned = {use.name for use in writes if _is_assignment(use.access)}
    return {
        name: uses
        for name, uses in _grouped(writes).items()
        if name in assigned or choice.is_clear(name, [write_of(use.access) for use in uses], told=name not in reads)
    }


def _is_assignment(write: VariableAccess) -> bool:
    return write.node is None or isinstance(write.node, ast.Subscript)


def _own_results(named: Sequence[EnvironmentUse]) -> frozenset[str]:
    """Names that are set before they are read: the script only looks up where it saves its own result."""
    first: dict[str, EnvironmentUse] = {}
    for use in sorted(named, key=_when):
        if not use.access.tests and not (use.access.writes and use.access.copy):
            first.setdefault(use.name, use)
    return frozenset(name for name, use in first.items() if use.access.writes)


def _when(use: EnvironmentUse) -> tuple[int, int, int, bool]:
    """The order in which accesses happen, as far as the source tells: a statement reads before it sets."""
    access = use.access
    return access.code.cell or 0, access.statement_line, access.statement_column, access.writes


def _grouped(uses: Sequence[EnvironmentUse]) -> dict[str, list[EnvironmentUse]]:
    groups: dict[str, list[EnvironmentUse]] = {}
    for use in uses:
        groups.setdefault(use.name, []).append(use)
    return groups


def _outputs(
    writes: Mapping[str, list[EnvironmentUse]], reads: Mapping[str, list[EnvironmentUse]], choice: Choice
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
