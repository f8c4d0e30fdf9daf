"""What an R expression is worth when that can be known without running it."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.model.scalars import Scalar
from hatch_claimed.sources.r.calls import RCall, as_call
from hatch_claimed.sources.r.literals import MAX_INTEGER, as_text, identifier, number, string
from hatch_claimed.sources.r.tree import bare, field, text_of
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node

Vector = tuple[str | None, ...]
"""The texts of `c(...)`; None for an element that cannot be known."""

_MAX_DEPTH = 60
_MAX_LENGTH = 2**16
_INTO_LEFT = frozenset({"<-", "=", "<<-", ":="})
_INTO_RIGHT = frozenset({"->", "->>"})
ASSIGNMENTS = _INTO_LEFT | _INTO_RIGHT
BINDING = frozenset({"binary_operator", "call", "for_statement", "parameter"})
"""The kinds of node that may give a name a value."""
_OUTWARD = frozenset({"<<-", "->>"})
_ONCE = frozenset({"<-", "=", "->"})


@dataclass(frozen=True, slots=True)
class RConstants:
    """The variables of a script that are assigned once, at its top level, to a constant.

    `hidden` are names that a function of the script gives a value of its own: inside of functions, such a name may
    mean another variable. `assigned` are all names that get a value anywhere.
    """

    values: Mapping[str, Scalar]
    vectors: Mapping[str, Vector]
    hidden: frozenset[str]
    assigned: frozenset[str]

    def value(self, node: Node) -> Scalar | None:
        """The constant that an expression folds to, else None."""
        return _fold(node, self, 0)

    def texts(self, node: Node) -> Vector:
        """The texts of a constant or of `c(...)`, as `as.character` gives them. Vectors in a vector become one."""
        return self._texts(node, 0)

    def _texts(self, node: Node | None, depth: int) -> Vector:
        if node is None or depth > _MAX_DEPTH:
            return (None,)
        node = bare(node)
        vector = self.vectors.get(identifier(node) or "") if node.type == "identifier" else None
        if vector is not None and not self.may_be_another(node):
            return vector
        call = as_call(node)
        if call and call.is_of("base", "c"):
            return tuple(text for argument in call.arguments for text in self._texts(argument.value, depth + 1))
        return (self._text(node),)

    def may_be_another(self, node: Node) -> bool:
        """Whether a name, where it stands, may mean a function's own variable."""
        return identifier(node) in self.hidden and _in_function(node)

    def _text(self, node: Node) -> str | None:
        value = self.value(node)
        return None if value is None else as_text(value)


def is_nothing(node: Node) -> bool:
    """Whether an expression is `NULL` or one of R's missing values."""
    return bare(node).type in ("null", "na")


def constants(root: Node) -> RConstants:
    """Fold a script's variables in their order, so that each is folded once and none can go in circles."""
    times, hidden = _bindings(root)
    values: dict[str, Scalar] = {}
    vectors: dict[str, Vector] = {}
    known = RConstants(values, vectors, hidden, hidden.union(times))
    for statement in root.named_children:
        name, node = _assignment(statement)
        if name is None or node is None or times[name] != 1:
            continue
        value, texts = known.value(node), known.texts(node)
        if value is not None:
            values[name] = value
        elif None not in texts:
            vectors[name] = texts
    return known


def assignments(root: Node) -> dict[str, list[Node]]:
    """The expressions that are assigned to each name, in whatever scope."""
    found: dict[str, list[Node]] = {}
    for node in walk(root):
        name, value = _assignment(node)
        if name is not None and value is not None:
            found.setdefault(name, []).append(value)
    return found


def _bindings(root: Node) -> tuple[Counter[str], frozenset[str]]:
    """How often each of the script's variables gets a value, and the names of its functions' own variables."""
    times: Counter[str] = Counter()
    hidden: set[str] = set()
    for node in walk(root):
        names = [name for name in assigned(node) if name is not None] if node.type in BINDING else []
        if names and _is_local(node):
            hidden.update(names)
        else:
            times.update(names)
    return times, frozenset(hidden)


def _is_local(node: Node) -> bool:
    """Whether what a node gives a value is a function's own: not by `<<-`, nor by `assign`, which may go anywhere."""
    sides = sides_of(node)
    reaches_out = (sides is not None and sides[0] in _OUTWARD) or as_call(node) is not None
    return not reaches_out and _in_function(node)


def _in_function(node: Node) -> bool:
    around: Node | None = node
    while around is not None and around.type != "function_definition":
        around = around.parent
    return around is not None


def _assignment(node: Node) -> tuple[str | None, Node | None]:
    """The name and the expression of `name <- expression`, in whatever direction."""
    sides = sides_of(node)
    if sides is None or sides[0] not in _ONCE or sides[1].type not in ("identifier", "string"):
        return None, None
    return identifier(sides[1]), sides[2]


