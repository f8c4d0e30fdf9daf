"""Finds each use of the environment, whatever name `os.environ` and `os.getenv` go by in that place.

They are followed through imports, assignments, arguments of the script's own functions and their results, `partial`
and copies.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.environment.contexts import outcomes
from hatch_claimed.sources.python.environment.functions import Functions
from hatch_claimed.sources.python.environment.meanings import (
    Assignment,
    CallArgument,
    Environ,
    EnvironmentAccess,
    Escape,
    Meaning,
    Outcome,
    Propagation,
    ReadFunction,
    ReturnValue,
)
from hatch_claimed.sources.python.environment.places import Function, functions_around, own_names

_MEMBERS: dict[str, Meaning] = {"environ": Environ(), "getenv": ReadFunction("getenv")}
_OF_BYTES = frozenset({"environb", "getenvb"})
_MODULE = 0
# what a prepared copy is for: a program that the script starts
_HANDED_ON = ("handed", "kept")


def follow(codes: Sequence[Code], functions: Functions) -> tuple[list[VariableAccess], list[Escape]]:
    """All uses of the environment in source order, and the places where it goes out of sight."""
    if not any(word in code.text for code in codes for word in _MEMBERS):
        return [], []
    follower = _Follower(codes, functions)
    follower.run()
    return follower.accesses(), follower.lost()


class _Follower:
    def __init__(self, codes: Sequence[Code], functions: Functions) -> None:
        self.codes = codes
        self.functions = functions
        self.todo: list[tuple[Code, ast.expr, Meaning]] = []
        self.seen: set[tuple[int, Meaning]] = set()
        self.owned: dict[int, frozenset[str]] = {}
        self.found: list[VariableAccess] = []
        self.gone: list[Escape] = []
        self.same: dict[int, int] = {}
        self.plain: set[int] = set()

    def run(self) -> None:
        modules = self._imports()
        for code in self.codes:
            for visit in code.of(ast.Attribute):
                node = visit.node
                if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
                    continue
                if node.value.id in modules and node.attr in _MEMBERS:
                    self._add(code, node, _MEMBERS[node.attr])
                elif node.value.id in modules and node.attr in _OF_BYTES:
                    self.gone.append(Escape(code, node, "used as bytes"))
        self.plain.update(id(node) for _, node, _ in self.todo)
        while self.todo:
            code, node, meaning = self.todo.pop()
            for outcome in outcomes(code, node, meaning):
                self._take(code, outcome, plain=id(node) in self.plain and not meaning.copy)

    def accesses(self) -> list[VariableAccess]:
        """What was found, in source order."""
        # what puts the environment into itself again sets nothing
        again = {node for node, meaning in self.seen if isinstance(meaning, Environ)}
        found = [one for one in self.found if one.each is None or one.each is one.node or id(one.each) not in again]
        merged = [replace(one, copy=self.same.get(one.copy, one.copy)) for one in found]
        return sorted(merged, key=lambda one: (one.code.cell or 0, one.line, one.column))

    def lost(self) -> list[Escape]:
        """What was lost, once for each line; a copy in which the script sets something is for another program."""
        prepared = {one.copy for one in self.found if one.writes and one.copy}
        lost = [one for one in self.gone if not (one.how.startswith(_HANDED_ON) and one.copy in prepared)]
        return list({(one.code.cell, one.node.lineno): one for one in lost}.values())

    def _imports(self) -> set[str]:
        """The names of the module `os`, of which `os` always is one; those of its members are followed."""
        modules = {"os"}
        for code in self.codes:
            for node in (visit.node for visit in code.of(ast.Import, ast.ImportFrom)):
                if isinstance(node, ast.Import):
                    modules.update(one.asname for one in node.names if one.name == "os" and one.asname)
                elif isinstance(node, ast.ImportFrom) and node.module == "os" and not node.level:
                    for name, member in _imported(node):
                        self._name(_MODULE, name, _MEMBERS[member])
        return modules

    def _add(self, code: Code, node: ast.expr, meaning: Meaning) -> None:
        if (id(node), meaning) not in self.seen:
            self.seen.add((id(node), meaning))
            self.todo.append((code, node, meaning))

    def _take(self, code: Code, outcome: Outcome, *, plain: bool) -> None:
        match outcome:
            case EnvironmentAccess(access=access):
                self.found.append(access if plain else replace(access, followed=True))
            case Propagation(node=node, meaning=meaning):
                if plain:
                    self.plain.add(id(node))
                self._add(code, node, meaning)
            case Assignment(target=target, meaning=meaning):
                self._named(code, target, meaning)
            case CallArgument():
                self._given(code, outcome)
            case ReturnValue(node=node, meaning=meaning):
                self._returned(code, node, meaning)
            case Escape():
                self.gone.append(outcome)

    def _named(self, code: Code, target: ast.expr | ast.arg, meaning: Meaning) -> None:
        match target:
            case ast.Name(id=name):
                self._name(self._owner(code, target, name), name, meaning)
            case ast.arg(arg=name):
                function = code.visit(code.visit(target).parent or target).parent
                self._name(id(function), name, meaning)
            case ast.Attribute(value=ast.Name(id="os"), attr="environ") if isinstance(meaning, Environ):
                if meaning.copy:
                    self.same[meaning.copy] = 0
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                self._attribute(name, meaning)

    def _name(self, owner: int, name: str, meaning: Meaning) -> None:
        """Add all places where a variable is used."""
        for code in self.codes:
            for visit in code.of(ast.Name):
                node = visit.node
                if not isinstance(node, ast.Name) or node.id != name or not _is_used(node, visit.parent):
                    continue
                if self._owner(code, node, name) == owner:
                    self._add(code, node, meaning)

    def _attribute(self, name: str, meaning: Meaning) -> None:
        """Add all places where an attribute of an object is used."""
        for code in self.codes:
            for visit in code.of(ast.Attribute):
                node = visit.node
                if isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.ctx, ast.Load):
                    self._add(code, node, meaning)

    def _owner(self, code: Code, node: ast.AST, name: str) -> int:
        """Whose variable a name is: the identity of a function, or that of the module."""
        for function in functions_around(code, node):
            if name in self._own(function):
                return id(function)
        return _MODULE

    def _own(self, function: Function) -> frozenset[str]:
        if id(function) not in self.owned:
            self.owned[id(function)] = own_names(function)
        return self.owned[id(function)]

    def _given(self, code: Code, given: CallArgument) -> None:
        function = self.functions.called(given.call)
        parameter = function.parameter(given.argument) if function else None
        if function and parameter:
            self._name(id(function.node), parameter.arg, given.meaning)
        elif given.argument != "env":
            shown = ast.unparse(given.call.func)
            self.gone.append(Escape(code, given.call, f"handed to {shown}()", given.meaning.copy))

    def _returned(self, code: Code, node: ast.expr, meaning: Meaning) -> None:
        function = next(functions_around(code, node), None)
        calls = self.functions.calls(function) if function else []
        for place, call, _ in calls:
            self._add(place, call, meaning)


def _is_used(node: ast.Name, parent: ast.AST | None) -> bool:
    return isinstance(node.ctx, ast.Load) or isinstance(parent, ast.AugAssign)


def _imported(node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    """The members of `os` that an import brings, each with the name that it gets."""
    for alias in node.names:
        if alias.name in _MEMBERS:
            yield alias.asname or alias.name, alias.name
        elif alias.name == "*":
            yield from ((name, name) for name in _MEMBERS)
