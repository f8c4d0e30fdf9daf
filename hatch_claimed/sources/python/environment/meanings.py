"""What an expression can mean here, and what becomes of such a meaning in the place where it stands."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.reads import Access


@dataclass(frozen=True, slots=True)
class Environ:
    """`os.environ`, or a copy of it: `copy` is 0 for itself, else it tells copies apart."""

    copy: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """A function that reads: `os.getenv`, or a method of `os.environ`; with what `partial` has given it already."""

    method: str
    copy: int = 0
    arguments: tuple[ast.expr, ...] = ()
    keywords: tuple[ast.keyword, ...] = ()


Meaning = Environ | Reader


@dataclass(frozen=True, slots=True)
class Becomes:
    """The expression around has a meaning too."""

    node: ast.expr
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Named:
    """A variable, or an attribute of an object, gets the meaning."""

    target: ast.expr | ast.arg
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Given:
    """A function is called with it, at a place or by a name."""

    call: ast.Call
    argument: int | str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Returned:
    """A function returns it."""

    node: ast.expr
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Found:
    """A variable of the environment is read, set or looked for."""

    access: Access


@dataclass(frozen=True, slots=True)
class Lost:
    """It goes where nobody can follow. `how` completes "the environment is …"."""

    code: Code
    node: ast.expr
    how: str
    copy: int = 0


Outcome = Becomes | Named | Given | Returned | Found | Lost
