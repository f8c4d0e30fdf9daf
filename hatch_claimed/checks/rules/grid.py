"""Functions that grid wrappers call for each batch, and scripts that grid wrappers import."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.module import Definition, Function
from hatch_claimed.checks.analysis.process import MissingFunction, given, places, process, proposed
from hatch_claimed.checks.analysis.side_effects import work
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import GridWrapper
from hatch_claimed.model.similar import closest
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.stores.registry import store_of

_OF_TRANSFERS = ("gw_local_input_path", "gw_local_target_path")
_GUARD = 'if __name__ == "__main__":'


def _no_function(subject: ReadOperator) -> Iterator[Violation]:
    wrapper, found = subject.wrapper, process(subject)
    if wrapper is None or not isinstance(found, MissingFunction):
        return
    if found.guarded:
        message = f"the grid wrapper {wrapper.name} calls {wrapper.process}(), which only a run of the script defines"
        remedy = f"Move `def {wrapper.process}` out of `{_GUARD}`: workers import the script."
    else:
        message = f"the grid wrapper {wrapper.name} calls {wrapper.process}(), and the script has no such function"
        remedy = _naming(found.meant) if found.meant else _writing(wrapper)
    yield Violation(message=message, remedy=remedy)


def _naming(function: str) -> str:
    return f'Did you mean {function}()? Write `process = "{function}"` in the grid wrapper\'s table in pyproject.toml.'


def _writing(wrapper: GridWrapper) -> str:
    return f"Write `{proposed(wrapper)}`, or name another function by `process` in the grid wrapper's table."


def _called(subject: ReadOperator) -> tuple[GridWrapper, Definition] | None:
    """The wrapper and its function, where that is called as it stands there."""
    wrapper, found = subject.wrapper, process(subject)
    if wrapper is None or not isinstance(found, Definition) or found.node.decorator_list:
        return None
    return wrapper, found


def _takes_no_batch(subject: ReadOperator) -> Iterator[Violation]:
    if (called := _called(subject)) is None:
        return
    wrapper, found = called
    name, first = found.node.name, places(found.node)
    taken = [one.name for one in wrapper.operator.parameters if first and one.name == first[0].arg]
    if any(_yields(found.node)):
        message = f"{name}() has a `yield`, so that calling it does nothing"
        remedy = f"Write it without `yield`, or let another function loop over {name}() and name that by `process`."
    elif len(first) < given(wrapper) and found.node.args.vararg is None:
        wanted = "the batch" if given(wrapper) == 1 else "the paths of a source and of its result"
        message = f"{name}() is called with {wanted}, and has {_room(first)}"
        remedy = f"Write `{proposed(wrapper)}`."
    elif taken and given(wrapper) == 1:
        message = f"{name}() has the operator's parameter {taken[0]!r} where it is given the batch"
        remedy = f"Write `{proposed(wrapper)}`."
    else:
        return
    yield problem_at(found.node, found.code, message, remedy)


def _room(first: list[ast.arg]) -> str:
    return f"a parameter for one only, {first[0].arg!r}" if first else "no parameter that is filled by its place"


def _yields(function: Function) -> Iterator[ast.AST]:
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))


def _unknown_parameters(subject: ReadOperator) -> Iterator[Violation]:
    if (called := _called(subject)) is None:
        return
    wrapper, found = called
    known = [one.name for one in wrapper.operator.parameters]
    if store_of(wrapper).batches == "objects":
        known += _OF_TRANSFERS
    for argument in _required(found.node, given(wrapper)):
        if argument in found.node.args.posonlyargs:
            message = f"{found.node.name}() has {argument.arg!r} before its `/`, and parameters are given by name"
            yield problem_at(argument, found.code, message, "Take out the `/`.")
        elif argument.arg not in known:
            message = f"{found.node.name}() requires {argument.arg!r}, which is no parameter of the operator"
            yield problem_at(argument, found.code, message, _known(argument.arg, known))


def _required(function: Function, first: int) -> list[ast.arg]:
    """The parameters without a default that no batch fills."""
    arguments, before = function.args, places(function)
    by_place = before[first : len(before) - len(arguments.defaults)]
    by_name = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return [*by_place, *(argument for argument, default in by_name if default is None)]


def _known(name: str, known: list[str]) -> str:
    meant = closest(name, known)
    if meant:
        return f"Did you mean `{meant}`? Or give it a default: `{name}=None`."
    read = f"Let the script read it, `{name} = os.getenv({name!r})`, or give it a default"
    return f"{read}. There are {', '.join(known)}."


def _work_at_import(subject: ReadOperator) -> Iterator[Violation]:
    wrapper = subject.wrapper
    found = work(subject.details.codes) if wrapper and wrapper.process else ()
    if wrapper is None or not found:
        return
    others = len(found) - 1
    more = f", and work in {others} more place{'s' if others > 1 else ''}" if others else ""
    first = found[0]
    message = f"every worker of {wrapper.name} runs this when it imports the script{more}"
    remedy = f"Put it below `{_GUARD}`, which only holds where the script itself is run."
    yield problem_at(first.node, first.code, message, remedy)


_HEAD = (
    '"""Clean tiles."""\n\nimport os\n\n# where the tiles are\ninput_path = os.getenv(\'input_path\', \'in/\')\n'
    "# where they go\noutput_path = os.getenv('output_path', 'out/')\n\n\n"
)
_CLEAN = "def clean(source, target):\n    os.replace(source, target)\n\n\n"
_PROCESS = (
    "def grid_process(batch_id, input_path, output_path, **kwargs):\n"
    "    clean(input_path + batch_id, output_path + batch_id)\n"
)
_RUN = f"\n\n{_GUARD}\n    for name in os.listdir(input_path):\n        clean(input_path + name, output_path + name)\n"
_GOOD = f"{_HEAD}{_CLEAN}{_PROCESS}{_RUN}"
_SETTINGS = "[tool.claimed.grid-wrappers.clean-tiles]\nparallelism = 10\n"

RULES = (
    Rule(
        code="CLM074",
        severity="error",
        title="a grid wrapper without a function to call",
        why="Workers import the script and call `grid_process`, or what `process` names in the table. Without it, each "
        "of them would end at its start, in the cluster.",
        bad=f"{_HEAD}{_CLEAN}{_RUN.lstrip()}",
        good=_GOOD,
        settings=_SETTINGS,
        of_wrapper=True,
        check=_no_function,
    ),
    Rule(
        code="CLM075",
        severity="error",
        title="a function that cannot be called for a batch",
        why="The batch comes first, the operator's parameters come by name. Called for the backends `simple` and "
        "`folder`, the function gets two paths first: that of the source and that of the result.",
        bad=_GOOD.replace("(batch_id, input_path", "(input_path").replace("batch_id", "os.environ['BATCH']"),
        good=_GOOD,
        settings=_SETTINGS,
        of_wrapper=True,
        check=_takes_no_batch,
    ),
    Rule(
        code="CLM076",
        severity="error",
        title="a function that requires what the operator does not have",
        why="A function for batches is given the operator's parameters, each if it takes it. One that it requires and "
        "the operator does not have would make every call fail.",
        bad=_GOOD.replace("input_path, output_path, **", "input_path, target_path, **").replace(
            "output_path + batch_id", "target_path + batch_id"
        ),
        good=_GOOD,
        settings=_SETTINGS,
        of_wrapper=True,
        check=_unknown_parameters,
    ),
    Rule(
        code="CLM077",
        severity="warning",
        title="work done when a worker imports the script",
        why="Every worker imports the script at its start. Loops, `with` blocks and calls of the script's own "
        "functions at its top level then run in each of them, beside the batches. `--fix` puts such work at the end of "
        "a script below a `__main__` guard.",
        bad=_GOOD.replace(f"{_GUARD}\n    ", "").replace(
            "        clean(input_path + name", "    clean(input_path + name"
        ),
        good=_GOOD,
        settings=_SETTINGS,
        of_wrapper=True,
        check=_work_at_import,
    ),
)
