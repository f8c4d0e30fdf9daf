"""Reads of a script's own small functions: `getenv_or <- function(name, default) …`, each call a read of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.accesses import RAccess
from hatch_claimed.sources.r.calls import argument_of, as_call
from hatch_claimed.sources.r.constants import is_nothing
from hatch_claimed.sources.r.guards import RGuard, function_around, guard_of
from hatch_claimed.sources.r.literals import identifier
from hatch_claimed.sources.r.tree import bare, field, text_of
from hatch_claimed.sources.r.vectors import Vectors, as_apply

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_DEPTH = 3
_SAME = frozenset({"as.character", "invisible"})


@dataclass(frozen=True, slots=True)
class HelperRead:
    """A read with what is told of it: its guard, and all expressions that may have its cast around them."""

    access: RAccess
    guard: RGuard | None
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class _Function:
    """A function that has a name, with its parameters and their defaults."""

    node: Node
    formals: Mapping[str, Node | None]

    @property
    def body(self) -> Node | None:
        return field(self.node, "body")


@dataclass(frozen=True, slots=True)
class _Use:
    """A call of a function, or of what calls it for each element, with what its parameters are there."""

    node: Node
    given: Mapping[str, Node | None]

    def of(self, node: Node | None) -> Node | None:
        """What an expression of the function is for this call; None where a parameter is not given."""
        if node is None:
            return None
        node = bare(node)
        if node.type == "identifier":
            return self.given.get(identifier(node) or "", node)
        call = as_call(node)
        if call is not None and call.function in _SAME and len(call.arguments) == 1:
            return self.of(call.arguments[0].value)
        return node


class Helpers:
    """Follows reads out of the functions that get the variable's name as a parameter."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self._names = vectors.names
        self._own_choice = "%||%" in vectors.names.values

    def told(self, access: RAccess) -> Iterator[HelperRead]:
        """The read as one, or as one for each call of the function that it stands in."""
        told = HelperRead(access, guard_of(access, self._names, self._own_choice), (access.node,))
        # where no name is known, there is nothing to follow
        yield from self._followed(told, 0) if any(access.names or ()) else [told]

    def _followed(self, told: HelperRead, depth: int) -> Iterator[HelperRead]:
        access = told.access
        function = None if access.wanted is None else _function_of(access.wanted)
        uses = self._uses(function) if function and depth < _MAX_DEPTH else ()
        if function is None or not uses:
            yield told
            return
        guard = _with_result(told, function)
        for use in uses:
            yield from self._followed(self._at(use, told, guard), depth + 1)

    def _at(self, use: _Use, told: HelperRead, guard: RGuard | None) -> HelperRead:
        wanted = use.of(told.access.wanted)
        access = replace(
            told.access,
            node=use.node,
            names=(None,) if wanted is None else self._vectors.texts(wanted),
            wanted=wanted,
            unset=use.of(told.access.unset),
            plain=False,
        )
        return HelperRead(access, self._guard(use, access, guard), (*told.values, use.node))

    def _guard(self, use: _Use, access: RAccess, inner: RGuard | None) -> RGuard | None:
        if inner is not None and (inner.stops or access.asks):
            return inner
        below = None if inner is None else use.of(inner.default)
        if inner is not None and inner.default is not None and below is None:
            return RGuard(stops=True)  # what takes the value's place is not given
        if inner is not None and below is not None and not is_nothing(below):
            return replace(inner, default=below)
        # R's own operator takes the place of NULL
        gives_null = below is not None and bare(below).type == "null"
        outer = guard_of(access, self._names, self._own_choice or gives_null)
        return outer or (None if inner is None else replace(inner, default=None))

    def _uses(self, function: _Function) -> Sequence[_Use]:
        """All calls of a function; none where it is used in another way, or is called by itself."""
        name = next((name for name in self._names.values if self._names.only_value(name) == function.node), None)
        found = [_use(node, function) for node in self._names.uses.get(name or "", ())]
        kept = [use for use in found if use is not None and function_around(use.node) != function.node]
        return kept if len(kept) == len(found) else ()


def _function_of(wanted: Node) -> _Function | None:
    """The function of which an expression is a parameter."""
    node = function_around(wanted) if wanted.type == "identifier" else None
    if node is None:
        return None
    listed = node.child_by_field_name("parameters")
    formals = {
        identifier(name) or "": field(one, "default")
        for one in (listed.children if listed else ())
        if one.type == "parameter" and (name := one.child_by_field_name("name")) is not None
    }
    return _Function(node, formals) if identifier(wanted) in formals else None


def _use(node: Node, function: _Function) -> _Use | None:
    parent = node.parent
    call = as_call(parent) if parent is not None else None
    if call is not None and parent is not None and parent.child_by_field_name("function") == node:
        return _Use(call.node, {**function.formals, **call.matched(*function.formals)})
    outer = argument_of(node)
    apply = as_apply(outer) if outer else None
    if outer is None or apply is None or apply.function != node:
        return None
    first = next(iter(function.formals))
    more = {name: value for name, value in apply.more if name in function.formals and name}
    return _Use(outer.node, {**function.formals, **more, first: apply.elements})


def _with_result(told: HelperRead, function: _Function) -> RGuard | None:
    """The guard, with what the function gives where the variable is missing: `if (nzchar(v)) v else default`."""
    guard = told.guard
    if guard is None or guard.default is not None or guard.stops or guard.statement is None:
        return guard
    statement = guard.statement
    branch = field(statement, "consequence" if guard.where_true else "alternative")
    last = _last(function.body)
    if branch is None:
        # the rest of the function is for a missing value where another one is returned before
        result = last if _returned(_last(field(statement, "consequence"))) is not None else None
    else:
        result = _last(branch)
        result = result if last == statement or _returned(result) is not None else None
    if result is None or result == statement:
        return guard
    return replace(guard, default=_returned(result) or result)


def _last(node: Node | None) -> Node | None:
    """The last statement of a block, or the only one."""
    if node is None or node.type != "braced_expression":
        return node
    statements = [child for child in node.named_children if child.type != "comment"]
    return bare(statements[-1]) if statements else None


def _returned(node: Node | None) -> Node | None:
    """What `return(value)` gives; None for anything else."""
    function = field(node, "function") if node is not None and node.type == "call" else None
    listed = node.child_by_field_name("arguments") if node is not None and function is not None else None
    if function is None or listed is None or text_of(function) != "return":
        return None
    arguments = [child for child in listed.children if child.type == "argument"]
    return field(arguments[0], "value") if arguments else None
