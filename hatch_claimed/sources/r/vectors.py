"""Vectors of texts that are known though they are no constants: loops over constants, and parts of constants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.calls import RCall, argument_of, as_call
from hatch_claimed.sources.r.constants import RConstants, Vector
from hatch_claimed.sources.r.literals import identifier
from hatch_claimed.sources.r.names import RNames
from hatch_claimed.sources.r.tree import bare, field

if TYPE_CHECKING:
    from tree_sitter import Node

_UNKNOWN: Vector = (None,)
_MAX_DEPTH = 8
_APPLIES = {
    "sapply": ("X", "FUN"),
    "lapply": ("X", "FUN"),
    "vapply": ("X", "FUN", "FUN.VALUE"),
    "Map": ("FUN", "X"),
    "mapply": ("FUN", "X"),
    "map": ("X", "FUN"),
    "map_chr": ("X", "FUN"),
    "map_dbl": ("X", "FUN"),
    "map_int": ("X", "FUN"),
    "map_lgl": ("X", "FUN"),
    "walk": ("X", "FUN"),
}
_OTHER_NAMES = {".x": "X", ".f": "FUN", "f": "FUN"}
_OPTIONS = frozenset({"USE.NAMES", "simplify", "SIMPLIFY", "MoreArgs", "FUN.VALUE"})
_JOINS = frozenset({"c", "list", "union"})
_SAME = frozenset({"as.character", "as.list", "unlist", "unique", "sort", "rev", "trimws"})
_PARTS = {"setdiff": 0, "intersect": 0, "head": 0, "tail": 0, "Filter": 1, "Negate": 0, "na.omit": 0}


@dataclass(frozen=True, slots=True)
class Apply:
    """`sapply(elements, function, …)` and its relatives; `more` are the arguments that each call of it gets."""

    elements: Node
    function: Node
    more: tuple[tuple[str | None, Node], ...]


def as_apply(call: RCall) -> Apply | None:
    """The call as one that calls a function for each element, else None."""
    formals = _APPLIES.get(call.function)
    if formals is None:
        return None
    found: dict[str, Node] = {}
    rest: list[tuple[str | None, Node]] = []
    waiting = list(formals)
    for argument in call.arguments:
        name = _OTHER_NAMES.get(argument.name or "", argument.name)
        if name in waiting and argument.value is not None:
            waiting.remove(name)
            found[name] = argument.value
    for argument in call.arguments:
        if argument.value is None or argument.value in found.values():
            continue
        if argument.name is None and waiting:
            found[waiting.pop(0)] = argument.value
        elif argument.name not in _OPTIONS:
            rest.append((argument.name, argument.value))
    return Apply(found["X"], found["FUN"], tuple(rest)) if {"X", "FUN"} <= found.keys() else None


class Vectors:
    """What expressions are worth as vectors of texts."""

    def __init__(self, known: RConstants, names: RNames) -> None:
        self.known = known
        self.names = names

    def texts(self, node: Node, *, parts: bool = False) -> Vector:
        """The texts that an expression stands for, None for each that is not known.

        With `parts`, a part of a known vector is the whole of it: `wanted[!wanted %in% there]`.
        """
        return self._texts(node, parts, 0)

    def _texts(self, node: Node, parts: bool, depth: int) -> Vector:
        node = bare(node)
        texts = self.known.texts(node)
        if None not in texts:
            return texts
        if depth > _MAX_DEPTH:
            return _UNKNOWN
        if node.type == "identifier":
            found = [self._texts(source, parts, depth + 1) for source in self._sources(node)]
            return tuple(text for vector in found for text in vector) if found else _UNKNOWN
        if parts and node.type == "subset":
            whole = field(node, "function")
            return _UNKNOWN if whole is None else self._texts(whole, parts, depth + 1)
        call = as_call(node)
        return texts if call is None else self._of_call(call, parts, depth)

    def _of_call(self, call: RCall, parts: bool, depth: int) -> Vector:
        values = [argument.value for argument in call.arguments]
        if call.function in _JOINS:
            return tuple(
                text
                for value in values
                for text in (_UNKNOWN if value is None else self._texts(value, parts, depth + 1))
            )
        place = 0 if call.function in _SAME else _PARTS.get(call.function) if parts else None
        wanted = values[place] if place is not None and place < len(values) else None
        return _UNKNOWN if wanted is None else self._texts(wanted, parts, depth + 1)

    def _sources(self, variable: Node) -> list[Node]:
        """The expressions that a variable takes its elements from: those of a loop, an apply, an assignment."""
        name = identifier(variable) or ""
        node = variable.parent
        while node is not None:
            if node.type == "for_statement" and _loop_variable(node) == name:
                sequence = field(node, "sequence")
                return [] if sequence is None or name in self.names.values else [sequence]
            if node.type == "function_definition" and name in _parameters(node):
                return list(self._arguments(node, _parameters(node), name))
            node = node.parent
        value = self.names.only_value(name)
        return [] if value is None else [value]

    def _arguments(self, function: Node, parameters: list[str | None], parameter: str) -> Iterator[Node]:
        """What a function gets for a parameter wherever it is called; nothing where that is not known of all calls."""
        place = parameters.index(parameter)
        call = argument_of(function)
        apply = as_apply(call) if call else None
        if apply and apply.function == function:
            yield from [apply.elements] if place == 0 else []
            return
        name = next((name for name in self.names.values if self.names.only_value(name) == function), None)
        found = [self._argument(use, parameters, place) for use in self.names.uses.get(name or "", ())]
        if None not in found:
            yield from (node for node in found if node is not None)

    def _argument(self, use: Node, parameters: list[str | None], place: int) -> Node | None:
        parent = use.parent
        call = as_call(parent) if parent is not None else None
        if call is not None and parent is not None and parent.child_by_field_name("function") == use:
            wanted = parameters[place] or ""
            return call.matched(*(name or "" for name in parameters)).get(wanted)
        outer = argument_of(use)
        apply = as_apply(outer) if outer else None
        return apply.elements if apply and apply.function == use and place == 0 else None


def _loop_variable(loop: Node) -> str | None:
    variable = field(loop, "variable")
    return None if variable is None else identifier(variable)


def _parameters(function: Node) -> list[str | None]:
    listed = function.child_by_field_name("parameters")
    parameters = [child for child in listed.children if child.type == "parameter"] if listed else []
    found = [parameter.child_by_field_name("name") for parameter in parameters]
    return [None if name is None else identifier(name) for name in found]
