"""Calls of functions that are well known, and what they do with what they are given."""

from __future__ import annotations

import ast

from hatch_claimed.sources.python.code import Code

COPYING = frozenset({"dict", "copy", "deepcopy", "OrderedDict"})
LISTING = frozenset({"frozenset", "list", "set", "sorted", "tuple"})
# these only show it, or look at it as a whole
SHOWING = frozenset({"bool", "hasattr", "id", "isinstance", "len", "pprint", "print", "repr", "str", "type"})
_LOGGING = frozenset({"debug", "error", "info", "log", "pprint", "print", "warning", "write"})


def is_shown(code: Code, node: ast.expr) -> bool:
    """Whether all that happens with what is gone through is that people may read it."""
    match code.visit(node).parent:
        case ast.For(iter=iterated, body=body) if iterated is node:
            return all(_is_shown_by(statement) for statement in body)
        case ast.Call(func=function):
            return name_of(function) in SHOWING
    return False


def _is_shown_by(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=function)):
            return name_of(function) in _LOGGING
    return False


def name_of(function: ast.expr) -> str | None:
    """The last name of a function; that of `mock.patch.dict` is `patch.dict`."""
    match function:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="patch") | ast.Attribute(attr="patch"), attr="dict"):
            return "patch.dict"
        case ast.Attribute(attr=name):
            return name
    return None


def shown(function: ast.expr) -> str:
    """A function as a message names it."""
    return f"{ast.unparse(function)}()" if isinstance(function, ast.Name | ast.Attribute) else "a function"
