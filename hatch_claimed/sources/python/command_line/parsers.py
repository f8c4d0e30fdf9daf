"""Follows the parsers of a script, and finds what is added to each.

They are followed through assignments, attributes, arguments of the script's own functions and their results, groups and
`parents`.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hatch_claimed.sources.python.code import Code, last_name
from hatch_claimed.sources.python.command_line.constructors import Constructors
from hatch_claimed.sources.python.environment.functions import FunctionDefinition, Functions
from hatch_claimed.sources.python.environment.places import FUNCTIONS, Function, functions_around, own_names

_GROUPS = frozenset({"add_argument_group", "add_mutually_exclusive_group"})
_PARSES = frozenset({"parse_args", "parse_known_args", "parse_intermixed_args", "parse_known_intermixed_args"})
_METHODS = _GROUPS | _PARSES | {"add_argument", "add_subparsers", "set_defaults"}
# they look at a parser, and add nothing
_HARMLESS = frozenset({"autocomplete", "print", "pprint", "isinstance", "type", "id", "vars", "repr", "str", "super"})
_MODULE = 0


@dataclass(frozen=True, slots=True)
class ParserValue:
    """What an expression is: a parser or a group of it, or a method of one. `order` is where it was handed to here."""

    parser: int
    order: tuple[int, ...] = (0,)
    method: str = ""


@dataclass(frozen=True, slots=True)
class AddedCall:
    """A call of a method of a parser."""

    code: Code
    call: ast.Call
    order: tuple[int, ...]


@dataclass
class Parser:
    """A parser: the call that makes it, None for the class itself, and what the script does with it."""

    code: Code
    call: ast.Call | None
    arguments: list[AddedCall] = field(default_factory=list)
    defaults: list[AddedCall] = field(default_factory=list)
    subparsers: list[AddedCall] = field(default_factory=list)
    parses: list[AddedCall] = field(default_factory=list)
    descriptions: list[ast.expr] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    strange_parents: list[ast.expr] = field(default_factory=list)
    given: list[AddedCall] = field(default_factory=list)
    is_hidden: bool = False

    def keyword(self, name: str) -> ast.expr | None:
        """An argument that the parser was made with."""
        keywords = self.call.keywords if self.call else []
        return next((one.value for one in keywords if one.arg == name), None)


def parsers(codes: Sequence[Code], functions: Functions, constructors: Constructors) -> dict[int, Parser]:
    """All parsers that a script makes, by the identity of the call that makes each."""
    follower = _Follower(codes, functions, constructors)
    follower.run()
    return follower.found


class _Follower:
    def __init__(self, codes: Sequence[Code], functions: Functions, constructors: Constructors) -> None:
        self.codes = codes
        self.functions = functions
        self.constructors = constructors
        self.found: dict[int, Parser] = {}
        self.todo: list[tuple[Code, ast.expr, ParserValue]] = []
        self.seen: set[tuple[int, int, str]] = set()
        self.owned: dict[int, frozenset[str]] = {}

    def run(self) -> None:
        for code in self.codes:
            for call in code.calls:
                if self.constructors.makes_parser(call):
                    self.found[id(call)] = Parser(code, call)
                    self._add(code, call, ParserValue(id(call)))
        for node in self.constructors.subclasses:
            self._own_methods(node)
        while self.todo:
            self._take(*self.todo.pop())
        for parser in self.found.values():
            self._parents(parser)

    def _own_methods(self, node: ast.ClassDef) -> None:
        """What a subclass adds to itself is added to each of its parsers."""
        made = [
            key
            for key, one in self.found.items()
            if one.call and one.call.func and last_name(one.call.func) == node.name
        ]
        for method in (one for one in node.body if isinstance(one, ast.FunctionDef) and one.args.args):
            for key in made:
                self._name(id(method), method.args.args[0].arg, ParserValue(key, (0, 0)))

    def _add(self, code: Code, node: ast.expr, value: ParserValue) -> None:
        key = (id(node), value.parser, value.method)
        if key not in self.seen:
            self.seen.add(key)
            self.todo.append((code, node, value))

    def _take(self, code: Code, node: ast.expr, value: ParserValue) -> None:
        parent = code.visit(node).parent
        match parent:
            case ast.Attribute(value=inner, attr=attribute) if inner is node:
                self._member(code, parent, attribute, value)
            case ast.Call(func=called) if called is node:
                self._called(code, parent, value)
            case ast.Call() | ast.keyword():
                self._given(code, node, parent, value)
            case ast.Return():
                self._returned(code, parent, value)
            case ast.List() | ast.Tuple() if _is_parents(code.visit(parent).parent):
                pass
            case ast.Dict() | ast.List() | ast.Tuple() | ast.Starred() | ast.Yield() | ast.Lambda():
                # what becomes of it there, nobody follows
                self.found[value.parser].is_hidden = True
            case _:
                self._kept(code, parent, value)

    def _kept(self, code: Code, parent: ast.AST | None, value: ParserValue) -> None:
        """What is a parser because another expression is one."""
        match parent:
            case ast.Assign(targets=targets):
                for target in targets:
                    self._named(code, target, value)
            case ast.AnnAssign(target=target) | ast.NamedExpr(target=target):
                self._named(code, target, value)
        if isinstance(parent, ast.NamedExpr | ast.IfExp | ast.BoolOp | ast.Await):
            self._add(code, parent, value)

    def _member(self, code: Code, node: ast.Attribute, attribute: str, value: ParserValue) -> None:
        parent = code.visit(node).parent
        if attribute in _METHODS:
            self._add(code, node, replace(value, method=attribute))
        elif attribute == "description" and isinstance(parent, ast.Assign) and not value.method:
            self.found[value.parser].descriptions.append(parent.value)

    def _called(self, code: Code, call: ast.Call, value: ParserValue) -> None:
        parser = self.found[value.parser]
        made = AddedCall(code, call, (*value.order, call.lineno))
        if value.method in _GROUPS:
            self._add(code, call, replace(value, method=""))
        elif value.method in _PARSES:
            parser.parses.append(made)
        elif value.method == "add_argument":
            parser.arguments.append(made)
        elif value.method == "set_defaults":
            parser.defaults.append(made)
        elif value.method == "add_subparsers":
            parser.subparsers.append(made)

    def _given(self, code: Code, node: ast.expr, parent: ast.Call | ast.keyword, value: ParserValue) -> None:
        call = parent if isinstance(parent, ast.Call) else code.visit(parent).parent
        if not isinstance(call, ast.Call) or value.method or _is_parents(parent):
            return
        place: int | str = parent.arg or "" if isinstance(parent, ast.keyword) else call.args.index(node)
        taken = [
            (function, parameter)
            for function in self.functions.candidates(call)
            if (parameter := _parameter(function, call, place))
        ]
        for function, parameter in taken:
            self._name(id(function.node), parameter.arg, replace(value, order=(*value.order, call.lineno)))
        if taken:
            return
        if last_name(call.func) not in _HARMLESS:
            self.found[value.parser].given.append(AddedCall(code, call, value.order))

    def _returned(self, code: Code, node: ast.Return, value: ParserValue) -> None:
        function = next(functions_around(code, node), None)
        for place, call in self.functions.calls_by_name(function) if function else []:
            # what is added there comes after all that was added before
            self._add(place, call, replace(value, order=(value.order[0] + 1,)))

    def _named(self, code: Code, target: ast.expr, value: ParserValue) -> None:
        match target:
            case ast.Name(id=name):
                self._name(self._owner(code, target, name), name, value)
                if isinstance(code.visit(code.visit(target).statement or target).parent, ast.ClassDef):
                    self._attribute(name, value)
            case ast.Attribute(value=ast.Name(), attr=name):
                self._attribute(name, value)

    def _name(self, owner: int, name: str, value: ParserValue) -> None:
        for code in self.codes:
            for visit in code.of(ast.Name):
                node = visit.node
                if not isinstance(node, ast.Name) or node.id != name or not isinstance(node.ctx, ast.Load):
                    continue
                if self._owner(code, node, name) == owner:
                    self._add(code, node, value)

    def _attribute(self, name: str, value: ParserValue) -> None:
        for code in self.codes:
            for visit in code.of(ast.Attribute):
                node = visit.node
                if isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.ctx, ast.Load):
                    self._add(code, node, value)

    def _owner(self, code: Code, node: ast.AST, name: str) -> int:
        """Whose variable a name is: the identity of a function, or that of the module."""
        return next((id(one) for one in functions_around(code, node) if name in self._own(one)), _MODULE)

    def _own(self, function: Function) -> frozenset[str]:
        if id(function) not in self.owned:
            self.owned[id(function)] = own_names(function) if isinstance(function, FUNCTIONS) else frozenset()
        return self.owned[id(function)]

    def _parents(self, parser: Parser) -> None:
        given = parser.keyword("parents")
        elements = given.elts if isinstance(given, ast.List | ast.Tuple) else [given] if given is not None else []
        for one in elements:
            known = [key for key in self.found if (id(one), key, "") in self.seen]
            parser.parents.extend(known)
            if not known:
                parser.strange_parents.append(one)


def _parameter(function: FunctionDefinition, call: ast.Call, place: int | str) -> ast.arg | None:
    """The parameter that an argument is for, also where a call gives the object itself: `Base.add(self, parser)`."""
    first = call.args[0] if call.args else None
    gives_self = bool(function.skipped) and isinstance(first, ast.Name) and first.id == "self"
    return function.parameter(place - gives_self if isinstance(place, int) else place)


def _is_parents(node: ast.AST | None) -> bool:
    return isinstance(node, ast.keyword) and node.arg == "parents"
