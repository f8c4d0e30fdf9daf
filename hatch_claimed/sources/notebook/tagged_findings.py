"""The findings about assignments in a cell that is tagged `parameters`."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hatch_claimed.model import Finding, Output, Parameter
from hatch_claimed.sources.names import legal_name
from hatch_claimed.sources.notebook.document import SourceCell
from hatch_claimed.sources.python.annotations import ValueKind
from hatch_claimed.sources.python.assignments import AssignedName
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.findings import at_node
from hatch_claimed.sources.variables.findings import listed

_EXAMPLES: dict[ValueKind, str] = {
    "String": "''", "Integer": "0", "Float": "0.0", "Boolean": "False", "literal": "[]",
}  # fmt: skip
_WORDS: dict[ValueKind, str] = {
    "String": "str", "Integer": "int", "Float": "float", "Boolean": "bool", "literal": "a collection",
}  # fmt: skip


def computed(one: AssignedName, code: Code, kind: ValueKind | None) -> Finding:
    """CLM022: the value is not shown, since it may be anything."""
    way = f"`{one.name} = {_EXAMPLES[kind]}`" if kind else f"`{one.name} = …`, or its type, `{one.name}: str = …`"
    return at_node(
        "CLM022",
        code,
        one.statement,
        f"The default of {one.name!r} is computed, which artifacts cannot show: it is optional without a value.",
        f"Write a constant, {way}; or move the line into a cell below if it is no parameter.",
    )


def unprintable(one: AssignedName, code: Code) -> Finding:
    """CLM022: the value is known, and no environment variable can hold it."""
    return at_node(
        "CLM022",
        code,
        one.statement,
        f"The default of {one.name!r} fits into no environment variable: it is optional without a value.",
        "Shorten it, write it without null characters, or move the line into a cell below if it is no parameter.",
    )


def unfit(one: AssignedName, code: Code, wanted: ValueKind, what: str) -> Finding:
    """CLM136: the annotation is about other values."""
    return at_node(
        "CLM136",
        code,
        one.statement,
        f"{one.name!r} is annotated as {_WORDS[wanted]}, and its value is {what}: the value counts.",
        f"Write `{one.name}: {'list' if wanted == 'literal' else _WORDS[wanted]} = {_EXAMPLES[wanted]}`, or correct"
        " the annotation.",
    )


def illegal_name(one: AssignedName, code: Code) -> Finding:
    """CLM136: a name that no environment variable may have. The notebook runs with its own value."""
    return at_node(
        "CLM136",
        code,
        one.statement,
        f"{one.name!r} is no parameter: no environment variable can have this name.",
        f"Write {legal_name(one.name)!r}: letters of ASCII, digits and underscores.",
    )


def same_name(one: AssignedName, code: Code, other: str) -> Finding:
    """CLM136: Kubeflow would lose one of two values."""
    return at_node(
        "CLM136",
        code,
        one.statement,
        f"{one.name!r} is no parameter: Kubeflow cannot tell it from {other!r}.",
        "Rename one of them, in more than upper and lower case.",
    )


def in_another_way(names: Sequence[str], statement: ast.stmt, code: Code) -> Finding:
    """CLM136: names that are set within a block, or together."""
    what = "is no parameter" if len(names) == 1 else "are no parameters"
    return at_node(
        "CLM136",
        code,
        statement,
        f"{listed(names)} {what}: set within a block, or together with others.",
        f"Write `{names[0]} = …` in a line of its own above; or move the code into a cell below if it is to stay.",
    )


def in_the_environment(one: AssignedName, code: Code, named: Parameter | Output) -> Finding:
    """CLM137: two ways in which a name could get its value, of which one counts."""
    cell = f"line {named.line} of cell {named.cell}"
    if isinstance(named, Output):
        what = f"is set as an output in {cell}"
    else:
        what = f"is {'an argument' if named.argument else 'read from the environment'} in {cell}"
    return at_node(
        "CLM137",
        code,
        one.statement,
        f"{one.name!r} {what}: that counts, and the variable of this cell keeps its value.",
        "Rename the variable, or take the other use out.",
    )


def left_by_papermill(cell: SourceCell, names: Sequence[str], path: str) -> Finding:
    """CLM137: values that an earlier run of papermill wrote into the notebook, and that a value replaces."""
    return Finding(
        code="CLM137",
        severity="warning",
        message=f"Cell {cell.number} holds values that papermill injected for an earlier run ({', '.join(names)}): they"
        " count while nothing is set, and as soon as a parameter is set all are replaced, as papermill does it.",
        remedy="Delete the cell; or copy its values into the cell that is tagged 'parameters', as defaults.",
        path=path,
        line=1,
        cell=cell.number,
    )
