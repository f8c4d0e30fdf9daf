"""The findings about parameters and outputs of Python code."""

from __future__ import annotations

import ast
import math

from hatch_claimed.model import Finding, Severity
from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.defaults import example_read
from hatch_claimed.sources.python.fold import Value

_LIST, _MAPPING = "'[…]'", "'{…}'"


def at_node(
    code: str, within: Code, node: ast.AST, message: str, remedy: str, severity: Severity = "warning"
) -> Finding:
    """What is wrong where a node of the syntax tree begins."""
    return Finding(
        code=code,
        severity=severity,
        message=message,
        remedy=remedy,
        path=within.path,
        line=getattr(node, "lineno", 1),
        cell=within.cell,
    )


def computed_name(access: VariableAccess) -> Finding:
    """CLM025: only running the script would tell the name."""
    if access.writes:
        what, remedy = "An output", "Write it as text, `os.environ['result'] = …`, if it is an output."
    else:
        what, remedy = "A parameter", "Write it as text, `os.getenv('threshold')`, if it is a parameter."
    return _finding("CLM025", access, f"{what} has a computed name, which cannot be known.", remedy, "warning")


def computed_default(name: str, access: VariableAccess) -> Finding:
    """CLM022: the default is not shown, since it may hold anything."""
    return _finding(
        "CLM022",
        access,
        f"The default of {name!r} is computed, which artifacts cannot show: it is optional without a value.",
        _constant_remedy(name, access),
        "warning",
    )


def _constant_remedy(name: str, access: VariableAccess) -> str:
    """What to write instead: for a list and the like JSON, since a value that somebody sets arrives as text."""
    if access.in_shell:
        return f"Write a constant, `${{{name}:-text}}`; or `${{{name}:-}}`, and compute the value where it is empty."
    match access.default:
        case ast.List() | ast.Tuple():
            return f"Write it as text that is JSON, `json.loads({example_read(name, 'String', _LIST)})`."
        case ast.Dict():
            return f"Write it as text that is JSON, `json.loads({example_read(name, 'String', _MAPPING)})`."
    return (
        f"Write a constant, `{example_read(name, access.type)}`; or `os.getenv({name!r}, None)`, and compute the value"
        " in a line below when it is None."
    )


def out_of_sight(code: Code, node: ast.expr, how: str) -> Finding:
    """CLM113: what is read or set here, nobody can know without running the script."""
    return Finding(
        code="CLM113",
        severity="warning",
        message=f"The environment is {how} here, and which variables that concerns cannot be known.",
        remedy="Read each parameter by its name, `os.getenv('threshold')`; end the line with"
        " `# claimed: ignore[CLM113]` if it concerns none.",
        path=code.path,
        line=node.lineno,
        cell=code.cell,
    )


def read_by_library(code: Code, node: ast.expr | ast.stmt, library: str) -> Finding:
    """CLM113: a library reads the environment, by names that are not understood."""
    return Finding(
        code="CLM113",
        severity="warning",
        message=f"{library} reads the environment here, and what it reads becomes no parameter.",
        remedy="Read each parameter by its name, `os.getenv('threshold')`, and hand it over; end the line with"
        " `# claimed: ignore[CLM113]` if none is meant.",
        path=code.path,
        line=node.lineno,
        cell=code.cell,
    )


def unfit_default(name: str, access: VariableAccess, default: Value) -> Finding:
    """CLM023. A script gets its parameters as text, so the text of the default must survive the cast."""
    if access.type == "String":
        message = f"The default of {name!r} holds characters that an environment variable cannot hold."
        return _finding("CLM023", access, message, f"Write `{example_read(name, access.type)}`.")
    message = f"The default of {name!r} does not fit its type {access.type}."
    whole = access.type == "Integer" and isinstance(default, bool | float) and math.isfinite(default)
    remedy = f"Write `{example_read(name, access.type, str(int(default or 0)) if whole else None)}`"
    if isinstance(default, float) and access.type == "Integer":
        remedy += f", or `{example_read(name, 'Float', repr(default))}`"
    elif isinstance(default, str):
        remedy += f", or take the cast away: `{example_read(name, 'String')}`"
    return _finding("CLM023", access, message, f"{remedy}.")


def misread_default(name: str, access: VariableAccess) -> Finding:
    """CLM023 as a warning: people read the text as no, and `bool` as yes."""
    return _finding(
        "CLM023",
        access,
        f"The default of {name!r} says no, which bool makes True of; the operator takes it for False.",
        f"Write `{example_read(name, access.type)}`.",
        "warning",
    )


def disagreement(
    name: str, first: tuple[VariableAccess, str], other: tuple[VariableAccess, str], severity: Severity
) -> Finding:
    """CLM021: two reads of one name that cannot be one parameter, each with what is said of its default."""
    here, there = (f"as {access.type} {default} in {_place(access)}" for access, default in (first, other))
    return _finding(
        "CLM021",
        other[0],
        f"{name!r} is read {here}, but {there}.",
        "Give both the same cast and the same default, or read it once and use the variable in the other place.",
        severity,
    )


def written_and_read(name: str, write: VariableAccess, read: VariableAccess) -> Finding:
    """CLM024: a parameter that the script overwrites."""
    return _finding(
        "CLM024",
        write,
        f"{name!r} is set here and read in {_place(read)}: it is a parameter, and no output.",
        f"Set another name, `os.environ['{name}_result'] = …`, if it is the path of a result.",
        "warning",
    )


def source_of(node: ast.expr, code: Code) -> str:
    """The text of an expression as it stands in the code."""
    return ast.get_source_segment(code.text, node) or ""


def _place(access: VariableAccess) -> str:
    return f"line {access.line}" if access.code.cell is None else f"line {access.line} of cell {access.code.cell}"


def _finding(code: str, access: VariableAccess, message: str, remedy: str, severity: Severity = "error") -> Finding:
    if access.followed:
        severity = "warning"  # whether it comes to this is a conclusion, which must not stop a build
    return Finding(
        code=code,
        severity=severity,
        message=message,
        remedy=remedy,
        path=access.code.path,
        line=access.line,
        cell=access.code.cell,
    )
