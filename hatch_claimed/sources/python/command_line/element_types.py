"""What the `type` of an argument makes of texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from hatch_claimed.model.scalars import SCALAR_TYPE_NAMES, ParameterType
from hatch_claimed.sources.python.code import dotted, last_name
from hatch_claimed.sources.python.command_line.folding import ConstantFolder
from hatch_claimed.sources.python.defaults import truth
from hatch_claimed.sources.python.environment.functions import Functions

PLAIN_BOOL = ("True", "")
"""What `bool` takes for true and for false."""


@dataclass(frozen=True, slots=True)
class ElementType:
    """The parameter's type for it; `words` are the texts for true and false where a function tells them apart.

    `enumeration` is one of the script's that is called with the text. Values are `opaque` where a function makes
    something else of a text: then the choices are of what it makes.
    """

    kind: ParameterType = "String"
    words: tuple[str, ...] = ()
    enumeration: str = ""
    opaque: bool = False


def element_type(node: ast.expr | None, folder: ConstantFolder, functions: Functions) -> ElementType:
    """What an argument's `type` is; no type makes texts."""
    match node:
        case None | ast.Constant(value=None):
            return ElementType()
        case ast.Name(id=name) if name in SCALAR_TYPE_NAMES:
            return ElementType(SCALAR_TYPE_NAMES[name], PLAIN_BOOL if name == "bool" else ())
        case ast.Name(id=name) if folder.classes.enumeration(name):
            return ElementType(enumeration=name, opaque=True)
        case ast.Lambda(body=body):
            words = _words(body)
            return ElementType("Boolean", words) if words else ElementType(opaque=True)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return _named(node, name, functions)
    return ElementType(opaque=True)


def _named(node: ast.expr, name: str, functions: Functions) -> ElementType:
    if name == "strtobool":
        return ElementType("Boolean", ("true", "false"))
    defined = functions.called(ast.Call(node, [], [])) if isinstance(node, ast.Name) else None
    if defined and "bool" in name.lower() and isinstance(defined.node, ast.FunctionDef):
        words = _told(defined.node)
        return ElementType("Boolean", words) if words else ElementType(opaque=True)
    # pathlib keeps a text as it is, for all that choices are compared with
    return ElementType(opaque=True)


def _told(function: ast.FunctionDef) -> tuple[str, ...]:
    """What a function of a text takes for true and for false, if it names both."""
    texts = [one.value for one in _constants(function) if isinstance(one.value, str)]
    found = {meaning: text for text in reversed(texts) if (meaning := _meaning(text)) is not None}
    return (found[True], found[False]) if len(found) == 2 else ()


def _words(body: ast.expr) -> tuple[str, ...]:
    """What `lambda x: x.lower() == 'true'` and the like take for true; anything else is false to them."""
    if isinstance(body, ast.Call) and len(body.args) == 1 and last_name(body.func) == "bool":
        body = body.args[0]
    if isinstance(body, ast.Call) and dotted(body.func)[-1:] == ("strtobool",):
        return ("true", "false")
    match body:
        case ast.Compare(ops=[ast.Eq() | ast.In()]):
            texts = [one.value for one in _constants(body) if isinstance(one.value, str)]
            true = [one for one in texts if _meaning(one)]
            if true and len(true) == len(texts):
                return (true[0], "False" if true[0][:1].isupper() else "false")
    return ()


def _constants(node: ast.AST) -> Iterator[ast.Constant]:
    skipped = {id(one.value) for one in ast.walk(node) if isinstance(one, ast.Expr)}
    yield from (one for one in ast.walk(node) if isinstance(one, ast.Constant) and id(one) not in skipped)


def _meaning(text: str) -> bool | None:
    try:
        return truth(text) if text else None
    except ValueError:
        return None
