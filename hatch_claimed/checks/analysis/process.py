"""The function that a grid wrapper calls for a batch, where it can be known."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterable
from dataclasses import dataclass

from hatch_claimed.checks.analysis.module import Definition, Function, Module, module
from hatch_claimed.model import LOG_LEVEL, GridWrapper
from hatch_claimed.model.similar import closest
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.stores.registry import store_of

_MOST = 6
"""How many parameters a proposed function names; `**kwargs` takes the rest."""


@dataclass(frozen=True, slots=True)
class MissingFunction:
    """There is surely no such function. `guarded`: only a run of the script defines it; `meant`: another one."""

    guarded: bool
    meant: str | None


def process(subject: ReadOperator) -> Definition | MissingFunction | None:
    """The function of an operator's grid wrapper; None where there is none to look for, or nobody can know it."""
    wrapper = subject.wrapper
    if wrapper is None or wrapper.process is None:
        return None
    found = module(subject)
    if found.open or wrapper.process in found.assigned:
        return None
    definitions = found.functions.get(wrapper.process, ())
    if not definitions:
        return MissingFunction(wrapper.process in found.guarded, _meant(wrapper.process, found))
    # of several, the last one holds; of those in branches, nobody knows which
    plain = all(one.node in one.code.tree.body for one in definitions)
    return definitions[-1] if plain or len(definitions) == 1 else None


def given(wrapper: GridWrapper) -> int:
    """How many values come first: the batch, or two paths."""
    return 2 if store_of(wrapper).batches in {"files", "entries"} else 1


def places(function: Function) -> list[ast.arg]:
    """The parameters that values can fill by their place."""
    return [*function.args.posonlyargs, *function.args.args]


def proposed(wrapper: GridWrapper) -> str:
    """How the function could begin: `def grid_process(batch_id, input_path, **kwargs):`."""
    first = ["source_path", "result_path"] if given(wrapper) > 1 else [_free("batch_id", wrapper)]
    names = [one.name for one in wrapper.operator.parameters if one is not LOG_LEVEL and one.name not in first]
    fitting = [name for name in names if name.isidentifier() and not keyword.iskeyword(name)]
    return f"def {wrapper.process}({', '.join([*first, *fitting[:_MOST], '**kwargs'])}):"


def _free(name: str, wrapper: GridWrapper) -> str:
    return "batch" if any(one.name == name for one in wrapper.operator.parameters) else name


def _meant(name: str, found: Module) -> str | None:
    """The function with nearly that name, or the only one that takes a batch."""
    last = {known: definitions[-1].node for known, definitions in found.functions.items()}
    close = closest(name, last)
    taking = list(_taking_batches(last.values()))
    return close or (taking[0] if len(taking) == 1 else None)


def _taking_batches(functions: Iterable[Function]) -> Iterable[str]:
    for function in functions:
        first = places(function)[:1]
        if first and "batch" in first[0].arg.lower() and first[0].arg.lower() != "batch_size":
            yield function.name
