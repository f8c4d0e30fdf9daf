"""The branches that a magic stands in, as installation lines see them: which exclude each other, and when they run."""

from __future__ import annotations

import ast
from dataclasses import replace

from hatch_claimed.model import Requirement
from hatch_claimed.sources.install.branches import Branch
from hatch_claimed.sources.install.checks import Installs
from hatch_claimed.sources.install.pip import classified, pep508
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.environment.branches import branch_of
from hatch_claimed.sources.python.environment.places import around

HOSTED = ("colab", "kaggle")
"""Services whose machines no container is."""
_NEGATED = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def arms_of(code: Code, node: ast.AST) -> tuple[Branch, ...]:
    """The branches around a node, from the outermost inwards."""
    found = [
        Branch(id(parent), branch, holds(parent, branch))
        for child, parent in around(code, node)
        if (branch := branch_of(parent, child)) is not None
    ]
    return tuple(reversed(found))


def with_markers(installs: Installs, code: Code, node: ast.AST) -> Installs:
    """What a magic installs, with the tests of `sys.version_info` around it as markers of each package."""
    if not installs.requirements or "version_info" not in code.text:
        return installs
    tests = [
        marker
        for child, parent in around(code, node)
        if isinstance(parent, ast.If)
        and (branch := branch_of(parent, child)) is not None
        and (marker := _marker(parent.test, negated=branch == "else"))
    ]
    if not tests:
        return installs
    marker = " and ".join(reversed(tests))
    return replace(installs, requirements=tuple(_marked(line, marker) for line in installs.requirements))


def _marked(line: Requirement, marker: str) -> Requirement:
    names = {one.text for one in classified(line.arguments) if one.kind == "requirement" and _takes_marker(one.text)}
    arguments = tuple(f"{one}; {marker}" if one in names else one for one in line.arguments)
    return replace(line, arguments=arguments)


def _takes_marker(text: str) -> bool:
    read = pep508(text)
    return read is not None and not read.url and not read.marker


def holds(parent: ast.AST, branch: object) -> bool | None:
    """Whether a container takes the branch, where that follows from the service that is asked for."""
    match parent:
        case ast.If(test=test):
            asks_not = isinstance(test, ast.UnaryOp) or any(
                isinstance(op, ast.NotIn) for op in getattr(test, "ops", ())
            )
            known = not isinstance(test, ast.BoolOp) and any(name in ast.unparse(test).lower() for name in HOSTED)
            return (branch == "body") is asks_not if known else None
        case ast.Try(body=body):
            known = any(f"import google.{name}" in ast.unparse(one) for one in body for name in HOSTED)
            return branch != "body" if known else None
    return None


def _marker(test: ast.expr, *, negated: bool) -> str | None:
    """A test of the running Python as an environment marker (PEP 508), None for any other test."""
    match test:
        case ast.Compare(left=left, ops=[op], comparators=[wanted]) if type(op) in _OPERATORS:
            name = ast.unparse(left).removeprefix("sys.")
            operator = _OPERATORS[type(op)]
        case _:
            return None
    try:
        value = ast.literal_eval(wanted)
    except ValueError:
        return None
    found = _compared(name, operator, value)
    if found is None:
        return None
    variable, operator, version = found
    return f'{variable} {_NEGATED[operator] if negated else operator} "{version}"'


def _compared(name: str, operator: str, value: object) -> tuple[str, str, str] | None:
    # all of it is longer, and so greater than what it begins with
    whole = {">": ">=", "<=": "<", "<": "<", ">=": ">="}.get(operator)
    found: tuple[str, str | None, str] | None = None
    match name, value:
        case "version_info[0]" | "version_info.major", int(number):
            return _of_major(operator, number)
        case "version_info", (int(number),):
            return _of_major(whole or "", number)
        case "version_info[1]" | "version_info.minor", int(number):
            found = "python_version", operator, f"3.{number}"
        case "version_info[:2]", (int(major), int(minor)):
            found = "python_version", operator, f"{major}.{minor}"
        case "version_info", (int(major), int(minor)):
            found = "python_version", whole, f"{major}.{minor}"
        case "version_info", (int(major), int(minor), int(patch)):
            found = "python_full_version", whole, f"{major}.{minor}.{patch}"
    return (found[0], found[1], found[2]) if found and found[1] else None


def _of_major(operator: str, number: int) -> tuple[str, str, str] | None:
    is_three = {("==", 3): ">=", ("!=", 3): "<", ("==", 2): "<", ("!=", 2): ">="}.get((operator, number))
    if is_three:
        return "python_version", is_three, "3"
    if operator in {">=", "<"}:
        return "python_version", operator, str(number)
    plain = {">": ">=", "<=": "<"}.get(operator)
    return ("python_version", plain, str(number + 1)) if plain else None
