"""`os.path.expandvars`: a function that reads the variables which a text names, `$stage` and `${stage}`.

What is not set stays in the text as it is (Python, `os.path.expandvars`), so that no such variable is required.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hatch_claimed.sources.python.accesses import VariableAccess, at
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.constants import PythonConstants, constants
from hatch_claimed.sources.python.environment.meanings import Escape

_FUNCTION = "expandvars"
_VARIABLE = re.compile(r"\$(?:(?P<plain>[A-Za-z_]\w*)|\{(?P<braced>[^}]+)\})", re.ASCII)
_MODULES = frozenset({"os.path", "posixpath", "ntpath"})


def with_expanded_texts(
    found: Sequence[VariableAccess], codes: Sequence[Code]
) -> tuple[list[VariableAccess], list[Escape]]:
    """The accesses in source order, with those of constant texts; and the calls whose text is not known."""
    wanted = [code for code in codes if _FUNCTION in code.text]
    if not wanted:
        return list(found), []
    names = constants(codes)
    more: list[VariableAccess] = []
    lost: list[Escape] = []
    for code in wanted:
        for call in _calls(code):
            text = call.args[0]
            more += _reads(code, call, text, names)
            if not _is_known(text, names):
                lost.append(Escape(code, call, f"put into a text by {ast.unparse(call.func)}()"))
    return sorted([*found, *more], key=lambda one: (one.code.cell or 0, one.line, one.column)), lost


def _calls(code: Code) -> Iterator[ast.Call]:
    imported = {
        alias.asname or alias.name
        for visit in code.of(ast.ImportFrom)
        if isinstance(visit.node, ast.ImportFrom) and visit.node.module in _MODULES
        for alias in visit.node.names
        if alias.name == _FUNCTION
    }
    for visit in code.of(ast.Call):
        match visit.node:
            case ast.Call(func=ast.Attribute(attr="expandvars"), args=[_]) as call:
                yield call
            case ast.Call(func=ast.Name(id=name), args=[_]) as call if name in imported:
                yield call


def _reads(code: Code, call: ast.Call, text: ast.expr, names: PythonConstants) -> Iterator[VariableAccess]:
    for variable in dict.fromkeys(name for known in _texts(text, names) for name in _named(known)):
        access = at(code, call, ast.copy_location(ast.Constant(variable), call))
        # in_shell: like `$stage` in a shell it has neither a type nor a default of its own
        yield replace(access, node=None, default=ast.Constant(None), in_shell=True, followed=True)


def _named(text: str) -> Iterator[str]:
    yield from (found["plain"] or found["braced"] for found in _VARIABLE.finditer(text))


def _texts(text: ast.expr, names: PythonConstants) -> Iterator[str]:
    """The text, or the constant parts of one that is put together."""
    whole = names.fold(text)
    parts = [whole.value] if whole else [one.value for one in ast.walk(text) if isinstance(one, ast.Constant)]
    yield from (part for part in parts if isinstance(part, str))


def _is_known(text: ast.expr, names: PythonConstants) -> bool:
    """Whether it is known what the text names; what the caller gives as a parameter is the caller's own affair."""
    return names.fold(text) is not None or any(word in ast.unparse(text) for word in ("environ", "getenv"))
