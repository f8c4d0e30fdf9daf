"""Secrets that an R script prints."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.calls import PIPES, RCall, as_call
from hatch_claimed.sources.r.literals import identifier, string
from hatch_claimed.sources.r.names import RNames, names
from hatch_claimed.sources.r.tree import bare, field, line_of, parse, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_OF_SINKS = """
print cat message writeLines warning stop str dput log_info log_debug log_warn log_error log_trace inform abort warn
cli_text cli_alert_info
"""
_SINKS = frozenset(_OF_SINKS.split())
# the arguments that send the text somewhere else than into the log
_ELSEWHERE = frozenset({"file", "con"})
_STREAMS = frozenset({"stdout()", "stderr()", '""'})
_OF_KEEPING = """
paste paste0 sprintf format toString c list trimws as.character tolower toupper shQuote sQuote dQuote noquote str_c glue
str_glue str_trim I
"""
_KEEPING = frozenset(_OF_KEEPING.split())
"""What leaves a text as it is, or puts it into another one."""
_HOLE = re.compile(r"\{\s*([\w.]+)\s*\}")
_FILLING = frozenset({"glue", "str_glue", "log_info", "log_debug", "log_warn", "log_error", "cli_text"})


@dataclass(frozen=True, slots=True)
class RPrintedSecret:
    """A place that prints the secret parameter `name`."""

    name: str
    line: int


def printed_by_r(content: bytes, secrets: Collection[str]) -> Iterator[RPrintedSecret]:
    """The places where values of the parameters `secrets` go into the log, in source order."""
    if not secrets:
        return
    try:
        root = parse(content)
    except ImportError:
        return
    held = _Held(secrets, {})
    found = names(root)
    _note_variables(found, held)
    for node in found.nodes:
        for part in _sunk(node):
            name = held.shown(part) or held.filled(node, part)
            if name:
                yield RPrintedSecret(name, line_of(part))
    # R prints what stands for itself, other than what is assigned
    for node in root.children:
        name = held.shown(node) if node.type in {"identifier", "call"} else None
        if name:
            yield RPrintedSecret(name, line_of(node))


@dataclass(frozen=True, slots=True)
class _Held:
    secrets: Collection[str]
    variables: dict[str, str]

    def shown(self, node: Node | None) -> str | None:
        """The parameter whose value can be read in what an expression gives."""
        if node is None:
            return None
        node = bare(node)
        if node.type == "identifier":
            return self.variables.get(identifier(node) or "")
        call = as_call(node)
        if call is None:
            return self._piped(node)
        if call.is_of("base", "Sys.getenv"):
            return self._read(call)
        if call.function not in _KEEPING:
            return None
        found = (self.shown(one.value) or self.filled(node, one.value) for one in call.arguments)
        return next(filter(None, found), None)

    def _read(self, call: RCall) -> str | None:
        node = call.matched("x", "unset", "names").get("x")
        name = string(node) if node is not None and node.type == "string" else None
        return name if name in self.secrets else None

    def _piped(self, node: Node) -> str | None:
        target = _pipe_of(node)
        return self.shown(field(node, "lhs")) if target and target.function in _KEEPING else None

    def filled(self, around: Node, node: Node | None) -> str | None:
        """The parameter that a call such as `glue` puts into its text."""
        call = as_call(around)
        if call is None or call.function not in _FILLING or node is None or node.type != "string":
            return None
        holes = _HOLE.findall(string(node) or "")
        return next((self.variables[one] for one in holes if one in self.variables), None)


def _note_variables(found: RNames, held: _Held) -> None:
    """Note the parameter that each variable has the value of; what gets others as well is none."""
    simple = {name: values for name, values in found.values.items() if len(values) == found.times[name]}
    changed = True
    while changed:
        changed = False
        for name, values in simple.items():
            secrets = [held.shown(value) for value in values]
            if name not in held.variables and secrets and secrets[0] and all(secrets):
                held.variables[name] = secrets[0]
                changed = True


def _pipe_of(node: Node) -> RCall | None:
    operator, target = field(node, "operator"), field(node, "rhs")
    if node.type != "binary_operator" or operator is None or target is None or text_of(operator) not in PIPES:
        return None
    return as_call(target)


def _sunk(node: Node) -> Iterator[Node]:
    call = as_call(node)
    if call and call.function in _SINKS:
        away = [one for one in call.arguments if one.name in _ELSEWHERE]
        if all(one.value is not None and text_of(one.value) in _STREAMS for one in away):
            yield from (one.value for one in call.arguments if one.value is not None)
    target = _pipe_of(node)
    left = field(node, "lhs") if target and target.function in _SINKS else None
    if left is not None:
        yield left
