"""What an R script does where a variable is not set: it asks first, has a default in a line below, or stops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.accesses import RAccess
from hatch_claimed.sources.r.calls import argument_of, as_call
from hatch_claimed.sources.r.constants import ASSIGNMENTS, is_nothing, sides_of
from hatch_claimed.sources.r.defaults import CASTS
from hatch_claimed.sources.r.literals import identifier, string
from hatch_claimed.sources.r.names import RNames
from hatch_claimed.sources.r.tree import above, bare, field, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

STOPS = frozenset({"stop", "quit", "q", "abort", "cli_abort", "rlang_abort"})
"""The functions that end a script."""
_CHOICES = frozenset({"ifelse", "if_else", "fifelse"})
# nothing stays nothing in them
_SAME = frozenset({"suppressWarnings", "trimws", "tolower", "toupper", "as.character"})
_COALESCING = frozenset({"coalesce", "fcoalesce"})
_WHERE_EMPTY = frozenset({"is.na", "is.null"})


@dataclass(frozen=True, slots=True)
class RGuard:
    """What a test of a value leads to. `stops` is where the script ends without one; `default` takes its place.

    `pure` says that the value is asked for alone, and not used. `statement` is the `if` that asks, and `where_true`
    which branch runs without a value.
    """

    stops: bool = False
    default: Node | None = None
    pure: bool = False
    statement: Node | None = None
    where_true: bool = False


def guard_of(access: RAccess, names: RNames, own_choice: bool) -> RGuard | None:
    """The guard of what a script reads, None where it takes what it gets.

    `own_choice` says that the script has a `%||%` of its own, which also takes the place of an empty text.
    """
    if access.asks:
        condition, empty = _whole_condition(access.node, False)
        return RGuard(stops=_leads_to_stop(condition, empty=empty), pure=True)
    value = _cast(access.node)
    direct = _guard(value, own_choice)
    if direct is not None:
        return None if _selects(value) else direct
    for use in _uses(value, names):
        found = _guard(use, own_choice)
        if found is not None:
            return replace(found, pure=False)
    return None


def _selects(value: Node) -> bool:
    """Whether a test picks some of several, `wanted[!nzchar(Sys.getenv(wanted))]`, and its answer is elsewhere."""
    test = _test(value)
    condition = None if test is None else _whole_condition(*test)[0]
    around = None if condition is None else above(condition)
    return around is not None and around.type == "argument" and argument_of(condition or value) is None


def ends_without(asked: Node) -> bool:
    """Whether the script ends where an expression is false: `if (!asked) stop()`, `stopifnot(asked)`."""
    condition, empty = _whole_condition(asked, False)
    return _leads_to_stop(condition, empty=empty)


def exclusive(one: Node, other: Node) -> bool:
    """Whether two expressions stand in branches of which only one runs."""
    above = {node.id: child for node, child in _ancestors(one)}
    for node, child in _ancestors(other):
        if node.id in above:
            return above[node.id] != child and _chooses(node, (above[node.id], child))
    return False


def _ancestors(node: Node) -> Iterator[tuple[Node, Node]]:
    child = node
    while child.parent is not None:
        yield child.parent, child
        child = child.parent


def _chooses(node: Node, children: tuple[Node, Node]) -> bool:
    if node.type == "if_statement":
        return node.child_by_field_name("condition") not in children
    call = as_call(node.parent) if node.type == "arguments" and node.parent is not None else None
    if call is None or call.function not in (_CHOICES | {"switch"}):
        return False
    first = next((child for child in node.children if child.type == "argument"), None)
    return first not in children


def _cast(node: Node) -> Node:
    """The value with the cast around it: for the script the two are one."""
    around = argument_of(node)
    if around is None or around.function not in (CASTS.keys() | _SAME) or len(around.arguments) != 1:
        return node
    return _cast(around.node)


def _uses(value: Node, names: RNames) -> list[Node]:
    """Where the variable that the value is assigned to is used, until it gets another value."""
    parent = above(value)
    sides = sides_of(parent) if parent is not None else None
    if parent is None or sides is None or sides[0] not in ASSIGNMENTS or bare(sides[2]) != value:
        return []
    name = identifier(sides[1]) if sides[1].type == "identifier" else None
    scope = function_around(parent)
    again = [node.start_byte for node in names.values.get(name or "", ()) if node.start_byte > parent.end_byte]
    end = min(again, default=None)
    uses = [use for use in names.uses.get(name or "", ()) if use.start_byte > parent.end_byte]
    # the first of them may still be in the test that gives it another value
    return [use for use in uses if function_around(use) == scope and (end is None or _begins_before(use, end))]


def _begins_before(use: Node, end: int) -> bool:
    statement = use
    while statement.parent is not None and statement.parent.type not in ("program", "braced_expression"):
        statement = statement.parent
    return statement.start_byte <= end


def function_around(node: Node) -> Node | None:
    """The function that a node stands in."""
    around = node.parent
    while around is not None and around.type != "function_definition":
        around = around.parent
    return around


def _guard(value: Node, own_choice: bool) -> RGuard | None:
    chosen = _chosen(value, own_choice)
    if chosen is not None:
        return chosen
    test = _test(value)
    if test is None:
        return None
    condition, empty = _whole_condition(*test)
    if _leads_to_stop(condition, empty=empty):
        return RGuard(stops=True, pure=True)
    around = above(condition)
    statement = around if around is not None and around.type == "if_statement" else None
    return RGuard(default=_default(condition, empty, value), pure=True, statement=statement, where_true=empty)


def _chosen(value: Node, own_choice: bool) -> RGuard | None:
    """`value %||% "default"`. R's own operator asks for NULL alone, which Sys.getenv never gives; `coalesce` for NA."""
    call = argument_of(value)
    if call is not None and call.function in _COALESCING and len(call.arguments) == 2:
        is_first = call.arguments[0].value == value and _gives_missing(value)
        return RGuard(default=call.arguments[1].value) if is_first else None
    parent = above(value)
    sides = sides_of(parent) if parent is not None else None
    if sides is None or sides[0] != "%||%" or bare(sides[1]) != value:
        return None
    return RGuard(default=sides[2] if own_choice else None)


