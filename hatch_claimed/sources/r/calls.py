"""Calls in an R script, and how R gives their arguments to parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.literals import identifier
from hatch_claimed.sources.r.tree import above, bare, field, line_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

PIPES = frozenset({"|>", "%>%"})


@dataclass(frozen=True, slots=True)
class RArgument:
    """One argument of a call. `value` is None for an empty one: `f(, 1)`."""

    name: str | None
    value: Node | None
    line: int


@dataclass(frozen=True, slots=True)
class RCall:
    """`package::function(arguments)`."""

    node: Node
    package: str | None
    function: str
    arguments: tuple[RArgument, ...]

    @property
    def line(self) -> int:
        """The line that the call begins on."""
        return line_of(self.node)

    @property
    def shown(self) -> str:
        """What people call the function: `package::function`, or its name alone."""
        return f"{self.package}::{self.function}" if self.package else self.function

    def is_of(self, package: str, function: str) -> bool:
        """Whether this calls the function, by its bare name or by its package."""
        return self.function == function and self.package in (None, package)

    def matched(self, *formals: str) -> dict[str, Node]:
        """The arguments by parameter: by name, by the beginning of one, then by place (R, *Argument matching*)."""
        found: dict[str, Node] = {}
        positional: list[Node | None] = []
        for argument in self.arguments:
            formal = _formal(argument.name, formals)
            if argument.name is None:
                positional.append(argument.value)
            elif formal and argument.value is not None:
                found[formal] = argument.value
        open_formals = [formal for formal in formals if formal not in found]
        found.update({f: value for f, value in zip(open_formals, positional, strict=False) if value is not None})
        return found


def as_call(node: Node) -> RCall | None:
    """The node as a call; None when it is none, or calls what is no name."""
    function = field(node, "function") if node.type == "call" else None
    if function is None:
        return None
    package = None
    if function.type == "namespace_operator":
        package, function = _qualified(function)
    if function is None or function.type not in ("identifier", "string"):
        return None
    name = identifier(function)
    return None if name is None else RCall(node, package, name, tuple(_arguments(node)))


def _qualified(node: Node) -> tuple[str | None, Node | None]:
    package = field(node, "lhs")
    return (None if package is None else identifier(package)), field(node, "rhs")


def _formal(name: str | None, formals: tuple[str, ...]) -> str | None:
    if name is None or name in formals:
        return name
    beginning = [formal for formal in formals if formal.startswith(name)]
    return beginning[0] if len(beginning) == 1 else None


def _arguments(call: Node) -> Iterator[RArgument]:
    listed = call.child_by_field_name("arguments")
    empty = True
    for child in listed.children if listed else ():
        if child.type == "argument":
            empty = False
            yield _argument(child)
        elif child.type == "comma":
            if empty:
                yield RArgument(None, None, line_of(child))
            empty = True


def _argument(node: Node) -> RArgument:
    name = node.child_by_field_name("name")
    return RArgument(None if name is None else identifier(name), field(node, "value"), line_of(node))


def argument_of(node: Node) -> RCall | None:
    """The call that has the node as one of its arguments."""
    parent = above(node)
    if parent is None or parent.type != "argument" or parent.parent is None or parent.parent.parent is None:
        return None
    return as_call(parent.parent.parent)


def caller(node: Node) -> RCall | None:
    """The call that has the node as its only argument, written `f(node)`, `f(x = node)` or `node |> f()`."""
    while node.parent is not None and node.parent.type == "parenthesized_expression":
        node = node.parent
    parent = node.parent
    if parent is None:
        return None
    if parent.type == "argument":
        return _around(parent)
    if parent.type == "binary_operator" and parent.child_by_field_name("lhs") == node:
        return _piped_into(parent)
    return None


def _around(argument: Node) -> RCall | None:
    call = argument.parent.parent if argument.parent else None
    found = as_call(call) if call else None
    return found if found and len(found.arguments) == 1 and found.arguments[0].name in (None, "x") else None


def _piped_into(pipe: Node) -> RCall | None:
    operator, target = pipe.child_by_field_name("operator"), pipe.child_by_field_name("rhs")
    if operator is None or target is None or text_of(operator) not in PIPES:
        return None
    found = as_call(bare(target))
    return found if found and not found.arguments else None
