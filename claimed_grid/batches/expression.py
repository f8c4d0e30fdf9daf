"""Reads an expression of `gw_group_by`."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from .steps import METHODS, GroupStep, Kind, Method, MethodParameter, Takes, call, index, part

if TYPE_CHECKING:
    from .steps import Constant

_START = "x"
_LARGEST = 10**9


class MisfitError(Exception):
    """Something in the expression that is not understood, and where it begins."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(message)
        self.place = place


def steps_of(expression: str) -> list[GroupStep]:
    """The steps in their order; the last one gives a text. Raises MisfitError for the first other thing."""
    reader = _Reader(expression)
    steps = reader.whole(_parsed(expression))
    if _kind(steps) is not Kind.TEXT:
        raise MisfitError(len(expression), "a list is left here: choose one of it, such as [0] or [-1]")
    return steps


def _parsed(expression: str) -> ast.expr:
    if expression and expression[0] not in ".[":
        raise MisfitError(0, "it begins with [ or a dot")
    for place, character in enumerate(expression):
        if not character.isprintable():
            raise MisfitError(place, f"a character that cannot be seen: in a text, write {ascii(character)[1:-1]}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(_START + expression, mode="eval").body
    except SyntaxError as error:
        raise MisfitError(
            (error.offset or 1) - 1 - len(_START), "this is not complete, or does not belong here"
        ) from None
    except (ValueError, MemoryError, RecursionError):
        raise MisfitError(0, "it cannot be taken apart") from None


def _kind(steps: list[GroupStep]) -> Kind:
    return steps[-1].gives if steps else Kind.TEXT


class _Reader:
    """Turns the parts of one expression into steps, from its beginning to its end."""

    def __init__(self, expression: str) -> None:
        self._source = _START + expression

    def whole(self, node: ast.expr) -> list[GroupStep]:
        """The steps of a node that is the whole expression, with no comment behind it."""
        steps = self.steps(node)
        if self._end(node) < len(self._source) - len(_START):
            raise MisfitError(self._skip(self._end(node)), "this is none of the possible steps")
        return steps

    def steps(self, node: ast.expr) -> list[GroupStep]:
        """The steps up to the end of this node."""
        if isinstance(node, ast.Name) and node.id == _START:
            steps: list[GroupStep] = []
        elif isinstance(node, ast.Subscript):
            steps = self._subscript(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            steps = self._call(node, node.func)
        else:
            raise self._stranger(node)
        return steps

    def _subscript(self, node: ast.Subscript) -> list[GroupStep]:
        steps = self.steps(node.value)
        kind = _kind(steps)
        inner: ast.expr = node.slice
        if isinstance(inner, ast.Slice):
            bounds = [self._bound(bound) for bound in (inner.lower, inner.upper, inner.step)]
            if inner.step and bounds[2] == 0:
                raise MisfitError(self._begin(inner.step), "the last number of three must not be 0")
            return [*steps, GroupStep(part(*bounds), kind, self._written(node, node.value))]
        return [*steps, GroupStep(index(self._number(inner)), Kind.TEXT, self._written(node, node.value))]

    def _call(self, node: ast.Call, function: ast.Attribute) -> list[GroupStep]:
        steps = self.steps(function.value)
        place = self._name_begin(function)
        method = METHODS.get(function.attr)
        if method is None:
            raise MisfitError(place, f"there is no step '{function.attr}'")
        if _kind(steps) is Kind.LIST:
            raise MisfitError(
                place - 1, f"'{function.attr}' wants a text, and this is a list: choose one of it, such as [-1]"
            )
        arguments = self._arguments(node, method, place)
        return [*steps, GroupStep(call(method, arguments), method.gives, self._written(node, function.value))]

    def _arguments(self, node: ast.Call, method: Method, place: int) -> dict[str, Constant]:
        given: dict[str, Constant] = {}
        for position, argument in enumerate(node.args):
            if position >= len(method.parameters):
                raise MisfitError(self._begin(argument), "this is one argument too many")
            parameter = method.parameters[position]
            given[parameter.name] = self._argument(argument, parameter)
        for keyword in node.keywords:
            parameter = self._named(keyword, method)
            if parameter.name in given:
                raise MisfitError(self._begin(keyword), f"'{parameter.name}' is given already")
            given[parameter.name] = self._argument(keyword.value, parameter)
        missing = [p for p in method.parameters if not p.optional and p.name not in given]
        if missing:
            raise MisfitError(place, f"it wants {missing[0].takes.value}")
        return given

    def _named(self, keyword: ast.keyword, method: Method) -> MethodParameter:
        for parameter in method.parameters if method.named else ():
            if parameter.name == keyword.arg:
                return parameter
        raise MisfitError(self._begin(keyword), "this argument cannot be given")

    def _argument(self, node: ast.expr, parameter: MethodParameter) -> Constant:
        if parameter.takes is Takes.NUMBER:
            return self._number(node, Takes.NUMBER.value)
        value = node.value if isinstance(node, ast.Constant) else 0
        if value is None and parameter.optional:
            return None
        if not isinstance(value, str) or (parameter.takes is Takes.FILLED and not value):
            raise MisfitError(self._begin(node), f"here stands {parameter.takes.value}")
        return value

    def _bound(self, node: ast.expr | None) -> int | None:
        return None if node is None or (isinstance(node, ast.Constant) and node.value is None) else self._number(node)

    def _number(self, node: ast.expr, expected: str = "a whole number, or from:to") -> int:
        inner, sign = (
            (node.operand, -1) if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else (node, 1)
        )
        value = inner.value if isinstance(inner, ast.Constant) else None
        if type(value) is not int:
            raise MisfitError(self._begin(node), f"here stands {expected}")
        if value > _LARGEST:
            raise MisfitError(self._begin(node), "this number is too large")
        return sign * value

    def _stranger(self, node: ast.expr) -> MisfitError:
        """What to say of something that is no step: that which stands before it may be one, or be wrong itself."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr) and child.col_offset == 0:
                self.steps(child)
                break
        else:
            return MisfitError(0, "this is none of the possible steps")
        if isinstance(node, ast.Attribute):
            known = node.attr in METHODS
            message = f"write {node.attr}()" if known else f"there is no step '{node.attr}'"
            return MisfitError(self._name_begin(node), message)
        return MisfitError(self._skip(self._end(child)), "this is none of the possible steps")

    def _begin(self, node: ast.expr | ast.keyword) -> int:
        return self._characters(node.col_offset)

    def _end(self, node: ast.expr) -> int:
        return self._characters(node.end_col_offset or 0)

    def _name_begin(self, node: ast.Attribute) -> int:
        return self._skip(self._skip(self._end(node.value)) + 1)

    def _written(self, node: ast.expr, before: ast.expr) -> str:
        """The text of a node behind another one."""
        expression = self._source[len(_START) :]
        return expression[self._end(before) : self._end(node)].strip()

    def _skip(self, place: int) -> int:
        """The next place that is no space."""
        rest = self._source[len(_START) + place :]
        return place + len(rest) - len(rest.lstrip(" "))

    def _characters(self, position: int) -> int:
        """The place in the expression of a position that Python's parser counts in bytes."""
        return len(self._source.encode()[:position].decode()) - len(_START)
