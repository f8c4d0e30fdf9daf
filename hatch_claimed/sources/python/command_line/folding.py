"""What the values of arguments are, as far as the source tells: constants, lists of them, paths and enumerations."""

from __future__ import annotations

import ast
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.sources.python.code import Code, dotted, last_name
from hatch_claimed.sources.python.command_line.class_constants import ClassConstants, assigned_names
from hatch_claimed.sources.python.command_line.folded_values import (
    COLLECTIONS,
    LONGEST,
    PATHS,
    ConstantList,
    ConstantPath,
    EnumMember,
    Folded,
    combined,
    method,
    path,
    plain,
    range_of,
)
from hatch_claimed.sources.python.constants import PythonConstants, bindings
from hatch_claimed.sources.python.environment.functions import Functions
from hatch_claimed.sources.python.environment.places import Function, all_arguments, functions_around, own_names
from hatch_claimed.sources.python.fold import ConstantValue

_DEEPEST = 12
_BINDINGS: Mapping[str, ast.expr] = {}


class ConstantFolder:
    """Works out expressions of a script where they stand."""

    def __init__(self, codes: Sequence[Code], names: PythonConstants, functions: Functions) -> None:
        self._codes = codes
        self._names = names
        self._functions = functions
        self._bound = Counter(name for code in codes for name in bindings(code))
        self._assigned = {
            target.id: (code, statement.value)
            for code in codes
            for statement in code.tree.body
            for target in assigned_names(statement)
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None
        }
        self.classes = ClassConstants(codes, names)

    def fold(self, code: Code, node: ast.expr, bound: Mapping[str, ast.expr] = _BINDINGS) -> Folded | None:
        """What an expression is worth, None where only running the code would tell. `bound` are variables of loops."""
        return self._fold(code, node, bound, _DEEPEST)

    def text(self, code: Code, node: ast.expr | None, bound: Mapping[str, ast.expr] = _BINDINGS) -> str | None:
        """The text that an expression is, None for anything else."""
        folded = None if node is None else self.fold(code, node, bound)
        return folded.value if isinstance(folded, ConstantValue) and isinstance(folded.value, str) else None

    def keys(self, code: Code, node: ast.expr) -> ConstantList | None:
        """The keys of a dictionary that is written out; None where they cannot be known."""
        return _Inner(self, code, _BINDINGS, _DEEPEST).keys(node)

    def expression(self, node: ast.expr) -> ast.expr:
        """What a name of the module stands for, else the expression itself."""
        if isinstance(node, ast.Name) and self._bound[node.id] == 1 and node.id in self._assigned:
            return self._assigned[node.id][1]
        return node

    def _fold(self, code: Code, node: ast.expr, bound: Mapping[str, ast.expr], deep: int) -> Folded | None:
        constant = self._names.fold(node)
        if constant is not None:
            return constant
        inner = _Inner(self, code, bound, deep - 1)
        folded = self._folded(node, inner) if deep else None
        return folded or (self._substituted(node, inner) if deep else None)

    def _folded(self, node: ast.expr, inner: _Inner) -> Folded | None:
        """What is not put together from names alone."""
        match node:
            case ast.Name(id=name):
                return self._name(inner.code, node, name, inner.bound, inner.deep)
            case ast.List() | ast.Tuple() | ast.Set():
                return inner.collection(node.elts)
            case ast.Call():
                return self._call(node, inner)
            case ast.BinOp(left=left, op=op, right=right):
                return combined(op, inner.fold(left), inner.fold(right))
        return self._part(node, inner)

    def _part(self, node: ast.expr, inner: _Inner) -> Folded | None:
        match node:
            case ast.Attribute():
                return self.classes.member(node)
            case ast.Subscript(value=mapping, slice=key):
                return self._item(mapping, key, inner)
            case ast.ListComp(
                elt=element, generators=[ast.comprehension(target=ast.Name(id=name), iter=iterated, ifs=[])]
            ):
                return self.classes.comprehension(element, name, iterated)
        return None

    def _name(self, code: Code, node: ast.expr, name: str, bound: Mapping[str, ast.expr], deep: int) -> Folded | None:
        if name in bound:
            return self._fold(code, bound[name], _BINDINGS, deep)
        for function in _functions_around(code, node):
            if name in own_names(function):
                return self._local(code, function, name, deep)
        if members := self.classes.enumeration(name):
            return ConstantList(tuple(members.values()), name)
        if self._bound[name] == 1 and name in self._assigned:
            return self._fold(*self._assigned[name], _BINDINGS, deep)
        return None

    def _local(self, code: Code, function: Function, name: str, deep: int) -> Folded | None:
        """A variable of a function: what it is set to once, or what all calls give for a parameter."""
        values = [
            one.value
            for one in ast.walk(function)
            if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None
            if any(target.id == name for target in assigned_names(one))
        ]
        stores = sum(
            isinstance(one, ast.Name) and one.id == name and not isinstance(one.ctx, ast.Load)
            for one in ast.walk(function)
        )
        if any(one.arg == name for one in all_arguments(function)):
            return None if stores else self._parameter(function, name, deep)
        return self._fold(code, values[0], _BINDINGS, deep) if len(values) == stores == 1 else None

    def _parameter(self, function: Function, name: str, deep: int) -> Folded | None:
        found: set[Folded | None] = set()
        for place, call, defined in self._functions.calls(function):
            given = (defined.given(call) or {}).get(name)
            found.add(None if given is None else self._fold(place, given, _BINDINGS, deep))
        return found.pop() if len(found) == 1 else None

    def _call(self, node: ast.Call, inner: _Inner) -> Folded | None:
        name = last_name(node.func)
        if isinstance(node.func, ast.Attribute) and not node.keywords:
            text = inner.fold(node.func.value)
            if isinstance(text, ConstantValue) and isinstance(text.value, str):
                return method(text.value, name, [inner.fold(one) for one in node.args])
            if name in {"keys", "items", "values"} and not node.args:
                return inner.keys(node.func.value) if name == "keys" else None
        folded = [inner.fold(one) for one in node.args]
        if name in PATHS and folded and not node.keywords:
            return path(folded)
        if dotted(node.func)[-2:] == ("path", "join") and folded and (joined := path(folded)):
            return ConstantValue(joined.text)
        if name == "dedent" and len(folded) == 1 and isinstance(folded[0], ConstantValue):
            return ConstantValue(textwrap.dedent(str(folded[0].value)))
        return self._builtin(node, name, folded, inner)

    def _builtin(self, node: ast.Call, name: str, folded: Sequence[Folded | None], inner: _Inner) -> Folded | None:
        if not isinstance(node.func, ast.Name) or node.keywords:
            return None
        if name == "range":
            return range_of(folded)
        if name == "str" and len(folded) == 1 and isinstance(folded[0], ConstantPath):
            return ConstantValue(folded[0].text)
        if name in COLLECTIONS and len(node.args) == 1:
            one = folded[0] or inner.keys(node.args[0])
            try:
                return (
                    ConstantList(tuple(COLLECTIONS[name](one.values)), one.members)
                    if isinstance(one, ConstantList)
                    else None
                )
            except TypeError:
                return None
        return None

    def _substituted(self, node: ast.expr, inner: _Inner) -> ConstantValue | None:
        """An expression of names that stand for constants."""
        known: dict[str, ConstantValue] = {}
        for one in () if isinstance(node, ast.Name) else ast.walk(node):
            if isinstance(one, ast.Name) and isinstance(folded := inner.fold(one), ConstantValue):
                known[one.id] = folded
        return self._names.fold(node, known) if known else None

    def pairs(self, code: Code, node: ast.expr, deep: int = _DEEPEST) -> list[tuple[ast.expr, ast.expr]] | None:
        """The keys and values of a dictionary that is written out, or that a name stands for."""
        match node:
            case ast.Dict(keys=keys, values=values):
                found = [(key, value) for key, value in zip(keys, values, strict=True) if key is not None]
                return found if len(found) == len(keys) else None
            case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords) if all(one.arg for one in keywords):
                return [(ast.Constant(one.arg), one.value) for one in keywords]
            case ast.Name(id=name) if deep and self._bound[name] == 1:
                if name in self._assigned:
                    return self.pairs(*self._assigned[name], deep - 1)
                for function in _functions_around(code, node):
                    for one in ast.walk(function):
                        if isinstance(one, ast.Assign) and any(target.id == name for target in assigned_names(one)):
                            return self.pairs(code, one.value, deep - 1)
        return None

    def _item(self, mapping: ast.expr, key: ast.expr, inner: _Inner) -> Folded | None:
        wanted, pairs = inner.fold(key), self.pairs(inner.code, mapping)
        if pairs is None and isinstance(wanted, ConstantValue) and isinstance(wanted.value, int):
            whole = inner.fold(mapping)
            values = whole.values if isinstance(whole, ConstantList) and not whole.members else ()
            return ConstantValue(values[wanted.value]) if -len(values) <= wanted.value < len(values) else None
        found = [value for one, value in pairs or () if wanted is not None and inner.fold(one) == wanted]
        return inner.fold(found[-1]) if found else None


@dataclass(frozen=True, slots=True)
class _Inner:
    """Folds parts of an expression."""

    folder: ConstantFolder
    code: Code
    bound: Mapping[str, ast.expr]
    deep: int

    def fold(self, node: ast.expr) -> Folded | None:
        return self.folder._fold(self.code, node, self.bound, self.deep)  # noqa: SLF001 (one half of one thing)

    def collection(self, elements: Sequence[ast.expr]) -> ConstantList | None:
        folded = [self.fold(one) for one in elements]
        values = tuple(plain(one) for one in folded)
        owners = {one.enumeration if isinstance(one, EnumMember) else "" for one in folded}
        known = len(folded) <= LONGEST and not any(one is None or isinstance(one, ConstantList) for one in folded)
        return ConstantList(values, owners.pop() if len(owners) == 1 else "") if known and len(owners) < 2 else None

    def keys(self, node: ast.expr) -> ConstantList | None:
        pairs = self.folder.pairs(self.code, node)
        return None if pairs is None else self.collection([key for key, _ in pairs])


def _functions_around(code: Code, node: ast.AST) -> list[Function]:
    try:
        return list(functions_around(code, node))
    except KeyError:  # it stands in another cell, and there at the top
        return []
