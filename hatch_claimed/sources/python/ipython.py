"""Calls of `get_ipython()`: what IPython's `!`, `%` and `%%` become in plain Python, and their shell text."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from hatch_claimed.sources.install.checks import Installs, LinePosition
from hatch_claimed.sources.install.lines import parse_shell
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.shell.builtin import SHELLS

_SHELL_LINES = frozenset({"system", "sx", "!"})
_SHELL_CELLS = frozenset({"bash", "sh", "system", "sx", "!"})
PACKAGE_MANAGERS = frozenset({"pip", "uv", "conda", "mamba", "micromamba"})
"""Line magics that start a program of their own name (IPython, *Built-in magic commands*)."""
_METHODS = frozenset({"system", "getoutput", "run_line_magic", "run_cell_magic", "magic"})


@dataclass(frozen=True, slots=True)
class Magic:
    """One call: `!line` is a line magic called `!`. `body` is that of a cell magic, else None.

    `alone` says that the call is a whole statement.
    """

    call: ast.Call
    name: str
    line: str
    body: str | None
    alone: bool

    @property
    def shell(self) -> str | None:
        """The shell text that runs, None when the magic is not for the shell."""
        if self.body is not None:
            scripts = self.name in _SHELL_CELLS or (self.name == "script" and _program(self.line) in SHELLS)
            return self.body if scripts else None
        if self.name in PACKAGE_MANAGERS:
            return f"{self.name} {self.line}"
        return self.line if self.name in _SHELL_LINES else None


def _program(line: str) -> str:
    """The program that `%%script` runs, without its folder."""
    words = line.split()
    return words[0].rpartition("/")[2] if words else ""


def magics(code: Code) -> tuple[Magic, ...]:
    """The calls in source order. Text that is put together at run time is not known, and left out."""
    if "get_ipython" not in code.text:
        return ()
    found = (_magic(visit.node, alone=isinstance(visit.parent, ast.Expr)) for visit in code.visits)
    return tuple(sorted((magic for magic in found if magic), key=lambda m: (m.call.lineno, m.call.col_offset)))


def runs_magics(code: Code) -> bool:
    """Whether the code works in IPython only: it calls magics, with whatever text."""
    return "get_ipython" in code.text and any(_is_call(visit.node) for visit in code.visits)


def installs(magic: Magic, code: Code) -> Installs:
    """What the magic installs (C3 requirements, *Requirements*)."""
    if magic.shell is None:
        return Installs()
    first = magic.call.lineno + (magic.body is not None)
    mark = "" if magic.body is not None else "%" if magic.name in PACKAGE_MANAGERS else "!"
    return parse_shell(magic.shell, LinePosition(code.path, first, code.cell, mark))


def _is_call(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=method):
            return method in _METHODS
    return False


def _magic(node: ast.AST, *, alone: bool) -> Magic | None:
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython"), args=[], keywords=[]), attr=method),
            args=arguments,
            keywords=[],
        ):
            texts = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
            strings = [text for text in texts if isinstance(text, str)]
            return _called(node, method, strings, alone=alone) if len(strings) == len(arguments) else None
    return None


def _called(call: ast.Call, method: str, texts: list[str], *, alone: bool) -> Magic | None:
    match method, texts:
        case "system" | "getoutput", [line]:
            return Magic(call, "!", line, None, alone)
        case "run_line_magic", [name, line]:
            return Magic(call, name, line, None, alone)
        case "magic", [text]:  # as older versions of nbconvert wrote it
            name, _, line = text.partition(" ")
            return Magic(call, name, line, None, alone)
        case "run_cell_magic", [name, line, body]:
            return Magic(call, name, line, body, alone)
    return None
