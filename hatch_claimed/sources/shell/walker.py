"""A walk through the tree of shell text that knows which names already have a value where they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from hatch_claimed.sources.shell import builtin
from hatch_claimed.sources.shell.shell_read import ShellRead
from hatch_claimed.sources.shell.tree import is_for_one_command, names_of, parse, target_of, text_of
from hatch_claimed.sources.shell.words import NAME, OF_THE_SHELL, literals, text_behind

if TYPE_CHECKING:
    from tree_sitter import Node

_ASSIGNING = frozenset({":=", "="})
_DEMANDS = frozenset({":?", "?"})
_TESTS = frozenset({":+", "+"})
_OPERATORS = frozenset({":-", "-"}) | _ASSIGNING | _DEMANDS | _TESTS
_STEPS = frozenset({"++", "--"})
_ARITHMETIC_ASSIGNMENTS = frozenset({"=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|="})
_IN_ARITHMETIC = frozenset({"simple_expansion", "expansion", "command_substitution", "string", "variable_assignment"})


class Walker:
    """Visits nodes in the order in which a shell comes to them. `reads` and `indirect` are what it found."""

    def __init__(self, *, strict: bool) -> None:
        self.reads: list[ShellRead] = []
        self.indirect: list[int] = []
        self._strict = strict
        self._loaded = False
        self._bound: set[str] = set()
        self._ever_bound: set[str] = set()
        self._functions: dict[str, Node] = {}
        self._local: set[str] = set()
        self._depth = 0
        self._perhaps = 0
        self._by_type = self._handlers()

    def _handlers(self) -> Mapping[str, Callable[[Node], None]]:
        return {
            "ERROR": self._error,
            "arithmetic_expansion": self._arithmetic,
            "c_style_for_statement": self._counting_loop,
            "case_item": lambda node: self._maybe(node.children),
            "command": self._command,
            "command_substitution": self._in_child,
            "compound_statement": self._compound,
            "declaration_command": self._declaration,
            "do_group": lambda node: self._maybe(node.children),
            "expansion": self._expansion,
            "for_statement": self._loop,
            "function_definition": self._function,
            "if_statement": self._branches,
            "list": self._branches,
            "pipeline": self._pipeline,
            "process_substitution": self._in_child,
            "simple_expansion": self._simple_expansion,
            "subshell": self._in_child,
            "unary_expression": self._test,
            "unset_command": self._unset,
            "variable_assignment": self._assignment,
        }

    def finish(self) -> None:
        """Visit the bodies of functions that nothing here calls by their name, as if all else had a value by then."""
        while self._functions:
            _, function = self._functions.popitem()
            with self._scope(self._ever_bound):
                self._maybe([function.children[-1]])

    def visit(self, node: Node) -> None:
        """Visit a node and all below it. Raises RecursionError where text is nested too deeply."""
        handler = self._by_type.get(node.type)
        if handler is not None:
            handler(node)
        else:
            self._visit_all(node.children)

    def _visit_all(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self.visit(node)

    def _maybe(self, nodes: Iterable[Node]) -> None:
        """Visit what a run may leave out, so that nothing in it is required."""
        self._perhaps += 1
        self._visit_all(nodes)
        self._perhaps -= 1

    @contextmanager
    def _scope(self, names: Iterable[str] = ()) -> Iterator[None]:
        """What a part gives a value to is forgotten behind it, as a child process would."""
        before = set(self._bound)
        self._bound |= set(names)
        try:
            yield
        finally:
            self._bound = before

    def _bind(self, names: Iterable[str]) -> None:
        for name in names:
            self._bound.add(name)
            self._ever_bound.add(name)

    def _read(self, node: Node, **how: object) -> None:
        name = text_of(node)
        if not NAME.fullmatch(name) or name in OF_THE_SHELL or name in self._bound:
            return
        line, column = node.start_point
        self.reads.append(ShellRead(name, line + 1, column, **how))  # type: ignore[arg-type]

    def _read_plainly(self, node: Node) -> None:
        self._read(node, plain=True, required=self._strict and not self._loaded and not self._perhaps)

    def _branches(self, node: Node) -> None:
        condition = next((i for i, child in enumerate(node.children) if child.type == "then"), 1)
        self._visit_all(node.children[:condition])
        self._maybe(node.children[condition:])

    def _in_child(self, node: Node) -> None:
        with self._scope():
            self._visit_all(node.children)

    def _pipeline(self, node: Node) -> None:
        for child in node.children:
            with self._scope():
                self.visit(child)

    def _function(self, node: Node) -> None:
        """What a function reads and sets happens where it is called first."""
        name = node.child_by_field_name("name")
        if name is not None:
            self._functions[text_of(name)] = node

    def _call(self, function: Node) -> None:
        before, local = set(self._bound), self._local
        self._local = set()
        self._depth += 1
        self._visit_all(function.children)
        self._depth -= 1
        self._bound -= self._local - before
        self._local = local

    def _assignment(self, node: Node) -> None:
        name, rest = node.children[0], node.children[1:]
        target = target_of(node)
        self._visit_all([*name.children[1:], *rest])
        if any(child.type == "+=" for child in rest):
            self._read_plainly(target)
        if not is_for_one_command(node):
            self._bind([text_of(target)])

    def _declaration(self, node: Node) -> None:
        self._visit_all(node.children[1:])
        keyword = node.children[0].type
        options = {text_of(child) for child in node.children if child.type == "word"}
        if keyword == "local" or (keyword in ("declare", "typeset") and self._depth and "-g" not in options):
            names = {text_of(child) for child in node.children if child.type == "variable_name"}
            self._bind(names)
            self._local |= names | {
                text_of(target_of(child)) for child in node.children if child.type == "variable_assignment"
            }

    def _unset(self, node: Node) -> None:
        self._bind(names_of(node))

    def _loop(self, node: Node) -> None:
        body, variable = node.child_by_field_name("body"), node.child_by_field_name("variable")
        self._visit_all(child for child in node.children if child not in (body, variable))
        name = "" if variable is None else text_of(variable)
        # with an empty list, the variable keeps the value that it has
        certain = node.children[0].type == "for" and any(literals(node.children_by_field_name("value")))
        kept = name in self._bound or certain
        self._bind([name])
        if body is not None:
            self._visit_all(body.children if certain else [body])
        if not kept:
            self._bound.discard(name)

    def _counting_loop(self, node: Node) -> None:
        body = node.child_by_field_name("body")
        for child in node.children:
            if child != body:
                self._arithmetic(child)
        if body is not None:
            self.visit(body)

    def _compound(self, node: Node) -> None:
        if node.children and node.children[0].type == "((":
            self._arithmetic(node)
        else:
            self._visit_all(node.children)

    def _arithmetic(self, node: Node) -> None:
        """Names are variables here without a `$`."""
        if node.type in ("variable_name", "word"):
            self._read_plainly(node)
        elif node.type in _IN_ARITHMETIC:
            self.visit(node)
        else:
            left, operator = (*node.children[:2], None, None)[:2]
            sets = operator is not None and operator.type in _ARITHMETIC_ASSIGNMENTS
            for child in node.children[1:] if sets and operator and operator.type == "=" else node.children:
                self._arithmetic(child)
            names = [child for child in node.children if child.type in ("variable_name", "word")]
            if sets and left is not None:
                self._bind([text_of(left)])
            elif any(child.type in _STEPS for child in node.children):
                self._bind(text_of(name) for name in names)

    def _command(self, node: Node) -> None:
        self._visit_all(node.children)
        name = node.child_by_field_name("name")
        command = text_of(name) if name is not None else ""
        arguments = node.children_by_field_name("argument")
        words = literals(arguments)
        for place in builtin.texts(command, words):
            self._nested(arguments[place], words[place] or "")
        self._bind(builtin.bound(command, words))
        if command == "set":
            strict = builtin.strictness(words)
            self._strict = self._strict if strict is None else strict
        elif command in self._functions:
            self._call(self._functions.pop(command))
        elif command in builtin.LOADERS:
            self._loaded = True
        elif command == "printenv" or (command == "test" and words[:1] == ["-v"]):
            for argument in arguments:
                self._read(argument, safe=command == "test")

    def _nested(self, node: Node, text: str) -> None:
        """Text within the text: its reads stand where it does."""
        inner = Walker(strict=self._strict)
        inner._bound, inner._perhaps = self._bound, 1
        inner.visit(parse(text))
        inner.finish()
        line, column = node.start_point
        self.reads += [replace(read, line=line + 1, column=column) for read in inner.reads]

    def _test(self, node: Node) -> None:
        operator = node.children[0] if node.children else None
        if operator is not None and text_of(operator) == "-v":
            self._read(node.children[-1], safe=True)
        else:
            self._visit_all(node.children)

    def _simple_expansion(self, node: Node) -> None:
        self._read_plainly(node.children[-1])

    def _expansion(self, node: Node) -> None:
        inner = node.children[1:-1]
        place = next((i for i, child in enumerate(inner) if child.type in ("variable_name", "subscript")), None)
        if place is None:
            self._visit_all(inner)
            return
        target, rest = inner[place], inner[place + 1 :]
        operator = rest[0].type if rest else ""
        if target.type == "subscript":
            self._visit_all([*target.children[1:], *rest])
        elif inner[0].type == "!":
            self._named_by(target, operator)
        else:
            # the text behind `:-` is looked at only where the variable has no value
            (self._maybe if operator in _OPERATORS else self._visit_all)(rest)
            self._expand(node, target, rest[0] if operator in _OPERATORS else None)

    def _named_by(self, target: Node, operator: str) -> None:
        if operator not in ("*", "@"):
            self._read_plainly(target)
            self.indirect.append(target.start_point[0] + 1)

    def _expand(self, node: Node, target: Node, operator: Node | None) -> None:
        if operator is None:
            self._read_plainly(target)
        elif operator.type in _DEMANDS:
            self._read(target, required=not self._perhaps)
        elif operator.type in _TESTS:
            self._read(target, safe=True)
        else:
            default = text_behind(operator, node)
            # an empty text is what an unset variable is anyway
            self._read(target, default=default or None, computed=default is None, safe=True)
        if operator is not None and operator.type in _ASSIGNING:
            self._bind([text_of(target)])

    def _error(self, node: Node) -> None:
        """In what the grammar gives up, `$x` and `${x` still tell of a read."""
        before = ""
        for child in node.children:
            if child.type == "variable_name" and before in ("$", "${"):
                self._read(child, safe=True)
            else:
                self.visit(child)
            before = child.type
