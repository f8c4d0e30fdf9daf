"""Reads whose default is a number or a truth value, while a value that somebody sets arrives as text."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hatch_claimed.model import Parameter
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code, SyntaxNode, last_name
from hatch_claimed.sources.python.constants import PythonConstants, bindings
from hatch_claimed.sources.python.environment.uses import EnvironmentUse, accesses_of, uses_of

# what texts of such defaults look like: a text that merely looks so is told apart by the syntax tree
_SUSPECT = re.compile(r"True|False|[-+]?(?:[\d.]+(?:e[-+]?\d+)?|inf|nan)")
_METHODS_OF_TEXTS = frozenset(dir(str)) - frozenset(dir(float)) - frozenset(dir(int))
_NUMERIC = frozenset({
    *("Decimal", "Fraction", "bool", "complex", "float", "float16", "float32", "float64"),
    *("int", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
})  # fmt: skip
# they make the same of a number and of its text; `bool` does not
_INDIFFERENT = _NUMERIC - {"bool"} | {"print", "repr", "str", "debug", "info", "warning", "error"}
# they take texts alone
_FOR_TEXTS = frozenset({"Path", "PurePath", "eval", "literal_eval", "loads"})


@dataclass(frozen=True, slots=True)
class MissingCast:
    """One such read: the whole expression that has a default, and the cast that belongs around it.

    `textual` says that the script takes the value for text, which the default is not; `mendable` that a cast changes
    nothing of what the script does as long as nobody sets the parameter, nor what it does with a value.
    """

    name: str
    node: ast.expr
    code: Code
    cast: str
    default: ast.expr
    value: bool | int | float
    textual: bool
    mendable: bool


def uncast(subject: ReadOperator) -> tuple[MissingCast, ...]:
    """All of them in source order, of parameters that are texts."""
    suspects = {one.name for one in subject.operator.interface.parameters if _is_suspect(one)}
    codes = subject.details.codes
    return tuple(_found(codes, suspects)) if suspects and codes else ()


def _is_suspect(parameter: Parameter) -> bool:
    default = parameter.default
    return parameter.type == "String" and isinstance(default, str) and bool(_SUSPECT.fullmatch(default))


def _found(codes: Sequence[Code], suspects: set[str]) -> Iterator[MissingCast]:
    found, names, _ = accesses_of(codes)
    uses, _ = uses_of(codes, found, names)
    shadowed = frozenset(name for code in codes for name in bindings(code))
    parents = {id(visit.node): visit for code in codes for visit in code.visits}
    for use in uses:
        default = _default(use)
        if use.name not in suspects or default is None or use.access.type != "String":
            continue
        value, place = _folded(default, names, use.access), _whole(default, parents)
        if isinstance(value, int | float) and place is not None and _gives_read(use.access, place.node):
            yield from _judged(use.name, use.access, default, value, place, _Uses(codes, parents, shadowed))


def _default(use: EnvironmentUse) -> ast.expr | None:
    """The default of a read itself, or else what is chosen in its place where there is no value."""
    return use.access.default or (use.verdict.instead if use.verdict else None)


def _gives_read(access: VariableAccess, node: ast.AST) -> bool:
    """Whether an expression is worth what was read: a function of the script may have made a number of it."""
    return access.passed or node is not access.node


def _folded(node: ast.expr, names: PythonConstants, access: VariableAccess) -> object:
    constant = names.fold(node, access.bound)
    return None if constant is None else constant.value


def _whole(default: ast.expr, parents: Mapping[int, SyntaxNode]) -> SyntaxNode | None:
    """The read with its default: the call, or what chooses between a value and the default."""
    node: ast.AST | None = default
    for _ in range(2):
        visit = parents.get(id(node))
        node = visit.parent if visit else None
        if isinstance(node, ast.Call | ast.BoolOp | ast.IfExp):
            return parents.get(id(node))
        if not isinstance(node, ast.keyword):
            return None
    return None


@dataclass(frozen=True, slots=True)
class _Uses:
    """What a script does with a value: where it stands, and where the variable does that takes it."""

    codes: Sequence[Code]
    parents: Mapping[int, SyntaxNode]
    shadowed: frozenset[str]

    def of(self, place: SyntaxNode) -> Iterator[SyntaxNode]:
        yield place
        target = _target(place)
        if not target:
            return
        for code in self.codes:
            for visit in code.of(ast.Name, ast.Attribute):
                loads = isinstance(visit.node, ast.Name | ast.Attribute) and isinstance(visit.node.ctx, ast.Load)
                if loads and last_name(visit.node) == target:
                    yield visit

    def any(self, place: SyntaxNode, test: Callable[[SyntaxNode, Mapping[int, SyntaxNode]], bool]) -> bool:
        return any(test(visit, self.parents) for visit in self.of(place))


def _judged(
    name: str, access: VariableAccess, default: ast.expr, value: bool | float, place: SyntaxNode, uses: _Uses
) -> Iterator[MissingCast]:
    node = place.node
    if not isinstance(node, ast.expr):
        return
    if _is_indifferent(place, uses.parents) or uses.any(place, _is_told_apart):
        return
    cast = type(value).__name__
    textual = uses.any(place, _is_textual) or _sets_default(node)
    converted = uses.any(place, partial(_is_converted, cast))
    in_text = isinstance(place.parent, ast.FormattedValue)
    mendable = not (textual or converted or in_text or cast in uses.shadowed)
    yield MissingCast(name, node, access.code, cast, default, value, textual, mendable)


def _target(place: SyntaxNode) -> str:
    """The variable or attribute that is assigned the value itself; nothing where none is."""
    match place.parent:
        case ast.Assign(targets=[target], value=value) if value is place.node:
            return last_name(target)
        case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value) if (
            value is place.node
        ):
            return last_name(target)
    return ""


def _is_indifferent(visit: SyntaxNode, parents: Mapping[int, SyntaxNode]) -> bool:
    """Whether the value goes where a number and its text are the same: into a text, or to a parser with a type."""
    match visit.parent:
        case ast.FormattedValue(format_spec=None):
            return True
        case ast.Call(func=function) as call:
            return visit.node in call.args and last_name(function) in _INDIFFERENT
        case ast.keyword(arg="default") as keyword:
            around = parents[id(keyword)].parent
            return isinstance(around, ast.Call) and any(one.arg == "type" for one in around.keywords)
    return False


def _is_told_apart(visit: SyntaxNode, parents: Mapping[int, SyntaxNode]) -> bool:
    """Whether the script compares the value with texts, makes a text of it first, or asks whether it is one."""
    match visit.parent:
        case ast.Compare(left=left, comparators=others):
            return any(_is_text(side) for side in (left, *others))
        case ast.Call(func=ast.Name(id="isinstance"), args=[first, *_]):
            return first is visit.node
        case ast.Call(func=ast.Name(id="str"), args=[only]) as call if only is visit.node:
            return isinstance(parents[id(call)].parent, ast.Attribute)
        case ast.Call(func=function) as call:
            # strtobool, str2bool, as_bool
            return visit.node in call.args and "bool" in (last_name(function) or "").lower()[1:]
    return False


def _is_text(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str()):
            return True
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            return any(_is_text(item) for item in items)
    return False


def _is_converted(cast: str, visit: SyntaxNode, _parents: Mapping[int, SyntaxNode]) -> bool:
    """Whether the script makes a number or a truth value of another type of it: of `0.5`, `int` makes none."""
    match visit.parent:
        case ast.Call(func=function, args=[only, *_]) if only is visit.node:
            return last_name(function) in _NUMERIC and last_name(function) != cast
    return False


def _is_textual(visit: SyntaxNode, _parents: Mapping[int, SyntaxNode]) -> bool:
    match visit.parent:
        case ast.Attribute(attr=method):
            return method in _METHODS_OF_TEXTS
        case ast.Call(func=function) as call:
            return visit.node in call.args and last_name(function) in _FOR_TEXTS
    return False


def _sets_default(node: ast.expr) -> bool:
    """`os.environ.setdefault` writes the default, which must be text."""
    return isinstance(node, ast.Call) and last_name(node.func) == "setdefault"
