"""Secrets that Python code prints: parameters, by themselves and under the names that they are assigned to."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hatch_claimed.checks.analysis.calls import PythonNames, names
from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.constants import bindings
from hatch_claimed.sources.python.environment.uses import EnvironmentUse, accesses_of, uses_of

_SINKS = frozenset(
    {
        *("print", "display", "pprint", "exit", "IPython.display.display", "pprint.pprint", "pprint.pp", "rich.print"),
        *("sys.stdout.write", "sys.stderr.write", "sys.exit", "warnings.warn", "click.echo", "typer.echo"),
        *("tqdm.tqdm.write", "icecream.ic"),
    }
)
_LEVELS = frozenset({"debug", "info", "warning", "warn", "error", "critical", "exception", "log"})
_LOGGER = re.compile(r"log", re.IGNORECASE)
# of what is printed, and of what a name is given, these leave the text as it is
_KEEPING = frozenset({"str", "repr", "ascii", "format", "list", "tuple", "dict", "set", "quote", "quote_plus"})
_METHODS = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "encode", "decode", "removeprefix", "removesuffix"}
)
_STREAMS = frozenset({"sys.stdout", "sys.stderr"})
_ENVIRONMENT = "os.environ"
_ECHO = r"(?:^|[;&!]|\bthen\b|\bdo\b)\s*(?:echo|printf)\b[^|>;&]*\$\{{?{name}\b[^|>;&]*(?:$|[;&])"
_TELLING = re.compile(r"print|log|write|display|echo|warn|raise|exit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedSecret:
    """A place that prints the secret parameter `name`, or all variables and so this one as well."""

    name: str
    node: ast.expr
    code: Code
    among_all: bool = False


@dataclass(frozen=True, slots=True)
class ShellPrintedSecret:
    """A line of a shell that prints it."""

    name: str
    code: Code
    line: int


def printed(codes: Sequence[Code], secrets: Collection[str]) -> Iterator[PrintedSecret | ShellPrintedSecret]:
    """The places where values of the parameters `secrets` go into the log, in no particular order."""
    cells = [code for code in codes if code.cell is not None]
    if not secrets or not (cells or any(_TELLING.search(code.text) for code in codes)):
        return
    uses = [use for use in _uses(codes) if use.name in secrets]
    yield from filter(None, map(_echoed, uses))
    held = _held(codes, uses)
    for code in codes:
        for node in (*_sunk(code, held.known), *_last(code)):
            name = held.shown(node)
            if name:
                yield PrintedSecret(name, node, code)
            elif _is_environment(node, held.known):
                yield PrintedSecret(min(secrets), node, code, among_all=True)


def _uses(codes: Sequence[Code]) -> list[EnvironmentUse]:
    found, constants, _ = accesses_of(codes)
    return uses_of(codes, found, constants)[0]


@dataclass(slots=True)
class _Held:
    """Which parameter each read, by the `id` of its node, and each variable has the value of."""

    known: PythonNames
    reads: Mapping[int, str]
    variables: dict[str, str] = field(default_factory=dict)

    def shown(self, node: ast.expr | None) -> str | None:
        """The parameter whose value can be read in what an expression gives: whole, and not its length or its end."""
        if node is None:
            return None
        if id(node) in self.reads:
            return self.reads[id(node)]
        if isinstance(node, ast.Name):
            return self.variables.get(node.id)
        return next(filter(None, map(self.shown, _parts(node))), None)


def _held(codes: Sequence[Code], uses: Sequence[EnvironmentUse]) -> _Held:
    reads = {id(use.access.node): use.name for use in uses if use.access.node and _is_read(use)}
    held = _Held(names(codes), reads)
    bound = Counter(name for code in codes for name in bindings(code))
    given: dict[str, list[ast.expr]] = {}
    for code in codes:
        for name, value in _assignments(code):
            given.setdefault(name, []).append(value)
    # what is also bound in another way is another thing there: the words of a loop are called `token` as well
    simple = {name: values for name, values in given.items() if len(values) == bound[name]}
    changed = bool(reads)
    while changed:
        changed = False
        for name, values in simple.items():
            if name not in held.variables and _is_held(name, values, held):
                changed = True
    return held


def _is_held(name: str, values: Sequence[ast.expr], held: _Held) -> bool:
    """Whether a variable has the secret by all that it is given; it is noted then."""
    secret = next(filter(None, map(held.shown, values)), None)
    if secret is None:
        return False
    held.variables[name] = secret
    if all(map(held.shown, values)):
        return True
    del held.variables[name]
    return False


def _is_read(use: EnvironmentUse) -> bool:
    access = use.access
    return not (access.writes or access.tests or access.in_shell) and access.type == "String"


def _assignments(code: Code) -> Iterator[tuple[str, ast.expr]]:
    for visit in code.of(ast.Assign, ast.AnnAssign, ast.NamedExpr):
        match visit.node:
            case ast.Assign(targets=targets, value=value):
                yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                yield name, value


def _parts(node: ast.expr) -> list[ast.expr]:
    """The expressions whose texts a reader finds in what this one gives."""
    match node:
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts) | ast.Dict(values=parts):
            return parts
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return parts
        case ast.FormattedValue(value=part) | ast.Starred(value=part) | ast.NamedExpr(value=part):
            return [part]
        case ast.BinOp(left=one, op=ast.Add() | ast.Mod(), right=other) | ast.IfExp(body=one, orelse=other):
            return [one, other]
    return _parts_of_call(node) if isinstance(node, ast.Call) else []


def _parts_of_call(node: ast.Call) -> list[ast.expr]:
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    match node.func:
        case ast.Name(id=name) if name in _KEEPING:
            return given
        case ast.Attribute(attr="format" | "join"):
            return given
        case ast.Attribute(attr=name) if name in _KEEPING:
            return given
        case ast.Attribute(value=value, attr=name) if name in _METHODS:
            return [value]
    return []


def _sunk(code: Code, known: PythonNames) -> Iterator[ast.expr]:
    """What calls print, what loggers are given, and what errors say."""
    for visit in code.of(ast.Call, ast.Raise):
        match visit.node:
            case ast.Call() as call if _prints(call, known):
                yield from call.args
            case ast.Raise(exc=ast.Call(args=args)):
                yield from args


def _prints(call: ast.Call, known: PythonNames) -> bool:
    name = known.full(call.func)
    if name in _SINKS:
        return all(one.arg != "file" or known.full(one.value) in _STREAMS for one in call.keywords)
    function = call.func
    return isinstance(function, ast.Attribute) and function.attr in _LEVELS and _is_logger(function.value)


def _is_logger(node: ast.expr) -> bool:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return _LOGGER.search(name) is not None
        case ast.Call(func=function):
            return _is_logger(function)
    return False


def _last(code: Code) -> Iterator[ast.expr]:
    """What a cell shows because it stands last."""
    last = code.tree.body[-1] if code.cell is not None and code.tree.body else None
    if isinstance(last, ast.Expr) and not code.text.rstrip().endswith(";"):
        yield last.value


def _is_environment(node: ast.expr, known: PythonNames) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KEEPING:
        return any(_is_environment(one, known) for one in node.args)
    return known.full(node) == _ENVIRONMENT


def _echoed(use: EnvironmentUse) -> ShellPrintedSecret | None:
    """The line of a shell that prints what it reads, and hands it to no other command or file."""
    access = use.access
    found = access.in_shell and re.search(_ECHO.format(name=use.name), _shell_line(access).strip())
    return ShellPrintedSecret(use.name, access.code, access.line) if found else None


def _shell_line(access: VariableAccess) -> str:
    place = access.statement_line, access.statement_column
    for visit in access.code.of(ast.Call):
        match visit.node:
            case ast.Call(func=ast.Attribute(attr=magic), args=[*_, ast.Constant(value=str(text))]) as call:
                if (call.lineno, call.col_offset) != place:
                    continue
                # the magic itself has the first line of its cell
                lines, number = text.split("\n"), access.line - call.lineno - (magic == "run_cell_magic")
                return lines[number] if 0 <= number < len(lines) else ""
    return ""
