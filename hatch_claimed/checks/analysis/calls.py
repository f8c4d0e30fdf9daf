"""What rules share about calls in Python code: which function a call means, and where it stands."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hatch_claimed.checks.rule import Violation
from hatch_claimed.sources.python.code import Code, dotted
from hatch_claimed.sources.python.constants import bindings

_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class PythonNames:
    """What names of a script or notebook stand for: those it imports by their full name, and all that it binds."""

    imported: dict[str, str] = field(default_factory=dict)
    bound: frozenset[str] = frozenset()
    starred: tuple[str, ...] = ()

    def full(self, node: ast.AST) -> str | None:
        """`plt.show` as `matplotlib.pyplot.show`, a builtin as itself; None for what the code makes itself."""
        parts = dotted(node)
        first = self._first(parts[0]) if parts else None
        return None if first is None else ".".join([first, *parts[1:]])

    def imports(self, module: str) -> bool:
        """Whether anything comes from the module."""
        return any(name == module or name.startswith(f"{module}.") for name in (*self.imported.values(), *self.starred))

    def _first(self, name: str) -> str | None:
        if name in self.imported:
            return self.imported[name]
        if name in self.bound:
            return None
        return f"{self.starred[0]}.{name}" if self.starred and name not in _BUILTINS else name


@dataclass(frozen=True, slots=True)
class PythonCall:
    """A call of a function with a full name."""

    name: str
    node: ast.Call
    code: Code


def names(codes: Iterable[Code]) -> PythonNames:
    """The names of one script, or of all cells of a notebook."""
    return _names(tuple(codes))


# all rules ask for the names of one script before those of the next
@lru_cache(maxsize=2)
def _names(codes: tuple[Code, ...]) -> PythonNames:
    imported: dict[str, str] = {}
    bound: set[str] = set()
    starred: list[str] = []
    for code in codes:
        bound.update(bindings(code))
        for node in (visit.node for visit in code.of(ast.Import, ast.ImportFrom)):
            if isinstance(node, ast.Import):
                imported.update(_modules(node))
            elif isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                starred.append(node.module or "")
            elif isinstance(node, ast.ImportFrom):
                origin = f"{'.' * node.level}{node.module or ''}"
                imported.update({alias.asname or alias.name: f"{origin}.{alias.name}" for alias in node.names})
    return PythonNames(imported, frozenset(bound), tuple(starred))


def calls(codes: Sequence[Code], *words: str) -> Iterator[PythonCall]:
    """All calls of functions with a name, in source order; none where no word of `words` stands in the text."""
    if not any(word in code.text for code in codes for word in words):
        return
    known = names(codes)
    for code in codes:
        for node in code.calls:
            name = known.full(node.func)
            if name is not None:
                yield PythonCall(name, node, code)


def problem_at(node: ast.expr | ast.stmt | ast.arg, code: Code, message: str, remedy: str) -> Violation:
    """A problem at a node, whose column counts characters and not bytes."""
    line = code.text.split("\n")[node.lineno - 1]
    before = line.encode("utf-8", "surrogatepass")[: node.col_offset].decode("utf-8", "replace")
    return Violation(message=message, remedy=remedy, line=node.lineno, column=len(before) + 1, cell=code.cell)


def _modules(node: ast.Import) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        top = alias.name.partition(".")[0]
        yield (alias.asname, alias.name) if alias.asname else (top, top)
