"""What the elements of a constant list, tuple or dictionary are, as far as the source tells."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.constants import bindings

_CHANGING = frozenset(
    {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "update"}
)
_MOST = 500
_DISPLAYS = (ast.Tuple, ast.List, ast.Set, ast.Dict)


class CollectionLiterals:
    """The collections of a script that are written out, and what loops over them give."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes = codes
        self._named: dict[str, ast.expr | None] = {}

    def elements(self, node: ast.expr) -> list[ast.expr] | None:
        """What a loop over an expression goes through, each as an expression; None where nobody can know."""
        match node:
            case ast.Tuple(elts=found) | ast.List(elts=found) | ast.Set(elts=found):
                return None if len(found) > _MOST or any(isinstance(one, ast.Starred) for one in found) else found
            case ast.Dict():
                pairs = self.pairs(node)
                return None if pairs is None else [key for key, _ in pairs]
            case ast.Name(id=name):
                value = self._display(name)
                return None if value is None else self.elements(value)
            case ast.Call():
                return self._called(node)
        return None

    def pairs(self, node: ast.expr) -> list[tuple[ast.expr, ast.expr]] | None:
        """The keys and values of a dictionary, as expressions; None where nobody can know them all."""
        match node:
            case ast.Dict(keys=keys, values=values) if len(keys) <= _MOST and None not in keys:
                return [(key, value) for key, value in zip(keys, values, strict=True) if key is not None]
            case ast.Name(id=name):
                value = self._display(name)
                return None if value is None else self.pairs(value)
            case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords) if all(one.arg for one in keywords):
                return [(_constant(one.arg, one), one.value) for one in keywords]
        return None

    def _called(self, call: ast.Call) -> list[ast.expr] | None:
        match call:
            case ast.Call(func=ast.Attribute(value=value, attr="items"), args=[]):
                pairs = self.pairs(value)
                return None if pairs is None else [_pair(key, one) for key, one in pairs]
            case ast.Call(func=ast.Attribute(value=value, attr="keys"), args=[]):
                pairs = self.pairs(value)
                return None if pairs is None else [key for key, _ in pairs]
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split"), args=[]):
                return [_constant(word, call) for word in text.split()]
            case ast.Call(func=ast.Name(id="list" | "tuple" | "set" | "sorted" | "reversed"), args=[only]):
                return self.elements(only)
            case ast.Call(func=ast.Name(id="enumerate"), args=[only, *_]):
                found = self.elements(only)
                return None if found is None else [_pair(_constant(None, one), one) for one in found]
        return None

    def _display(self, name: str) -> ast.expr | None:
        """The collection that a variable of the module holds, if it is assigned once and never changed."""
        if name not in self._named:
            self._named[name] = self._found(name)
        return self._named[name]

    def _found(self, name: str) -> ast.expr | None:
        values = [
            value
            for code in self._codes
            for statement in code.tree.body
            if (value := _assigned(statement, name)) is not None
        ]
        bound = sum(one == name for code in self._codes for one in bindings(code))
        if len(values) != 1 or bound != 1 or any(self._changes(code, name) for code in self._codes):
            return None
        return values[0] if isinstance(values[0], (*_DISPLAYS, ast.Call)) else None

    def _changes(self, code: Code, name: str) -> bool:
        return any(_is_change(visit.node, name) for visit in code.of(ast.Attribute, ast.Subscript))


def _assigned(statement: ast.stmt, name: str) -> ast.expr | None:
    match statement:
        case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
            return value
        case ast.AnnAssign(target=ast.Name(id=target), value=value) if target == name:
            return value
    return None


def _is_change(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id=owner), attr=method):
            return owner == name and method in _CHANGING
        case ast.Subscript(value=ast.Name(id=owner), ctx=ast.Store() | ast.Del()):
            return owner == name
    return False


def targets(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The variables that a target binds, each with its part of the value."""
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Tuple(elts=names) | ast.List(elts=names), ast.Tuple(elts=parts) | ast.List(elts=parts):
            if len(names) == len(parts):
                for name_part, part in zip(names, parts, strict=True):
                    yield from targets(name_part, part)


def _constant(value: str | None, like: ast.AST) -> ast.Constant:
    return ast.Constant(value, lineno=getattr(like, "lineno", 1), col_offset=getattr(like, "col_offset", 0))


def _pair(first: ast.expr, second: ast.expr) -> ast.Tuple:
    return ast.Tuple([first, second], ast.Load(), lineno=second.lineno, col_offset=second.col_offset)
