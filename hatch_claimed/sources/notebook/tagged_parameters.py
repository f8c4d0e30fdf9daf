"""Parameters of a notebook's cell that is tagged `parameters`, papermill's convention."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.model import Finding, Output, Parameter
from hatch_claimed.model.interface import Injection
from hatch_claimed.model.scalars import SCALAR_TYPE_NAMES, SCALAR_TYPES, Scalar
from hatch_claimed.sources.notebook import tagged_findings as say
from hatch_claimed.sources.python.annotations import ValueKind, kind_of, kind_of_text
from hatch_claimed.sources.python.assignments import AssignedName, AssignedNames, assignments, is_needed
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.comments import described, tagged_lines
from hatch_claimed.sources.python.constants import constants
from hatch_claimed.sources.python.defaults import converted
from hatch_claimed.sources.python.fold import fold
from hatch_claimed.sources.python.interface import EnvironmentInterface
from hatch_claimed.sources.python.literals import COLLECTIONS, literal_text
from hatch_claimed.sources.python.variables import Used
from hatch_claimed.sources.variables.choice import Candidate

_TYPE_COMMENT = re.compile(r"#\s*type:\s*(?!ignore\b)(?P<type>\S+)\s*#*\s*(?P<help>.*)")
_HEADING = re.compile(r"\W*(?:\w+\W+){0,7}?param(?:eter)?s?\b(?:\W+\w+){0,5}\W*", re.IGNORECASE)
_LONGEST_HEADING = 80
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class TaggedParameters:
    """The parameters that are injected, and what is wrong with the assignments of their cell."""

    parameters: tuple[Parameter, ...] = ()
    findings: tuple[Finding, ...] = ()


def assigned_in(code: Code, before: Sequence[Code]) -> AssignedNames:
    """What a tagged cell assigns. `before` are the cells above."""
    return assignments(code, constants(before).names if before else {})


def candidates(found: AssignedNames, code: Code) -> list[Candidate[Used]]:
    """The names that may be parameters, as what is settled by comments, settings and the table of variables."""
    return [
        Candidate(
            found=one,
            name=one.name,
            writes=False,
            line=one.statement.lineno,
            last_line=one.statement.end_lineno or one.statement.lineno,
            statement_end=one.statement.end_lineno or one.statement.lineno,
            cell=code.cell,
        )
        for one in found.found
        if one.name.strip("_")
    ]


def tagged_parameters(
    found: AssignedNames, code: Code, codes: Sequence[Code], environment: EnvironmentInterface
) -> TaggedParameters:
    """The parameters that the cell's assignments are. What reads the environment is one of that, by its name there.

    `codes` are all cells: what is only declared is required where one of them needs it.
    """
    parameters: list[Parameter] = []
    findings = [
        say.in_another_way([name for name, one in found.unclear.items() if one is statement], statement, code)
        for statement in dict.fromkeys(found.unclear.values())
        if not _reads(statement, code, environment)
    ]
    named: tuple[Parameter | Output, ...] = (*environment.parameters, *environment.outputs)
    others = {_plain(one.name): one.name for one in named}
    for one in environment.others:
        if _reads(one.statement, code, environment):
            continue
        problem = _problem(one, code, named, others)
        if problem:
            findings.append(problem)
            continue
        others[_plain(one.name)] = one.name
        made, more = _Reading(one, code, codes).parameter()
        parameters.append(made)
        findings += more
    return TaggedParameters(tuple(parameters), tuple(findings))


def _reads(statement: ast.stmt, code: Code, environment: EnvironmentInterface) -> bool:
    lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    return any((code.cell, line) in environment.places for line in lines)


def _problem(
    one: AssignedName, code: Code, named: Sequence[Parameter | Output], others: Mapping[str, str]
) -> Finding | None:
    """Why nobody can set the name: the operator would stop being one, or it is a parameter in another way already."""
    if not _NAME.fullmatch(one.name):
        return say.illegal_name(one, code)
    for other_use in named:
        if other_use.name == one.name:
            return say.in_the_environment(one, code, other_use)
    other = others.get(_plain(one.name))
    return say.same_name(one, code, other) if other else None


def _plain(name: str) -> str:
    """The name as Kubeflow has it (CLM026)."""
    return name.lower().strip("_")


class _Reading:
    """One assignment, with the comments around it."""

    def __init__(self, assignment: AssignedName, code: Code, codes: Sequence[Code]) -> None:
        self.assignment = assignment
        self.code = code
        self.codes = codes
        self.comment = next(self._type_comments(), None)

    def parameter(self) -> tuple[Parameter, list[Finding]]:
        """The parameter, and what is wrong with its default or its annotation."""
        kind, default, findings = self._worth()
        injected: Injection = "inferred" if kind is None else "literal" if kind == "literal" else "value"
        made = Parameter(
            name=self.assignment.name,
            type="String" if kind is None or kind == "literal" else kind,
            default=default,
            required=self.assignment.node is None and is_needed(self.assignment.name, self.codes),
            description=self._description(),
            line=self.assignment.statement.lineno,
            cell=self.code.cell,
            injected=injected,
        )
        return made, findings

    def _wanted(self) -> ValueKind | None:
        if self.assignment.annotation is not None:
            return kind_of(self.assignment.annotation)
        return kind_of_text(self.comment["type"]) if self.comment else None

    def _worth(self) -> tuple[ValueKind | None, Scalar | None, list[Finding]]:
        one, wanted = self.assignment, self._wanted()
        if one.node is None:
            return wanted, None, []
        if one.value is None:
            kind = wanted or _seen(one.node)
            return kind, None, [say.computed(one, self.code, kind)]
        value = one.value.value
        if value is None:
            return wanted, None, []
        if isinstance(value, COLLECTIONS):
            text = literal_text(value)
            findings = [] if wanted in (None, "literal") else [say.unfit(one, self.code, wanted, "a collection")]
            return "literal", text, findings if text is not None else [*findings, say.unprintable(one, self.code)]
        return self._scalar(value, wanted)

    def _scalar(self, value: object, wanted: ValueKind | None) -> tuple[ValueKind | None, Scalar | None, list[Finding]]:
        one = self.assignment
        own = SCALAR_TYPES.get(type(value))
        if own is None or not isinstance(value, str | int | float):
            return wanted, None, [say.computed(one, self.code, wanted)]
        findings: list[Finding] = []
        if wanted == "literal":
            findings, wanted = [say.unfit(one, self.code, wanted, f"of type {own}")], None
        for kind in (wanted or own, own):
            try:
                return kind, converted(value, kind), findings
            except ValueError:
                if kind == own:
                    break
                findings = [say.unfit(one, self.code, kind, f"of type {own}")]
        return own, None, [*findings, say.unprintable(one, self.code)]

    def _type_comments(self) -> Iterator[re.Match[str]]:
        for line in self._own_lines():
            comment = self.code.comments.get(line)
            found = _TYPE_COMMENT.match(comment.text) if comment and not comment.alone else None
            if found:
                yield found

    def _own_lines(self) -> tuple[int, ...]:
        """The lines on which a comment may stand behind the value: papermill reads the last."""
        statement = self.assignment.statement
        return tuple(dict.fromkeys((statement.end_lineno or statement.lineno, statement.lineno)))

    def _description(self) -> str | None:
        """What stands behind the value comes first, which papermill takes for the help; then the block above."""
        if self.comment and self.comment["help"]:
            return self.comment["help"].strip()
        beside, name = self.code.comments, self.assignment.name
        for line in self._own_lines():
            if behind := described({line: beside[line]} if line in beside else {}, line, line, name, {}):
                return behind
        line = self.assignment.statement.lineno
        tags = tagged_lines(self.code.text, beside)
        text = described({number: one for number, one in beside.items() if one.alone}, line, line, name, tags)
        return None if text and self._is_heading(text) else text

    def _is_heading(self, text: str) -> bool:
        """Whether a comment at the cell's top says what the cell is: `# Parameters`, in each of its lines."""
        lines = text.split("\n")
        above = [line.strip() for line in self.code.text.split("\n") if line.strip()][: len(lines)]
        is_first = [line.strip("# ") for line in above] == [line.strip("# ") for line in lines]
        return is_first and all(len(line) <= _LONGEST_HEADING and _HEADING.fullmatch(line) for line in lines)


def _seen(node: ast.expr) -> ValueKind | None:
    """The kind of a computed value, where the expression shows it; of one that a block may change, what it is first."""
    first = fold(node, {})
    if first is not None:
        return SCALAR_TYPES.get(type(first.value))
    match node:
        case ast.JoinedStr():
            return "String"
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return "Boolean"
        case ast.List() | ast.Tuple() | ast.Set() | ast.Dict() | ast.ListComp() | ast.DictComp() | ast.SetComp():
            return "literal"
        case ast.Call(func=ast.Name(id=name)):
            return "literal" if name in ("list", "dict", "tuple", "set", "sorted") else SCALAR_TYPE_NAMES.get(name)
    return None
