"""The calls of `add_argument`, each with its flags and keywords, as far as the source tells."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.command_line.folded_values import Folded
from hatch_claimed.sources.python.command_line.folding import ConstantFolder
from hatch_claimed.sources.python.command_line.parsers import AddedCall, Parser
from hatch_claimed.sources.python.environment.collection_literals import CollectionLiterals, targets
from hatch_claimed.sources.python.environment.places import around
from hatch_claimed.sources.python.fold import ConstantValue


@dataclass(frozen=True, slots=True)
class AddedArgument:
    """One argument: its flags, or the name of a positional, and the expressions that its keywords are.

    `is_known` is false where the call unpacks what cannot be known. `bound` are variables of loops around the call.
    """

    code: Code
    call: ast.Call
    order: tuple[int, ...]
    names: tuple[str, ...]
    keywords: Mapping[str, ast.expr]
    bound: Mapping[str, ast.expr]
    prefixes: str
    is_known: bool

    @property
    def flags(self) -> tuple[str, ...]:
        """The option strings; none for a positional."""
        return tuple(one for one in self.names if one[:1] in self.prefixes)

    def fold(self, folder: ConstantFolder, keyword: str) -> Folded | None:
        """What a keyword is worth; None where it is missing, or cannot be known."""
        node = self.keywords.get(keyword)
        return None if node is None else folder.fold(self.code, node, self.bound)

    def text(self, folder: ConstantFolder, keyword: str) -> str | None:
        """The text that a keyword is, None for anything else."""
        folded = self.fold(folder, keyword)
        return folded.value if isinstance(folded, ConstantValue) and isinstance(folded.value, str) else None

    @property
    def place(self) -> tuple[int, int]:
        """The cell and the line, for the order of what people see."""
        return self.code.cell or 0, self.call.lineno


def added_arguments(parser: Parser, folder: ConstantFolder, series: CollectionLiterals) -> Iterator[AddedArgument]:
    """The arguments of a parser in their order; those of a loop, one for each element."""
    prefixes = folder.text(parser.code, parser.keyword("prefix_chars")) or "-"
    for added in sorted(parser.arguments, key=lambda one: one.order):
        for bound in _loops(added, series):
            yield _declaration(added, folder, bound, prefixes)


def _declaration(
    added: AddedCall, folder: ConstantFolder, bound: Mapping[str, ast.expr], prefixes: str
) -> AddedArgument:
    code, call = added.code, added.call
    is_known = True
    names: list[str] = []
    for one in call.args:
        folded = folder.fold(code, one.value if isinstance(one, ast.Starred) else one, bound)
        values = getattr(folded, "values", (getattr(folded, "value", None),))
        is_known = is_known and all(isinstance(value, str) for value in values)
        names.extend(value for value in values if isinstance(value, str))
    keywords: dict[str, ast.expr] = {}
    for keyword in call.keywords:
        if keyword.arg is not None:
            keywords[keyword.arg] = keyword.value
            continue
        pairs = folder.pairs(code, keyword.value)
        is_known = is_known and pairs is not None
        for key, value in pairs or ():
            if isinstance(name := getattr(folder.fold(code, key), "value", None), str):
                keywords[name] = value
    if not names and "dest" in keywords and not call.args:
        names = [name] if isinstance(name := folder.text(code, keywords.pop("dest"), bound), str) else []
    return AddedArgument(code, call, added.order, tuple(names), keywords, bound, prefixes, is_known and bool(names))


def _loops(added: AddedCall, series: CollectionLiterals) -> Sequence[Mapping[str, ast.expr]]:
    """What the variables of loops around a call are, for each turn; one empty mapping where there is no loop."""
    found: list[Mapping[str, ast.expr]] = [{}]
    for child, parent in around(added.code, added.call):
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            break
        for loop in _loops_of(parent, child):
            elements = series.elements(loop.iter)
            if elements is not None:
                turns = [dict(targets(loop.target, element)) for element in elements]
                found = [{**turn, **inner} for turn in turns for inner in found]
    return found


def _loops_of(parent: ast.AST, child: ast.AST) -> Sequence[ast.For | ast.comprehension]:
    """The loops that an expression stands in by its parent."""
    if isinstance(parent, ast.For) and child is not parent.iter:
        return [parent]
    if isinstance(parent, ast.ListComp | ast.SetComp | ast.GeneratorExp) and isinstance(child, ast.Call):
        return parent.generators[::-1]
    return []
