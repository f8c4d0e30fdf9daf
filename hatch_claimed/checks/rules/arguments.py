"""Command lines that scripts take apart by hand, although the launcher reads them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hatch_claimed.checks.analysis.arguments import PARSERS, outside
from hatch_claimed.checks.analysis.calls import PythonNames, calls, names, problem_at
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Code

_READERS = {
    **dict.fromkeys(("click.command", "click.group"), "click"),
    **dict.fromkeys(("typer.run", "typer.Typer"), "typer"),
    **dict.fromkeys(("fire.Fire", "docopt.docopt", "getopt.getopt", "getopt.gnu_getopt")),
    **dict.fromkeys(("hydra.main", "tyro.cli", "plac.call", "simple_parsing.parse", "jsonargparse.CLI")),
    **dict.fromkeys(("absl.app.run", "transformers.HfArgumentParser", "configargparse.ArgumentParser")),
    **dict.fromkeys(("configargparse.ArgParser", "simple_parsing.ArgumentParser", "jsonargparse.ArgumentParser")),
}
_OVER_ALL = frozenset({"list", "map", "filter", "enumerate", "iter", "sorted", "zip", "len"})
_TAKEN = "takes the command line apart, which the launcher has done already"
_READ = "Write `{}` for each argument{}; `docker run IMAGE --value 5` sets it"
_REMEDY_OF_R = 'Write `as.numeric(…)` for numbers, `strsplit(…, ",")` or `jsonlite::fromJSON(…)` for lists and the like'
_REMEDIES = {
    "eval": "Write `ast.literal_eval(…)` or `json.loads(…)` for lists and the like, `int(…)` or `float(…)` for numbers",
    "exec": "Read each parameter by its name, `value = os.getenv('value')`: the launcher sets them all",
}


def _executed_arguments(subject: ReadOperator) -> Iterator[Violation]:
    if subject.details.r is not None:
        from hatch_claimed.checks.analysis.r_portability import executed_arguments

        for run in executed_arguments(subject.details.r):
            message = f"{run.shown}() runs whatever stands in a parameter as code"
            yield Violation(message=message, remedy=_REMEDY_OF_R, line=run.line)
    codes = subject.details.codes
    found = [call for call in calls(codes, "exec", "eval") if call.name in {"exec", "eval"} and call.node.args]
    if not found:
        return
    values = outside(codes)
    for call in found:
        if values.reaches(call.node.args[0]):
            message = f"{call.name}() runs whatever stands in a parameter as code"
            yield problem_at(call.node, call.code, message, _REMEDIES[call.name])


def _own_command_line(subject: ReadOperator) -> Iterator[Violation]:
    if subject.details.r is not None:
        from hatch_claimed.checks.analysis.r_portability import own_command_line

        taking = own_command_line(subject.details.r)
        if taking is not None:
            yield Violation(
                message=f"{taking.shown}() {_TAKEN}",
                remedy=_READ.format('value <- Sys.getenv("value")', ""),
                line=taking.line,
            )
    if any(one.argument for one in subject.operator.interface.parameters):
        return  # it is understood
    codes = subject.details.codes
    words = ("argv", "argparse", "optparse", *(name.partition(".")[0] for name in _READERS))
    if not any(word in code.text for code in codes for word in words) or any(_executed_arguments(subject)):
        return
    known = names(codes)
    for node, code in _running(codes):
        what = _reads_arguments(node, known)
        if what:
            yield problem_at(node, code, *_told(what))
            return


def _told(what: str) -> tuple[str, str]:
    """The message and the remedy for a script that reads its command line by `what`."""
    if what == "argparse":
        remedy = "Add each to a parser of this file, with constants; until then they go behind a bare `--`"
        return "arguments that argparse reads here become no parameters", remedy
    return f"{what} {_TAKEN}", _READ.format("value = os.getenv('value')", ", or read it with argparse")


def _running(codes: Sequence[Code]) -> Iterator[tuple[ast.expr, Code]]:
    """The expressions that run when the script does: at top level, and in functions that are called from there."""
    functions = {
        node.name: (node, code) for code in codes for node in code.tree.body if isinstance(node, ast.FunctionDef)
    }
    todo: list[tuple[ast.AST, Code]] = [(node, code) for code in reversed(codes) for node in reversed(code.tree.body)]
    while todo:
        node, code = todo.pop()
        inner: list[ast.AST] = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = list(node.decorator_list)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            function, home = functions.pop(node.func.id)
            todo.extend((statement, home) for statement in reversed(function.body))
        if isinstance(node, ast.expr):
            yield node, code
        todo.extend((child, code) for child in reversed(inner))


def _reads_arguments(node: ast.expr, known: PythonNames) -> str | None:
    match node:
        case ast.Subscript(value=value, slice=index, ctx=ast.Load()) if _is_argv(value, known):
            return None if _is_script(index) else "sys.argv[…]"
        case ast.ListComp(generators=loops) | ast.GeneratorExp(generators=loops):
            return "a loop over sys.argv" if any(_is_argv(loop.iter, known) for loop in loops) else None
        case ast.Compare(comparators=others):
            return "a look into sys.argv" if any(_is_argv(other, known) for other in others) else None
        case ast.Call():
            return _called(node, known)
    return None


def _called(call: ast.Call, known: PythonNames) -> str | None:
    name = known.full(call.func) or ""
    if name in _READERS:
        return _READERS[name] or name.partition(".")[0]
    if name in _OVER_ALL and any(_is_argv(argument, known) for argument in call.args):
        return f"{name}(sys.argv)"
    if isinstance(call.func, ast.Attribute) and call.func.attr in PARSERS and not (call.args or call.keywords):
        return next((module for module in ("argparse", "optparse") if known.imports(module)), None)
    return None


def _is_argv(node: ast.expr, known: PythonNames) -> bool:
    return isinstance(node, ast.Attribute | ast.Name) and known.full(node) == "sys.argv"


def _is_script(index: ast.expr) -> bool:
    """`sys.argv[0]` is the script's own path."""
    return isinstance(index, ast.Constant) and index.value == 0


RULES = (
    Rule(
        code="CLM066",
        severity="warning",
        title="parameters run as code",
        why="Whoever sets the parameter can run anything with the rights and the secrets of the container, and a slip "
        "in a value becomes an error far from its cause.",
        bad='"""Train a model."""\n\nimport os\n\n'
        "# sizes of the layers\nlayers = eval(os.getenv('layers', '[64, 32]'))\nprint(layers)\n",
        good='"""Train a model."""\n\nimport json\nimport os\n\n'
        "# sizes of the layers\nlayers = json.loads(os.getenv('layers', '[64, 32]'))\nprint(layers)\n",
        check=_executed_arguments,
    ),
    Rule(
        code="CLM067",
        severity="hint",
        title="a command line read by hand",
        why="The launcher takes `--name value` and `name=value` from the command line and sets environment variables, "
        "or the arguments of argparse. What a script reads from `sys.argv`, or by click, typer, fire, docopt and the "
        "like, is no parameter: it is missing in every artifact and in `--help`. It can be given behind a bare `--`.",
        bad='"""Square a number."""\n\nimport sys\n\nprint(int(sys.argv[1]) ** 2)\n',
        good='"""Square a number."""\n\nimport os\n\n'
        "# the number\nnumber = int(os.getenv('number', 5))\nprint(number**2)\n",
        check=_own_command_line,
    ),
)
