"""Where an R script reads its environment: `Sys.getenv`, in whatever way it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.calls import RCall, argument_of, as_call
from hatch_claimed.sources.r.constants import ASSIGNMENTS, Vector, is_nothing, sides_of
from hatch_claimed.sources.r.literals import identifier, string
from hatch_claimed.sources.r.names import RNames, is_function
from hatch_claimed.sources.r.tree import above, bare, field, line_of
from hatch_claimed.sources.r.vectors import Vectors, as_apply

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTION = "Sys.getenv"
_FORMALS = ("x", "unset", "names")
_ONLY_SHOWN = frozenset({"print", "cat", "str", "head", "names", "length", "nchar", "invisible", "sort", "message"})
_PASSING = frozenset({"as.list", "c", "as.vector"})


@dataclass(frozen=True, slots=True)
class RAccess:
    """One access to variables. `node` is the expression that gives their values; `unset` what stands for a value.

    `forgiving` says that a variable which is not set gives a missing value, and no empty text and no error.
    `names` holds None for each name that is computed; it is None where the environment as a whole goes to a place
    that cannot be followed. `wanted` is the expression of the names. `plain` says that the call of `Sys.getenv` stands
    there, for one variable.
    """

    node: Node
    names: Vector | None
    unset: Node | None = None
    forgiving: bool = False
    asks: bool = False
    plain: bool = False
    wanted: Node | None = None

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return line_of(self.node)


def accesses(names: RNames, vectors: Vectors) -> list[RAccess]:
    """All accesses of a script to its environment, in source order."""
    functions = {_FUNCTION, *names.aliases(_FUNCTION)}
    finder = _Finder(functions, names, vectors)
    found = [access for node in names.nodes for access in finder.found(node)]
    return sorted(found, key=lambda access: access.node.start_byte)


class _Finder:
    def __init__(self, functions: set[str], names: RNames, vectors: Vectors) -> None:
        self._functions = functions
        self._names = names
        self._vectors = vectors

    def found(self, node: Node) -> Iterator[RAccess]:
        if node.type == "call":
            call = as_call(node)
            if call and call.package in (None, "base") and call.function in self._functions:
                yield from self._called(call)
        elif self._is_handed_over(node):
            yield from self._handed_over(node)

    def _is_handed_over(self, node: Node) -> bool:
        if node.type == "string":
            return string(node) == _FUNCTION and _is_called_by_name(node)
        return is_function(node, self._functions) and not _is_part_of_name(node)

    def _called(self, call: RCall) -> Iterator[RAccess]:
        arguments = call.matched(*_FORMALS)
        wanted = arguments.get("x")
        if wanted is not None and not is_nothing(wanted):
            found = self._vectors.texts(wanted)
            plain = call.function == _FUNCTION and len(found) == 1
            yield RAccess(call.node, found, arguments.get("unset"), plain=plain, wanted=bare(wanted))
        else:
            yield from self._whole(call.node, as_list=False)

    def _handed_over(self, function: Node) -> Iterator[RAccess]:
        """The function as a value: another name for it, or what is called for each name."""
        if _is_called(function) or _is_statement(function) or self._is_named(function):
            return
        call = argument_of(function)
        apply = as_apply(call) if call else None
        if call and apply and apply.function == function:
            unset = next((node for name, node in apply.more if name in ("unset", None)), None)
            yield RAccess(call.node, self._vectors.texts(apply.elements), unset)
        elif call and call.function == "do.call":
            yield from self._done(call, function)
        else:
            yield RAccess(function, None)

    def _is_named(self, function: Node) -> bool:
        sides = None if function.parent is None else sides_of(function.parent)
        return sides is not None and bare(sides[2]) == function and (identifier(sides[1]) or "") in self._functions

    def _done(self, call: RCall, function: Node) -> Iterator[RAccess]:
        """`do.call(Sys.getenv, list("name", "default"))`."""
        given = call.matched("what", "args").get("args")
        arguments = as_call(bare(given)) if given is not None else None
        if arguments is None or arguments.function != "list":
            yield RAccess(function, None)
            return
        matched = arguments.matched(*_FORMALS)
        if "x" in matched:
            yield RAccess(call.node, self._vectors.texts(matched["x"]), matched.get("unset"))

    def _whole(self, node: Node, *, as_list: bool, follow: bool = True) -> Iterator[RAccess]:
        """The whole environment as a value: `Sys.getenv()[["name"]]`, also through a variable."""
        parent = above(node)
        if parent is None or _is_statement(node):
            return
        if parent.type in ("subset", "subset2", "extract_operator"):
            yield from self._element(parent, forgiving=as_list or parent.type == "subset")
            return
        sides = sides_of(parent)
        name = identifier(sides[1]) if sides and sides[1].type == "identifier" and sides[2] == node else None
        if follow and name and self._names.only_value(name) is not None:
            for use in self._names.uses.get(name, ()):
                yield from self._whole(use, as_list=as_list, follow=False)
            return
        yield from self._given_to(node, as_list, follow)

    def _given_to(self, node: Node, as_list: bool, follow: bool) -> Iterator[RAccess]:
        call = argument_of(node)
        if call and call.function in _PASSING and len(call.arguments) == 1:
            yield from self._whole(call.node, as_list=as_list or call.function == "as.list", follow=follow)
        elif call and call.function == "names":
            yield from self._among(call.node)
        elif not (call and call.function in _ONLY_SHOWN):
            yield RAccess(node, None)

    def _element(self, node: Node, *, forgiving: bool) -> Iterator[RAccess]:
        if node.type == "extract_operator":
            name = field(node, "rhs")
            yield RAccess(node, (None if name is None else identifier(name),), forgiving=True)
            return
        listed = node.child_by_field_name("arguments")
        arguments = [child for child in listed.children if child.type == "argument"] if listed else []
        wanted = field(arguments[0], "value") if len(arguments) == 1 else None
        yield RAccess(node, (None,) if wanted is None else self._vectors.texts(wanted), forgiving=forgiving)

    def _among(self, listed: Node) -> Iterator[RAccess]:
        """`"name" %in% names(Sys.getenv())`."""
        parent = above(listed)
        sides = sides_of(parent) if parent is not None else None
        if parent is not None and sides and sides[0] == "%in%" and sides[2] == listed:
            yield RAccess(parent, self._vectors.texts(sides[1]), forgiving=True, asks=True)


def _is_statement(node: Node) -> bool:
    parent = above(node)
    return parent is None or parent.type in ("program", "braced_expression")


def _is_part_of_name(node: Node) -> bool:
    """Whether an identifier is the end of `base::Sys.getenv`, the name of an argument, or what a value is given to."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type in ("namespace_operator", "extract_operator"):
        return True
    if parent.type in ("argument", "parameter"):
        return parent.child_by_field_name("name") == node
    sides = sides_of(parent)
    return sides is not None and sides[0] in ASSIGNMENTS and sides[1] == node


def _is_called_by_name(text: Node) -> bool:
    """Whether a text is a function's name: `do.call("Sys.getenv", …)`, `sapply(…, "Sys.getenv")`."""
    call = argument_of(text)
    apply = as_apply(call) if call else None
    if apply is not None:
        return apply.function == text
    return call is not None and call.function == "do.call" and call.matched("what").get("what") == text


def _is_called(node: Node) -> bool:
    parent = node.parent
    return parent is not None and parent.type == "call" and parent.child_by_field_name("function") == node
