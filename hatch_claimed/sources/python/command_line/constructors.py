"""Which calls make a parser of argparse: what the module and its class are called in a script."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hatch_claimed.sources.python.code import Code, dotted

_CLASS = "ArgumentParser"


class Constructors:
    """The names by which a script knows argparse, its parser class, and subclasses of that which it defines."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self.modules: set[str] = set()
        self._members: dict[str, str] = {}
        self.subclasses: list[ast.ClassDef] = []
        for code in codes:
            for visit in code.of(ast.Import, ast.ImportFrom):
                self._imported(visit.node)
        self._classes(codes)

    @property
    def are_known(self) -> bool:
        """Whether the script imports argparse at all."""
        return bool(self.modules or self._members)

    def makes_parser(self, call: ast.Call) -> bool:
        """Whether a call makes a parser."""
        return self._is_class(call.func)

    def is_member(self, node: ast.expr, *names: str) -> bool:
        """Whether an expression is one of these members of argparse: `argparse.SUPPRESS`, `SUPPRESS`."""
        match dotted(node):
            case (module, name):
                return module in self.modules and name in names
            case (name,):
                return self._members.get(name) in names
        return False

    def _is_class(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Subscript):
            node = node.value
        own = {one.name for one in self.subclasses}
        return self.is_member(node, _CLASS) or (isinstance(node, ast.Name) and node.id in own)

    def _imported(self, node: ast.AST) -> None:
        match node:
            case ast.Import(names=names):
                self.modules.update(one.asname or one.name for one in names if one.name == "argparse")
            case ast.ImportFrom(module="argparse", names=names, level=0):
                for one in names:
                    if one.name == "*":
                        self._members.update({name: name for name in ("ArgumentParser", "SUPPRESS", "REMAINDER")})
                    else:
                        self._members[one.asname or one.name] = one.name

    def _classes(self, codes: Sequence[Code]) -> None:
        # in source order, so that a class of such a class is found too
        for node in _class_definitions(codes):
            if any(self._is_class(base) for base in node.bases):
                self.subclasses.append(node)


def _class_definitions(codes: Sequence[Code]) -> Iterator[ast.ClassDef]:
    for code in codes:
        found = [visit.node for visit in code.of(ast.ClassDef) if isinstance(visit.node, ast.ClassDef)]
        yield from sorted(found, key=lambda one: one.lineno)
