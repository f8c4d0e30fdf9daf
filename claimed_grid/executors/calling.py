"""Calls the operator's function with what it takes of a batch and of the operator's parameters."""

from __future__ import annotations

import importlib
import inspect
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from inspect import Parameter
from typing import TYPE_CHECKING

from .tracing import ScriptError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from .loading import LauncherInterface, LauncherParameter

    Value = str | int | float | bool | None

LOG_LEVEL = "log_level"
_READERS: dict[str, Callable[[str], Value]] = {"Integer": int, "Float": float}


class Arguments:
    """What a function is called with."""

    def __init__(self, fixed: Sequence[Value]) -> None:
        self.positional: list[object] = list(fixed)
        self.named: dict[str, object] = {}


def values(
    interface: LauncherInterface,
    defaults: Mapping[str, object],
    environment: Mapping[str, str],
    namespace: Mapping[str, object],
) -> dict[str, object]:
    """The value of each parameter, of its own type, in the operator's order; None for an optional one without a value.

    A default that only the script's own reading of the environment would supply is supplied here: from `defaults`,
    where a null is none, or from the texts of the interface. A variable of a notebook whose default nobody knows is
    taken from the `namespace` that its cells left.
    """
    found: dict[str, object] = {}
    for name, parameter in interface.parameters.items():
        text = environment.get(name)
        if parameter.injected:
            found[name] = _variable(parameter, parameter.default if text is None else text, namespace)
        elif text is None and name in defaults:
            found[name] = _scalar(defaults[name])
        else:
            found[name] = _typed(parameter.kind, parameter.default if text is None else text)
    return found


def _variable(parameter: LauncherParameter, text: str | None, namespace: Mapping[str, object]) -> object:
    if text is None:
        return namespace.get(parameter.name)
    return importlib.import_module("claimed_launcher.injection").value(parameter, text)


def bind(
    function: Callable[..., object], fixed: Sequence[str], values: Mapping[str, object], extras: Mapping[str, str]
) -> Arguments:
    """The batch first, then each parameter by its name if the function takes it, and the `extras` that it names.

    A parameter without a value leaves the function its own default. A function with nothing but `*args` gets the
    parameters in their order. Raises TypeError, in Python's words, where it needs what is not there.
    """
    arguments = Arguments(fixed)
    try:
        signature = inspect.signature(function)
    except ValueError:
        return arguments  # one of C code that does not say what it takes
    taken, named = _split(list(signature.parameters.values()), len(fixed))
    kinds = {parameter.kind for parameter in signature.parameters.values()}
    takes_all = Parameter.VAR_KEYWORD in kinds
    if Parameter.VAR_POSITIONAL in kinds and not named and not takes_all:
        arguments.positional += [value for name, value in values.items() if name != LOG_LEVEL]
    offered = {**values, **{name: text for name, text in extras.items() if name in named}}
    for name, value in offered.items():
        if name not in taken and (name in named or takes_all):
            _add(arguments, name, value, named.get(name))
    signature.bind(*arguments.positional, **arguments.named)
    return arguments


def check(
    name: str,
    function: Callable[..., object],
    fixed: Sequence[str],
    values: Mapping[str, object],
    extras: Sequence[str],
) -> None:
    """Raise ScriptError if the function cannot be called with what there is."""
    try:
        bind(function, fixed, values, dict.fromkeys(extras, ""))
    except TypeError as error:
        given = ", ".join(values) or "none"
        problem = f"{name} cannot be called: {error}. The operator's parameters are: {given}"
        raise ScriptError(problem) from None


def call(function: Callable[..., object], arguments: Arguments, loop: AbstractEventLoop | None) -> object:
    """Call the function, and await what it returns if that is to be awaited."""
    result = function(*arguments.positional, **arguments.named)
    if not inspect.isawaitable(result):
        return result
    if loop is None:
        import asyncio

        return asyncio.run(_awaited(result))
    return loop.run_until_complete(_awaited(result))


def missing_files(result: object) -> list[str]:
    """Which of the files that a function returns, as one path or a list of paths, are not there."""
    if isinstance(result, (str, os.PathLike)):
        result = [result]
    if not isinstance(result, (list, tuple)):
        return []
    paths = [os.fspath(item) for item in result if isinstance(item, (str, os.PathLike))]
    return [str(path) for path in paths if not os.path.exists(path)]


async def _awaited(result: Awaitable[object]) -> object:
    return await result


def _split(parameters: Sequence[Parameter], fixed: int) -> tuple[set[str], dict[str, Parameter]]:
    """The names that the batch fills, and those that may be given by name."""
    places = [p for p in parameters if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)]
    more = [p for p in parameters if p.kind is Parameter.KEYWORD_ONLY]
    return {p.name for p in places[:fixed]}, {p.name: p for p in [*places[fixed:], *more]}


def _add(arguments: Arguments, name: str, value: object, parameter: Parameter | None) -> None:
    if parameter is not None and parameter.kind is Parameter.POSITIONAL_ONLY:
        return
    if parameter is None or value is not None or parameter.default is Parameter.empty:
        arguments.named[name] = value


def _typed(kind: str, text: str | None) -> Value:
    if text is None:
        return None
    if kind == "Boolean":
        return text.strip().lower() in importlib.import_module("claimed_launcher.values").TRUE
    return _READERS.get(kind, str)(text)


def _scalar(value: object) -> Value:
    return value if isinstance(value, (str, int, float, bool)) else None
