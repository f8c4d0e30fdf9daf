"""Accesses whose name is a variable of a loop or a parameter of a function: one for each name it stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hatch_claimed.sources.python.accesses import VariableAccess, at
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.constants import PythonConstants
from hatch_claimed.sources.python.environment.collection_literals import CollectionLiterals, targets
from hatch_claimed.sources.python.environment.functions import FunctionDefinition, Functions
from hatch_claimed.sources.python.environment.meanings import Escape
from hatch_claimed.sources.python.environment.places import FUNCTIONS, Function, all_arguments, around, own_names
from hatch_claimed.sources.python.environment.types import is_result

_DEEPEST = 5


class Expander:
    """Puts single accesses in the place of those that stand for several."""

    def __init__(self, codes: Sequence[Code], names: PythonConstants, functions: Functions) -> None:
        self._names = names
        self._functions = functions
        self._series = CollectionLiterals(codes)
        self.lost: list[Escape] = []

    def expanded(self, found: Sequence[VariableAccess]) -> list[VariableAccess]:
        """The accesses, each with one name, as far as that can be known."""
        single = [access for one in found for access in (self._each(one) if one.each is not None else [one])]
        return [access for one in single for access in self._expanded(one, _DEEPEST)]

    def _each(self, access: VariableAccess) -> Iterator[VariableAccess]:
        """One write for each key of the dictionary; those before `**os.environ` only set a default."""
        for key, value, is_default in self._keys(access):
            if key is None:
                self.lost.append(Escape(access.code, value, "set from computed names", access.copy))
            else:
                line = key.lineno if key.lineno >= access.line else access.line
                yield replace(
                    access,
                    name=key,
                    value=value,
                    each=None,
                    line=line,
                    writes=not is_default,
                    sets=is_default,
                    default=value if is_default else None,
                )

    def _keys(self, access: VariableAccess) -> Iterator[tuple[ast.expr | None, ast.expr, bool]]:
        mapping = access.each
        if not isinstance(mapping, ast.Dict):
            pairs = None if mapping is None else self._series.pairs(mapping)
            if pairs is None:
                # a copy may hold what it likes
                yield from [(None, mapping, False)] if mapping is not None and not access.copy else []
            else:
                yield from ((key, value, access.sets) for key, value in pairs)
            return
        whole = [place for place, key in enumerate(mapping.keys) if key is None]
        last = whole[-1] if mapping is access.node and whole else -1
        for place, (key, value) in enumerate(zip(mapping.keys, mapping.values, strict=True)):
            if key is not None:
                yield key, value, place < last or access.sets

    def _expanded(self, access: VariableAccess, deep: int) -> Iterator[VariableAccess]:
        binder = None if access.name is None or self._is_known(access) or not deep else _binder(access)
        if binder is None:
            yield access
            return
        name, node = binder
        if isinstance(node, FUNCTIONS):
            several: Iterator[VariableAccess] = self._calls(access, node)
        else:
            several = self._loop(access, name, node)
        for one in several:
            yield from self._expanded(one, deep - 1)

    def _is_known(self, access: VariableAccess) -> bool:
        return access.name is None or self._names.fold(access.name, access.bound) is not None

    def _loop(
        self, access: VariableAccess, name: str, loop: ast.For | ast.AsyncFor | ast.comprehension
    ) -> Iterator[VariableAccess]:
        elements = self._series.elements(loop.iter)
        if elements is None:
            yield replace(access, name=None)
            return
        for element in elements:
            bound = dict(access.bound)
            for target, value in targets(loop.target, element):
                if constant := self._names.fold(value, access.bound):
                    bound[target] = constant
            # without the name nothing is known of this element, and looking again would not help
            yield replace(access, bound=bound, name=access.name if name in bound else None, followed=True)

    def _calls(self, access: VariableAccess, function: Function) -> Iterator[VariableAccess]:
        calls = self._functions.calls(function)
        if not calls:
            yield replace(access, name=None)
        for code, call, defined in calls:
            yield self._at_call(access, code, call, defined)

    def _at_call(
        self, access: VariableAccess, code: Code, call: ast.Call, defined: FunctionDefinition
    ) -> VariableAccess:
        given = defined.given(call)
        here = at(code, call, None)
        if given is None or access.node is None:
            return here
        bound = dict(access.bound)
        bound.update({name: value for name, node in given.items() if (value := self._names.fold(node, {}))})
        return replace(
            access,
            name=_substituted(access.name, given),
            default=_substituted(access.default, given),
            bound=bound,
            code=code,
            line=here.line,
            column=here.column,
            statement_line=here.statement_line,
            statement_column=here.statement_column,
            node=call,
            inner=access.places,
            passed=access.passed and is_result(access),
            followed=True,
        )


def _substituted(node: ast.expr | None, given: dict[str, ast.expr]) -> ast.expr | None:
    return given.get(node.id, node) if isinstance(node, ast.Name) else node


def _binder(access: VariableAccess) -> tuple[str, Function | ast.For | ast.AsyncFor | ast.comprehension] | None:
    """The loop or function that gives the access its name, and the variable that it binds for that."""
    if access.node is None or access.name is None:
        return None
    wanted = {one.id for one in ast.walk(access.name) if isinstance(one, ast.Name)} - access.bound.keys()
    for child, parent in around(access.code, access.node) if wanted else ():
        for loop in _loops(child, parent):
            if name := next((name for name in _names(loop.target) if name in wanted), None):
                return name, loop
        if isinstance(parent, FUNCTIONS) and not isinstance(child, ast.arguments):
            if name := next((one.arg for one in all_arguments(parent) if one.arg in wanted), None):
                return name, parent
            if not wanted.isdisjoint(own_names(parent)):
                return None
    return None


def _loops(child: ast.AST, parent: ast.AST) -> Iterator[ast.For | ast.AsyncFor | ast.comprehension]:
    match parent:
        case ast.For(iter=iterated) | ast.AsyncFor(iter=iterated) if child is not iterated:
            yield parent
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from reversed(parent.generators)


def _names(target: ast.expr) -> Iterator[str]:
    yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))
