"""What a script does when it is imported that belongs to a run of it alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hatch_claimed.checks.analysis.import_names import UsedNames, bound_in, globals_of, needed, root
from hatch_claimed.checks.analysis.module import Function, imported, is_main_guard, own_nodes
from hatch_claimed.sources.python.code import Code, last_name

_BLOCKS = (ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith)
_ENVIRONMENT = frozenset({"environ", "getenv"})
_SETTING_UP = re.compile(
    r"_*(assert|check|config|configure|disable|enable|ensure|init|initiali[sz]e|log|parse|print|register|seed|set|setup"
    r"|validate)(_|$|[A-Z])"
)
# calls that prepare or only say something: a loop or `with` of nothing else does no work
_LIGHT = """
add addFilter addHandler append basename bool catch_warnings copy count critical debug dict dirname endswith enumerate
environ error exception exec exists expanduser extend filter filterwarnings float format get getEffectiveLevel getenv
getLogger glob info insert int isdir isfile isinstance items join keys len list list_physical_devices lower makedirs
map max min mkdir Path print range register removeHandler replace reversed round set set_memory_growth setdefault
setFormatter setLevel simplefilter sorted split splitlines startswith str strip sub sum title tuple update upper
values warn warning zip
"""
_LIGHT_CALLS = frozenset(_LIGHT.split())


@dataclass(frozen=True, slots=True)
class SideEffect:
    """A statement that does work, and which of its code's statements it stands in."""

    node: ast.stmt
    code: Code
    place: int


def work(codes: Sequence[Code]) -> tuple[SideEffect, ...]:
    """Loops, `with` blocks and calls of own functions that run at import, and leave nothing behind that is needed.

    Preparing is no work: reading parameters, logging, folders, whatever only libraries do, and what has to be there
    for the functions.
    """
    own = _Own.of(codes)
    return tuple(
        SideEffect(node, code, place)
        for code in codes
        for place, statement in enumerate(code.tree.body)
        for node in own.work_in(statement)
    )


def is_light(call: ast.Call) -> bool:
    """Whether a call prepares or only says something."""
    return last_name(call.func) in _LIGHT_CALLS


@dataclass(frozen=True, slots=True)
class _Own:
    """The functions and classes of a script, and the variables that they need."""

    functions: Mapping[str, Function]
    readers: frozenset[str]
    classes: frozenset[str]
    needed: UsedNames

    @classmethod
    def of(cls, codes: Sequence[Code]) -> _Own:
        nodes = [node for code in codes for node in imported(code.tree.body)]
        functions = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        classes = frozenset(node.name for node in nodes if isinstance(node, ast.ClassDef))
        return cls(functions, _reading_parameters(functions), classes, needed(codes))

    def work_in(self, statement: ast.stmt) -> Iterator[ast.stmt]:
        """The outermost statements in a statement that do work."""
        todo = [statement]
        while todo:
            node = todo.pop()
            if isinstance(node, _BLOCKS):
                if self._is_work(node) and not _waits(node) and not self._prepares(node):
                    yield node
            elif isinstance(node, ast.If | ast.Try | ast.TryStar | ast.Match):
                todo.extend(reversed(list(_branches(node))))
            elif any(self._runs(call, node) for call in _calls(node)) and not self._prepares(node):
                yield node

    def _is_work(self, block: ast.stmt) -> bool:
        calls = [(call, node) for node in imported([block]) for call in _calls(node)]
        head = list(_head(block))
        return any(self._runs(call, node) or not (is_light(call) or call in head) for call, node in calls)

    def _runs(self, call: ast.Call, statement: ast.stmt) -> bool:
        """Whether a call runs code of the script's own that is there for more than to prepare."""
        function = call.func
        if isinstance(function, ast.Name) and function.id in self.functions:
            prepares = _SETTING_UP.match(function.id) or function.id in self.readers
            return not prepares and not any(last_name(node) in _ENVIRONMENT for node in ast.walk(call))
        # `Cleaner(path).run()`
        return isinstance(statement, ast.Expr) and statement.value is call and self._makes_object(function)

    def _makes_object(self, node: ast.expr) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Call) and not self.classes.isdisjoint(root(node.func))

    def _prepares(self, statement: ast.stmt) -> bool:
        """Whether it leaves something behind that functions use, by assigning it or through a function that does."""
        called = {name for node in imported([statement]) for call in _calls(node) for name in root(call.func)}
        set_by_functions = [globals_of(self.functions[name]) for name in called if name in self.functions]
        # who knows what `exec` leaves behind
        return "exec" in called or self.needed.any_of(bound_in(statement).union(*set_by_functions))


def _head(block: ast.stmt) -> Iterator[ast.AST]:
    """What a loop or `with` only lists or opens: its own body says whether there is work."""
    match block:
        case ast.For(iter=head) | ast.AsyncFor(iter=head):
            yield from ast.walk(head)
        case ast.With(items=items) | ast.AsyncWith(items=items):
            yield from (node for item in items for node in ast.walk(item))


def _branches(statement: ast.If | ast.Try | ast.TryStar | ast.Match) -> Iterator[ast.stmt]:
    if isinstance(statement, ast.Match):
        yield from (node for case in statement.cases for node in case.body)
        return
    if isinstance(statement, ast.If):
        if _makes_what_is_missing(statement):
            return
        yield from () if is_main_guard(statement) else statement.body
    else:
        yield from statement.body
        yield from (node for handler in statement.handlers for node in handler.body)
    yield from statement.orelse
    if not isinstance(statement, ast.If):
        yield from statement.finalbody


def _makes_what_is_missing(statement: ast.If) -> bool:
    """`if not os.path.exists(path):`, which prepares a file."""
    return _is_missing(statement.test)


def _waits(block: ast.stmt) -> bool:
    """`while not os.path.exists(path):`, which waits for a file."""
    return isinstance(block, ast.While) and _is_missing(block.test)


def _is_missing(test: ast.expr) -> bool:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=ast.Call() as call):
            return last_name(call.func) in {"exists", "is_dir", "is_file", "isdir", "isfile"}
        case ast.BoolOp(values=values):
            return any(_is_missing(value) for value in values)
    return False


def _reading_parameters(functions: Mapping[str, Function]) -> frozenset[str]:
    """The functions that read parameters, themselves or by others, and do nothing that takes long."""
    nodes = {name: list(ast.walk(function)) for name, function in functions.items()}
    short = {name: found for name, found in nodes.items() if not any(isinstance(node, _BLOCKS) for node in found)}
    readers = {name for name, found in short.items() if any(last_name(node) in _ENVIRONMENT for node in found)}
    called = {
        name: {node.func.id for node in found if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        for name, found in short.items()
    }
    while more := {name for name, others in called.items() if name not in readers and others & readers}:
        readers |= more
    return frozenset(readers)


def _calls(statement: ast.stmt) -> Iterator[ast.Call]:
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield from (node for node in own_nodes(statement) if isinstance(node, ast.Call))
