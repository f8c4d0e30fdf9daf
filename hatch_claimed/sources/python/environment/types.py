"""Which type the surroundings of a read give to its parameter (C3 requirements, *Parameters*)."""

from __future__ import annotations

import ast

from hatch_claimed.model.scalars import ParameterType
from hatch_claimed.sources.python.accesses import CASTS, VariableAccess
from hatch_claimed.sources.python.code import Code


def cast(access: VariableAccess) -> ParameterType:
    """The type that a cast around the read names, where the read happens or where a function of its value is called."""
    for code, node in access.values:
        found = CASTS.get(_cast_around(code, value_of(code, node)) or "", "String")
        if found != "String":
            return found
    return "String"


def value_of(code: Code, node: ast.expr) -> ast.expr:
    """The expression around a read that is worth what it read, or what stands for it: `read or 5`, `(x := read)`."""
    parent = code.visit(node).parent
    match parent:
        case ast.BoolOp(op=ast.Or()) | ast.NamedExpr():
            return value_of(code, parent)
        case ast.IfExp(test=test) if test is not node:
            return value_of(code, parent)
    return node


def casted(code: Code, node: ast.expr) -> ast.expr:
    """The value of a read with the cast around it, if there is one."""
    value = value_of(code, node)
    parent = code.visit(value).parent
    return parent if _cast_around(code, value) in CASTS and isinstance(parent, ast.Call) else value


def is_result(access: VariableAccess) -> bool:
    """Whether the function around a read gives what it read, with or without a cast."""
    if access.node is None:
        return False
    outer = value_of(access.code, casted(access.code, access.node))
    visit = access.code.visit(outer)
    match visit.parent:
        case ast.Return() | ast.Lambda():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return _is_returned(access.code, visit.parent, name)
    return False


def _is_returned(code: Code, statement: ast.AST, name: str) -> bool:
    function = code.visit(statement).parent
    while function is not None and not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        function = code.visit(function).parent
    return function is not None and any(
        isinstance(node, ast.Return) and isinstance(node.value, ast.Name) and node.value.id == name
        for node in ast.walk(function)
    )


def _cast_around(code: Code, node: ast.expr) -> str | None:
    match code.visit(node).parent:
        case ast.Call(func=ast.Name(id=name), args=[only], keywords=[]) if only is node:
            return name
    return None