def sides_of(node: Node) -> tuple[str, Node, Node] | None:
    """The sign of an operator, and its sides; of `x -> y` the name comes first, as of `y <- x`."""
    if node.type != "binary_operator":
        return None
    sign, left, right = (node.child_by_field_name(name) for name in ("operator", "lhs", "rhs"))
    if sign is None or left is None or right is None:
        return None
    if text_of(sign) in _INTO_RIGHT:
        left, right = right, left
    return text_of(sign), left, right


def assigned(node: Node) -> Iterator[str | None]:
    """Every name that a node may give a value to. `x[i] <- 1` counts for both, which only makes us careful."""
    sides = sides_of(node)
    if sides and sides[0] in ASSIGNMENTS:
        yield from (identifier(part) for part in walk(sides[1]) if part.type in ("identifier", "string"))
    name = {"for_statement": "variable", "parameter": "name"}.get(node.type)
    variable = field(node, name) if name else None
    if variable is not None:
        yield identifier(variable)
    call = as_call(node)
    if call and call.is_of("base", "assign") and call.arguments and call.arguments[0].value is not None:
        target = call.arguments[0].value
        yield identifier(target) if target.type == "string" else None


def _fold(node: Node, known: RConstants, depth: int) -> Scalar | None:
    node = bare(node)
    fold = _FOLDS.get(node.type)
    if fold is None or depth > _MAX_DEPTH:
        return None
    value = fold(node, known, depth + 1)
    return None if isinstance(value, str) and len(value) > _MAX_LENGTH else value


def _identifier(node: Node, known: RConstants, _depth: int) -> Scalar | None:
    name = identifier(node) or ""
    if name in known.values:
        return None if known.may_be_another(node) else known.values[name]
    return None if name in known.assigned else {"T": True, "F": False}.get(name)


def _unary(node: Node, known: RConstants, depth: int) -> Scalar | None:
    sign, operand = node.child_by_field_name("operator"), node.child_by_field_name("rhs")
    value = None if operand is None else _fold(operand, known, depth)
    if sign is None or value is None or isinstance(value, str):
        return None
    return {"-": -value, "+": +value}.get(text_of(sign))


def _binary(node: Node, known: RConstants, depth: int) -> Scalar | None:
    sides = sides_of(node)
    if sides is None or sides[0] not in _ARITHMETIC:
        return None
    left, right = _fold(sides[1], known, depth), _fold(sides[2], known, depth)
    if left is None or right is None or isinstance(left, str) or isinstance(right, str):
        return None
    return _calculate(sides[0], left, right)


def _calculate(sign: str, left: float, right: float) -> Scalar | None:
    """As R counts: whole numbers stay whole except in `/` and `^`, and leave R's range as NA."""
    whole = isinstance(left, int) and isinstance(right, int) and sign not in ("/", "^", "**")
    if not whole:
        left, right = float(left), float(right)
    try:
        value = _ARITHMETIC[sign](left, right)
    except (ZeroDivisionError, OverflowError, ValueError):
        return None
    if isinstance(value, complex) or math.isnan(value) or (whole and abs(value) > MAX_INTEGER):
        return None
    return value


def _call(node: Node, known: RConstants, depth: int) -> Scalar | None:
    call = as_call(node)
    joined = _JOINS.get(call.function) if call and call.package in (None, "base") else None
    return None if call is None or joined is None else _join(call, known, depth, *joined)


def _join(call: RCall, known: RConstants, depth: int, option: str, default: str) -> str | None:
    separator: Scalar | None = default
    parts: list[Scalar | None] = []
    for argument in call.arguments:
        value = None if argument.value is None else _fold(argument.value, known, depth)
        if option and argument.name == option:
            separator = value
        elif argument.name in ("collapse", "recycle0"):
            return None
        else:
            parts.append(value)
    if not parts or not isinstance(separator, str):
        return None
    texts = [as_text(part) for part in parts if part is not None]
    return separator.join(texts) if len(texts) == len(parts) else None


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "**": operator.pow,
    "%%": operator.mod,
    "%/%": operator.floordiv,
}
_JOINS = {"as.character": ("", ""), "paste0": ("", ""), "paste": ("sep", " "), "file.path": ("fsep", "/")}
_FOLDS: dict[str, Callable[[Node, RConstants, int], Scalar | None]] = {
    "string": lambda node, _known, _depth: string(node),
    "integer": lambda node, _known, _depth: number(text_of(node)),
    "float": lambda node, _known, _depth: number(text_of(node)),
    "true": lambda _node, _known, _depth: True,
    "false": lambda _node, _known, _depth: False,
    "inf": lambda _node, _known, _depth: math.inf,
    "nan": lambda _node, _known, _depth: math.nan,
    "identifier": _identifier,
    "unary_operator": _unary,
    "binary_operator": _binary,
    "call": _call,
}
