"""The packages that an R script loads, as far as its image may lack them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.calls import RCall, argument_of, as_call
from hatch_claimed.sources.r.constants import Vector
from hatch_claimed.sources.r.guards import STOPS, ends_without
from hatch_claimed.sources.r.literals import identifier
from hatch_claimed.sources.r.names import is_function
from hatch_claimed.sources.r.requirements import is_other_installer
from hatch_claimed.sources.r.tree import above, field, line_of, text_of
from hatch_claimed.sources.r.vectors import Vectors, as_apply
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node

_ATTACHING = frozenset({"library", "require"})
_LOADING = frozenset({"requireNamespace", "loadNamespace", "attachNamespace"})
# they say FALSE where a package is missing
_ASKING = frozenset({"require", "requireNamespace"})
_ASKING_ELSE = {"is_installed": "pkg", "system.file": "package", "find.package": "package"}
_FORMALS = ("package", "help", "pos", "lib.loc", "character.only")
_AT_DESK = frozenset({"interactive", "isAvailable"})
# the author's editor, of which an image has no use
_OF_THE_EDITOR = frozenset({"rstudioapi"})
_QUIET = frozenset({"suppressPackageStartupMessages", "suppressMessages", "suppressWarnings", "invisible", "shhh"})
_STATEMENTS = frozenset({"program", "braced_expression"})
_FORGIVING = frozenset({"try", "possibly", "safely"})
_HANDLERS = frozenset({"error", "condition", "packageNotFoundError"})


@dataclass(frozen=True, slots=True)
class LoadedRPackage:
    """A package that a script loads, and the first line that does."""

    package: str
    line: int


def libraries(script: Vectors) -> tuple[LoadedRPackage, ...]:
    """The packages that a script cannot do without, in source order."""
    found: dict[str, int] = {}
    asked: set[str] = set()
    for node, package, asks in _all(script):
        if asks and not ends_without(node):
            asked.add(package)
        elif package not in found and not goes_on_without(node):
            found[package] = line_of(node)
    return tuple(
        LoadedRPackage(package, line) for package, line in found.items() if package not in asked | _OF_THE_EDITOR
    )


def _all(script: Vectors) -> Iterator[tuple[Node, str, bool]]:
    """Each place that names a package, in source order, and whether it only asks for it."""
    found: list[tuple[Node, str, bool]] = []
    for node in script.names.nodes:
        if node.type == "namespace_operator":
            package = field(node, "lhs")
            name = None if package is None else identifier(package)
            if name and not _installs(node):
                found.append((node, name, False))
    for call in script.names.calls:
        packages = _loaded(call, script)
        asks = bool(packages) and _only_asks(call)
        found.extend((call.node, package, asks) for package in packages if package)
    yield from sorted(found, key=lambda one: one[0].start_byte)


def _loaded(call: RCall, script: Vectors) -> Vector:
    if call.function in _ASKING_ELSE and len(call.arguments) == 1:
        named = call.matched(_ASKING_ELSE[call.function])
        return tuple(text for node in named.values() for text in script.texts(node))
    if call.package not in (None, "base"):
        return ()
    if call.function in _ATTACHING | _LOADING:
        return _argument(call, script)
    apply = as_apply(call)
    if apply is not None and is_function(apply.function, _ATTACHING | _LOADING):
        return script.texts(apply.elements)
    return ()


def _argument(call: RCall, script: Vectors) -> Vector:
    arguments = call.matched(*_FORMALS)
    wanted = arguments.get("package")
    if wanted is None or "lib.loc" in arguments:
        return ()
    if call.function in _ATTACHING and "character.only" not in arguments:
        name = identifier(wanted) if wanted.type in ("identifier", "string") else None
        return (name,)
    return script.texts(wanted)


def _installs(node: Node) -> bool:
    """Whether it is the function of a call that installs packages, which is a finding of its own."""
    call = as_call(node.parent) if node.parent is not None else None
    return call is not None and is_other_installer(call)


def _only_asks(call: RCall) -> bool:
    """Whether the answer of a call counts: `if (require(sf))`, `missing <- !sapply(wanted, requireNamespace)`."""
    if call.function in _ASKING_ELSE:
        return True
    apply = as_apply(call)
    function = text_of(apply.function).rpartition(":")[2] if apply else call.function
    if function not in _ASKING:
        return False
    node = call.node
    while (around := argument_of(node)) is not None and around.function in _QUIET:
        node = around.node
    parent = above(node)
    return parent is not None and parent.type not in _STATEMENTS and not _is_branch(parent, node)


def _is_branch(parent: Node, node: Node) -> bool:
    """Whether a node is what an `if`, a loop or a function does, and not what it asks."""
    if parent.type == "if_statement":
        return field(parent, "condition") != node
    return parent.type in ("for_statement", "while_statement", "function_definition")


def goes_on_without(node: Node) -> bool:
    """Whether the script goes on without what stands there, or never comes there in a container."""
    child = node
    while (parent := child.parent) is not None:
        if parent.type == "if_statement" and _never_runs(parent, child):
            return True
        call = as_call(parent) if child.type == "arguments" else None
        if call is not None and _forgives(call):
            return True
        child = parent
    return False


def _never_runs(statement: Node, child: Node) -> bool:
    condition = field(statement, "condition")
    if condition is None or statement.child_by_field_name("consequence") != child:
        return False
    if text_of(condition).startswith("!"):
        return False
    at_desk = any((call := as_call(node)) is not None and call.function in _AT_DESK for node in walk(condition))
    return at_desk or text_of(condition) in ("FALSE", "F", "0")


def _forgives(call: RCall) -> bool:
    if call.function in _FORGIVING:
        return True
    handlers = [one.value for one in call.arguments if one.name in _HANDLERS and one.value is not None]
    return call.function == "tryCatch" and any(not _ends(handler) for handler in handlers)


def _ends(handler: Node) -> bool:
    """Whether the script ends there: what is tried must work after all."""
    return any((call := as_call(node)) is not None and call.function in STOPS for node in walk(handler))
