"""The findings about arguments of a script that it reads with argparse."""

from __future__ import annotations

import ast

from hatch_claimed.model import Finding
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.findings import at_node

_LEFT = "Values for it go behind a bare `--`."


def unreadable(code: Code, call: ast.Call, why: str) -> Finding:
    """CLM131: an argument that becomes no parameter."""
    remedy = "Write the call with constants, `parser.add_argument('--threshold', type=int, default=5)`. " + _LEFT
    return at_node("CLM131", code, call, f"This argument becomes no parameter: {why}.", remedy, "warning")


def handed(code: Code, call: ast.Call, name: str) -> Finding:
    """CLM131: others may add arguments."""
    message = f"The parser is handed to {name}() here, and arguments that are added there become no parameters."
    remedy = "Add them in this file. Values for others go behind a bare `--`."
    return at_node("CLM131", code, call, message, remedy, "hint")


def strange_parent(code: Code, node: ast.expr) -> Finding:
    """CLM131: arguments of a parser from elsewhere."""
    message = "A parser of `parents` is not made in this file, and its arguments become no parameters."
    return at_node("CLM131", code, node, message, "Add its arguments in this file.", "hint")


def renamed(code: Code, call: ast.Call, given: str, name: str, *, is_legal: bool) -> Finding:
    """CLM131: a `dest` that no environment variable can have, or that Kubeflow takes for another one."""
    why = "is one name with another for Kubeflow" if is_legal else "cannot be the name of an environment variable"
    message = f"{given!r} {why}: the parameter is called {name!r}."
    return at_node("CLM131", code, call, message, f"Write `dest={name!r}` to call it so in the script too.", "hint")


def taken(code: Code, call: ast.Call, name: str, owner: str) -> Finding:
    """CLM131: a name that belongs to somebody else."""
    message = f"This argument becomes no parameter: the variable {name!r} belongs to {owner}."
    return at_node("CLM131", code, call, message, f"Give it another `dest`. {_LEFT}", "warning")


def subparsers(code: Code, call: ast.Call) -> Finding:
    """CLM132: commands of one script."""
    message = "The commands of this script become no parameters, nor do their arguments."
    remedy = (
        "Make a script of each command, since an operator does one thing; or take the command as an argument, "
        "`parser.add_argument('command', choices=[…])`. Until then it goes behind a bare `--`."
    )
    return at_node("CLM132", code, call, message, remedy, "warning")


def computed_default(code: Code, call: ast.Call, name: str) -> Finding:
    """CLM133: a default that artifacts cannot show."""
    message = f"The default of {name!r} is computed, which artifacts cannot show: it is optional without a value."
    remedy = "Write a constant; or `default=None`, and compute the value in a line below when it is None."
    return at_node("CLM133", code, call, message, remedy, "hint")


def unfit_default(code: Code, call: ast.Call, name: str, kind: str) -> Finding:
    """CLM133: a default that no text stands for."""
    message = f"The default of {name!r} does not fit its type {kind}: it is optional without a value."
    return at_node("CLM133", code, call, message, "Write a default of that type.", "warning")


def unknown_defaults(code: Code, call: ast.Call) -> Finding:
    """CLM133: defaults that are set from elsewhere."""
    message = "Defaults are set from what only a run tells, and artifacts cannot show them: arguments are optional."
    return at_node("CLM133", code, call, message, "Write them as constants, `set_defaults(threshold=5)`.", "hint")


def computed_choices(code: Code, call: ast.Call, name: str) -> Finding:
    """CLM133: choices that artifacts cannot show."""
    message = f"The choices of {name!r} are computed: artifacts do not show them, and only the script checks values."
    return at_node("CLM133", code, call, message, "Write a list of constants.", "hint")


def never_fits(code: Code, call: ast.Call, name: str) -> Finding:
    """CLM133: choices of another type than values are."""
    message = f"No value of {name!r} is among its choices: what argparse reads are texts, and these are none."
    return at_node(
        "CLM133", code, call, message, "Write the type that the choices have, such as `type=int`.", "warning"
    )


def two_meanings(code: Code, call: ast.Call, name: str, line: int) -> Finding:
    """CLM134: an argument and another place say different things of one name."""
    message = f"This argument is the parameter {name!r} of line {line} too, which says another type or default."
    remedy = "Give both the same type and the same default, or the argument another `dest`."
    return at_node("CLM134", code, call, message, remedy, "warning")
