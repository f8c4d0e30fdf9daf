"""What an expression can mean here, and what becomes of such a meaning in the place where it stands."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code


@dataclass(frozen=True, slots=True)
class Environ:
    """`os.environ`, or a copy of it: `copy` is 0 for itself, else it tells copies apart."""

    copy: int = 0


@dataclass(frozen=True, slots=True)
class ReadFunction:
    """A function that reads: `os.getenv`, or a method of `os.environ`; with what `partial` has given it already."""

    method: str
    copy: int = 0
    arguments: tuple[ast.expr, ...] = ()
    keywords: tuple[ast.keyword, ...] = ()


Meaning = Environ | ReadFunction


@dataclass(frozen=True, slots=True)
class Propagation:
    """The expression around has a meaning too."""

    node: ast.expr
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Assignment:
    """A variable, or an attribute of an object, gets the meaning."""

    target: ast.expr | ast.arg
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class CallArgument:
    """A function is called with it, at a place or by a name."""

    call: ast.Call
    argument: int | str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class ReturnValue:
    """A function returns it."""

    node: ast.expr
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class EnvironmentAccess:
    """A variable of the environment is read, set or looked for."""

    access: VariableAccess


@dataclass(frozen=True, slots=True)
class Escape:
    """It goes where nobody can follow. `how` completes "the environment is …"."""

    code: Code
    node: ast.expr
    how: str
    copy: int = 0


Outcome = Propagation | Assignment | CallArgument | ReturnValue | EnvironmentAccess | Escape