def _gives_missing(value: Node) -> bool:
    """Whether it is a read with `unset = NA`; others give an empty text."""
    read = as_call(value)
    unset = read.matched("x", "unset").get("unset") if read is not None else None
    return unset is not None and is_nothing(unset)


def _test(value: Node) -> tuple[Node, bool] | None:
    """The expression that tells whether the value is there, and whether it is true where it is not."""
    call = argument_of(value)
    if call is not None:
        if call.function in _WHERE_EMPTY:
            return call.node, True
        if call.function == "nzchar":
            return call.node, False
        if call.function == "identical" and any(_is_empty(one.value) for one in call.arguments):
            return call.node, True
        return _counted(call.node) if call.function in ("nchar", "length") else None
    parent = above(value)
    sides = sides_of(parent) if parent is not None else None
    if parent is None or sides is None or sides[0] not in ("==", "!="):
        return None
    other = sides[2] if bare(sides[1]) == value else sides[1]
    return (parent, sides[0] == "==") if _is_empty(other) else None


def _counted(count: Node) -> tuple[Node, bool] | None:
    """`nchar(value) > 0`, `nchar(value) == 0`, and `nchar(value)` alone, which is false for nothing."""
    parent = above(count)
    sides = sides_of(parent) if parent is not None else None
    if parent is None or sides is None or bare(sides[1]) != count:
        return (count, False) if parent is not None and parent.type == "if_statement" else None
    number = text_of(sides[2]).removesuffix("L")
    empty = {("==", "0"): True, ("<", "1"): True, ("<=", "0"): True}.get((sides[0], number))
    there = {(">", "0"), (">=", "1"), ("!=", "0")}
    return (parent, True) if empty else (parent, False) if (sides[0], number) in there else None


def _is_empty(node: Node | None) -> bool:
    return node is not None and bare(node).type == "string" and string(bare(node)) == ""


def _whole_condition(node: Node, empty: bool) -> tuple[Node, bool]:
    """The condition that a test is part of: `!test`, `isTRUE(test)`, `test && …`."""
    while True:
        parent = above(node)
        if parent is None:
            return node, empty
        call = argument_of(node)
        if parent.type == "unary_operator" and text_of(parent).startswith("!"):
            node, empty = parent, not empty
        elif call is not None and call.function in ("isTRUE", "any", "all", "isFALSE"):
            node, empty = call.node, empty != (call.function == "isFALSE")
        elif _is_joined(parent, node):
            node = parent
        else:
            return node, empty


def _is_joined(parent: Node, node: Node) -> bool:
    sides = sides_of(parent)
    return sides is not None and sides[0] in ("&&", "||", "&", "|") and not _ends_script(sides[2]) and node is not None


def _leads_to_stop(condition: Node, *, empty: bool) -> bool:
    """Whether the script stops where the value is missing; `empty` is what the condition is then."""
    parent = above(condition)
    if parent is None:
        return False
    if parent.type == "if_statement":
        branch = _branch(parent, condition, taken=empty)
        return branch is not None and _ends_script(branch)
    sides = sides_of(parent)
    if sides is not None and bare(sides[1]) == condition and _ends_script(sides[2]):
        return sides[0] in ("&&", "&") if empty else sides[0] in ("||", "|")
    call = argument_of(condition)
    return call is not None and call.function == "stopifnot" and not empty


def _branch(statement: Node, condition: Node, *, taken: bool) -> Node | None:
    if field(statement, "condition") != bare(condition):
        return None
    return field(statement, "consequence" if taken else "alternative")


def _ends_script(node: Node) -> bool:
    """Whether the expression, or one of a block's own statements, stops the script."""
    statements = node.named_children if node.type == "braced_expression" else [node]
    found = [as_call(bare(statement)) for statement in statements]
    return any(call is not None and call.function in STOPS for call in found)


def _default(condition: Node, empty: bool, value: Node) -> Node | None:
    """What takes the value's place where it is missing, None where that is nothing, or nothing one thing."""
    parent = above(condition)
    call = argument_of(condition)
    if call is not None and call.function in _CHOICES and len(call.arguments) == 3:
        return call.arguments[1 if empty else 2].value if call.arguments[0].value is not None else None
    if parent is None or parent.type != "if_statement":
        return None
    branch = _branch(parent, condition, taken=empty)
    if branch is None:
        return None
    return _given(branch, identifier(value) if value.type == "identifier" else None, _is_value(parent))


def _given(branch: Node, name: str | None, is_value: bool) -> Node | None:
    statements = branch.named_children if branch.type == "braced_expression" else [branch]
    for statement in statements:
        sides = sides_of(statement)
        if sides is not None and sides[0] in ASSIGNMENTS:
            if name is not None and sides[1].type == "identifier" and identifier(sides[1]) == name:
                return sides[2]
        elif is_value and len(statements) == 1:
            return statement
    return None


def _is_value(statement: Node) -> bool:
    """Whether an `if` gives a value to somebody: `x <- if (…) a else b`."""
    parent = above(statement)
    return parent is not None and (parent.type == "argument" or sides_of(parent) is not None)
