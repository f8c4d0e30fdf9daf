"""The functions of a script, and what their calls give to them."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.environment.places import FUNCTIONS, Function, all_arguments


@dataclass(frozen=True)
class FunctionDefinition:
    """A function, the code it stands in, and how many of its first parameters no call gives: `self`, or none."""

    node: Function
    code: Code
    skipped: int = 0

    def parameter(self, argument: int | str) -> ast.arg | None:
        """The parameter that an argument of a call is for, by its place or its name."""
        if isinstance(argument, str):
            return next((one for one in all_arguments(self.node) if one.arg == argument), None)
        positional = [*self.node.args.posonlyargs, *self.node.args.args][self.skipped :]
        return positional[argument] if argument < len(positional) else None

    def given(self, call: ast.Call) -> dict[str, ast.expr] | None:
        """What a call gives for each parameter, with the defaults of the rest; None where it unpacks something."""
        if any(isinstance(one, ast.Starred) for one in call.args) or any(one.arg is None for one in call.keywords):
            return None
        given = dict(self._defaults)
        for place, value in enumerate(call.args):
            if parameter := self.parameter(place):
                given[parameter.arg] = value
        given.update({one.arg: one.value for one in call.keywords if one.arg})
        return given

    @cached_property
    def _defaults(self) -> dict[str, ast.expr]:
        arguments = self.node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        found = {one.arg: value for one, value in zip(reversed(positional), reversed(arguments.defaults), strict=False)}
        return found | {
            one.arg: value for one, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value
        }


class Functions:
    """All functions of a script, or of all cells of a notebook, and the calls of them."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes = codes

    def called(self, call: ast.Call) -> FunctionDefinition | None:
        """The function that a call means; None for those that come from elsewhere, and where the name is ambiguous."""
        match call.func:
            case ast.Name(id=name):
                found = self._plain.get(name, [])
            case ast.Attribute(attr=name):
                found = self._methods.get(name, [])
            case _:
                return None
        return found[0] if len(found) == 1 else None

    def candidates(self, call: ast.Call) -> list[FunctionDefinition]:
        """The functions that a call may mean; of a method's name all that there are."""
        match call.func:
            case ast.Attribute(attr=name):
                return self._methods.get(name, [])
        found = self.called(call)
        return [found] if found else []

    def calls_by_name(self, function: Function) -> list[tuple[Code, ast.Call]]:
        """The calls that may mean a function, in source order."""
        return [(code, call) for code in self._codes for call in code.calls if self._may_mean(call, function)]

    def _may_mean(self, call: ast.Call, function: Function) -> bool:
        return any(one.node is function for one in self.candidates(call))

    def calls(self, function: Function) -> list[tuple[Code, ast.Call, FunctionDefinition]]:
        """The calls of a function, in source order."""
        return self._calls.get(id(function), [])

    @cached_property
    def _plain(self) -> dict[str, list[FunctionDefinition]]:
        found: dict[str, list[FunctionDefinition]] = {}
        for code in self._codes:
            for visit in code.of(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign):
                match visit.node, visit.parent:
                    case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) as function, parent:
                        if not isinstance(parent, ast.ClassDef):
                            found.setdefault(name, []).append(FunctionDefinition(function, code))
                    case ast.ClassDef(name=name, body=body), _:
                        makers = [one for one in body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
                        found.setdefault(name, []).extend(FunctionDefinition(one, code, 1) for one in makers)
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda() as function), _:
                        found.setdefault(name, []).append(FunctionDefinition(function, code))
        return found

    @cached_property
    def _methods(self) -> dict[str, list[FunctionDefinition]]:
        found: dict[str, list[FunctionDefinition]] = {}
        for code in self._codes:
            for visit in code.of(ast.FunctionDef, ast.AsyncFunctionDef):
                if isinstance(visit.parent, ast.ClassDef) and isinstance(visit.node, FUNCTIONS[:2]):
                    skipped = 0 if any(_is_static(one) for one in visit.node.decorator_list) else 1
                    found.setdefault(visit.node.name, []).append(FunctionDefinition(visit.node, code, skipped))
        return found

    @cached_property
    def _calls(self) -> dict[int, list[tuple[Code, ast.Call, FunctionDefinition]]]:
        found: dict[int, list[tuple[Code, ast.Call, FunctionDefinition]]] = {}
        for code in self._codes:
            for call in code.calls:
                if defined := self.called(call):
                    found.setdefault(id(defined.node), []).append((code, call, defined))
        return found


def _is_static(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "staticmethod"
