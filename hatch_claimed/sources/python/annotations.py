"""What an annotation says of the values that a variable takes."""

from __future__ import annotations

import ast
from typing import Literal

from hatch_claimed.model.scalars import SCALAR_TYPE_NAMES, SCALAR_TYPES, ParameterType
from hatch_claimed.sources.python.code import Code, last_name, parse

ValueKind = ParameterType | Literal["literal"]
"""The type of a parameter, or `literal` for a list, a dictionary and other collections."""

_COLLECTIONS = frozenset(
    {
        "Collection",
        "Dict",
        "FrozenSet",
        "Iterable",
        "List",
        "Mapping",
        "MutableMapping",
        "MutableSequence",
        "Sequence",
        "Set",
        "Tuple",
        "dict",
        "list",
        "set",
        "tuple",
    }
)
_UNIONS, _WRAPPERS = frozenset({"Optional", "Union"}), frozenset({"Annotated", "ClassVar", "Final"})
_NUMBERS: frozenset[ValueKind] = frozenset({"Integer", "Float"})


def kind_of(annotation: ast.expr | None) -> ValueKind | None:
    """The kind of values that all fit an annotation, `None` among them or not; None where it tells no single one."""
    kinds = _kinds(annotation)
    if kinds == _NUMBERS:
        return "Float"
    return next(iter(kinds)) if len(kinds) == 1 else None


def kind_of_text(text: str) -> ValueKind | None:
    """The kind that an annotation in a text says, such as the one of a comment `# type: int`."""
    code = parse(text, "")
    match code:
        case Code(tree=ast.Module(body=[ast.Expr(value=annotation)])):
            return kind_of(annotation)
    return None


def _kinds(node: ast.expr | None) -> frozenset[ValueKind | None]:
    """What each part of an annotation says, without `None`; None for a part that says nothing of what is known here."""
    match node:
        case ast.Constant(value=None):
            return frozenset()
        case ast.Constant(value=str(text)):
            code = parse(text, "")
            body = code.tree.body if isinstance(code, Code) else []
            return _kinds(body[0].value) if len(body) == 1 and isinstance(body[0], ast.Expr) else frozenset({None})
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _kinds(left) | _kinds(right)
        case ast.Subscript(value=value, slice=inner):
            return _subscripted(last_name(value), inner)
        case ast.Name() | ast.Attribute():
            name = last_name(node)
            return frozenset({"literal"}) if name in _COLLECTIONS else frozenset({SCALAR_TYPE_NAMES.get(name)})
    return frozenset({None})


def _subscripted(name: str, inner: ast.expr) -> frozenset[ValueKind | None]:
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if name in _COLLECTIONS:
        return frozenset({"literal"})
    if name in _UNIONS:
        return frozenset(kind for part in parts for kind in _kinds(part))
    if name in _WRAPPERS:
        return _kinds(parts[0]) if parts else frozenset({None})
    if name == "Literal":
        values = [part.value for part in parts if isinstance(part, ast.Constant)]
        return frozenset(SCALAR_TYPES.get(type(value)) for value in values if value is not None)
    return frozenset({None})
