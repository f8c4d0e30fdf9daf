"""Where the names of an R script get their values and where they are used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.calls import RCall, as_call
from hatch_claimed.sources.r.constants import ASSIGNMENTS, BINDING, assigned, sides_of
from hatch_claimed.sources.r.literals import identifier
from hatch_claimed.sources.r.tree import bare
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(slots=True)
class RNames:
    """All nodes, calls and names of a script, in source order.

    `uses` are the identifiers of each name that are read, `values` the expressions that are assigned to each; `times`
    says how often each gets a value in whatever way.
    """

    nodes: list[Node]
    calls: list[RCall] = field(default_factory=list)
    uses: dict[str, list[Node]] = field(default_factory=dict)
    values: dict[str, list[Node]] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)

    def only_value(self, name: str) -> Node | None:
        """The expression that a name stands for, when it gets a value in one place alone."""
        values = self.values.get(name, ())
        return values[0] if len(values) == 1 and self.times[name] == 1 else None

    def aliases(self, function: str) -> frozenset[str]:
        """The names that stand for a function of R itself by assignment: `env <- Sys.getenv`."""
        found = {function}
        for name in self.values:
            value = self.only_value(name)
            if value is not None and is_function(_last(value), found):
                found.add(name)
        return frozenset(found - {function})


def names(root: Node) -> RNames:
    """Look through the whole script."""
    found = RNames(list(walk(root)))
    for node in found.nodes:
        if node.type == "identifier":
            if not _is_label(node):
                found.uses.setdefault(identifier(node) or "", []).append(node)
        elif node.type in BINDING:
            _add(found, node)
    return found


def _add(found: RNames, node: Node) -> None:
    for name in assigned(node):
        found.times[name or ""] += 1
    sides = sides_of(node)
    if sides and sides[0] in ASSIGNMENTS and sides[1].type in ("identifier", "string"):
        found.values.setdefault(identifier(sides[1]) or "", []).append(sides[2])
    call = as_call(node)
    if call is not None:
        found.calls.append(call)


def is_function(node: Node, functions: Collection[str], package: str = "base") -> bool:
    """Whether an expression is one of a package's functions itself, and no call of it."""
    if node.type != "namespace_operator":
        return node.type == "identifier" and identifier(node) in functions
    origin, name = node.child_by_field_name("lhs"), node.child_by_field_name("rhs")
    if origin is None or name is None:
        return False
    return identifier(origin) == package and identifier(name) in functions


def _last(value: Node) -> Node:
    """What `a <- b <- value` gives to all of its names."""
    while (sides := sides_of(bare(value))) is not None and sides[0] in ASSIGNMENTS:
        value = sides[2]
    return bare(value)


def _is_label(node: Node) -> bool:
    """Whether an identifier is no variable: the `x` of `f(x = 1)`, `y$x`, `function(x)` and `x <- 1`."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type in ("argument", "parameter"):
        return parent.child_by_field_name("name") == node
    if parent.type == "extract_operator":
        return parent.child_by_field_name("rhs") == node
    if parent.type == "for_statement":
        return parent.child_by_field_name("variable") == node
    sides = sides_of(parent)
    return sides is not None and sides[0] in ASSIGNMENTS and sides[1] == node
