"""What the expressions of an R script look like that it sets a variable to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hatch_claimed.sources.r.calls import RCall, as_call
from hatch_claimed.sources.r.constants import RConstants, assignments
from hatch_claimed.sources.r.literals import as_text, identifier
from hatch_claimed.sources.r.tree import bare
from hatch_claimed.sources.variables.values import HOLE, Verdict, together, verdict

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_DEPTH = 8
_PERCENT = re.compile(r"%[-#0 +]*[\d*]*(?:\.[\d*]+)?[A-Za-z]")
_OF_PATHS = frozenset(
    ("tempfile", "tempdir", "getwd", "normalizePath", "path.expand", "dirname", "system.file", "here", "path_abs")
)
_OF_NUMBERS = frozenset(
    ("as.integer", "as.numeric", "as.double", "as.logical", "length", "nrow", "ncol", "nchar", "sum")
)
_OF_PATHS_OUTLINE = f"{HOLE}/{HOLE}"


@dataclass(frozen=True)
class ROutlines:
    """The outlines of expressions in a script."""

    root: Node
    known: RConstants

    def verdict(self, node: Node | None) -> Verdict:
        """Whether an expression can be the path of a file. None stands for one that is not there to be seen."""
        return "unclear" if node is None else together([verdict(text) for text in self._of(node, 0)])

    def path(self, node: Node | None) -> str | None:
        """The path that an expression is, where its whole text is known."""
        value = None if node is None else self.known.value(node)
        return value if isinstance(value, str) else None

    def _of(self, node: Node, depth: int) -> Iterator[str]:
        node = bare(node)
        value = self.known.value(node)
        if value is not None:
            yield as_text(value)
        elif depth > _MAX_DEPTH:
            yield HOLE
        elif node.type == "identifier":
            values = self._assigned.get(identifier(node) or "", ())
            yield from [f"{HOLE}{text}" if verdict(text) == "path" else text for text in self._each(values, depth)]
        elif call := as_call(node):
            yield self._call(call, depth + 1)
        else:
            yield HOLE

    def _each(self, nodes: Sequence[Node], depth: int) -> Iterator[str]:
        yield from [text for node in nodes for text in self._of(node, depth + 1)] or [HOLE]

    def _part(self, node: Node | None, depth: int) -> str:
        found = [] if node is None else list(self._of(node, depth))
        return found[0] if len(found) == 1 else HOLE

    def _call(self, call: RCall, depth: int) -> str:
        values = [argument.value for argument in call.arguments if argument.name is None]
        if call.function in _OF_PATHS:
            return _OF_PATHS_OUTLINE
        if call.function in _OF_NUMBERS:
            return "0"
        parts = [self._part(value, depth) for value in values] or [HOLE]
        if call.function in ("file.path", "path"):
            return posixpath.join(*parts) if len(parts) > 1 else _OF_PATHS_OUTLINE
        if call.function in ("paste0", "paste"):
            return "".join(parts)
        if call.function in ("sprintf", "gettextf"):
            return _PERCENT.sub(HOLE, parts[0])
        return parts[0] if call.function == "as.character" else HOLE

    @cached_property
    def _assigned(self) -> Mapping[str, Sequence[Node]]:
        return assignments(self.root)
