"""What becomes of `os.environ`, a copy of it, or a function that reads it, by the place where it stands."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from hatch_claimed.sources.python.accesses import VariableAccess, arguments, at, set_by
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.environment.calls import COPYING, LISTING, SHOWING, is_shown, name_of, shown
from hatch_claimed.sources.python.environment.meanings import (
    Assignment,
    CallArgument,
    Environ,
    EnvironmentAccess,
    Escape,
    Meaning,
    Outcome,
    Propagation,
    ReadFunction,
    ReturnValue,
)

_READING = frozenset({"get", "setdefault", "pop", "__getitem__"})
_GIVING_NONE = frozenset({"get", "getenv", "setdefault"})
_ENDLESS = frozenset({"items", "values", "popitem"})
_FOR_PROGRAMS = ("exec", "spawn", "posix_spawn")
_ENVIRONMENTS = frozenset({"env", "environ", "environment"})

Context = Callable[[Code, ast.expr, Meaning, ast.AST], Iterator[Outcome]]


def outcomes(code: Code, node: ast.expr, meaning: Meaning) -> Iterator[Outcome]:
    """What becomes of an expression with this meaning; nothing where it is merely looked at."""
    parent = code.visit(node).parent
    context = _CONTEXTS.get(type(parent))
    if context is not None and parent is not None:
        yield from context(code, node, meaning, parent)


def _subscripted(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    if not isinstance(parent, ast.Subscript) or parent.value is not node or not isinstance(meaning, Environ):
        return
    visit = code.visit(parent)
    access = replace(at(code, parent, parent.slice), copy=meaning.copy)
    changes = isinstance(visit.parent, ast.AugAssign) and visit.parent.target is parent
    if isinstance(parent.ctx, ast.Load) or changes:
        yield EnvironmentAccess(access)
    # `os.environ['x']: str` only declares
    elif isinstance(parent.ctx, ast.Store) and not (isinstance(visit.parent, ast.AnnAssign) and not visit.parent.value):
        yield EnvironmentAccess(replace(access, writes=True, value=set_by(visit)))


def _attribute(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    if not isinstance(parent, ast.Attribute) or not isinstance(meaning, Environ):
        return
    call = code.visit(parent).parent
    called = isinstance(call, ast.Call) and call.func is parent
    if parent.attr in _READING:
        yield Propagation(parent, ReadFunction(parent.attr, meaning.copy))
    elif called and isinstance(call, ast.Call):
        yield from _method(code, call, parent.attr, meaning)
    elif parent.attr in _ENDLESS:
        yield Escape(code, node, "gone through", meaning.copy)


def _method(code: Code, call: ast.Call, method: str, meaning: Environ) -> Iterator[Outcome]:
    if method == "copy":
        yield Propagation(call, Environ(id(call)))
    elif method == "keys":
        yield Propagation(call, meaning)
    elif method == "__contains__" and len(call.args) == 1:
        yield EnvironmentAccess(replace(at(code, call, call.args[0]), tests=True, copy=meaning.copy))
    elif method in _ENDLESS:
        if not is_shown(code, call):
            yield Escape(code, call, "gone through", meaning.copy)
    elif method == "update":
        yield from _updated(code, call, meaning)


def _updated(code: Code, call: ast.Call, meaning: Environ) -> Iterator[Outcome]:
    for argument in call.args:
        yield EnvironmentAccess(_set_by_all(code, call, argument, meaning.copy))
    yield from _keywords(code, call, meaning.copy)


def _keywords(code: Code, call: ast.Call, copy: int) -> Iterator[Outcome]:
    for keyword in call.keywords:
        if keyword.arg is None:
            yield EnvironmentAccess(_set_by_all(code, call, keyword.value, copy))
        else:
            name = ast.copy_location(ast.Constant(keyword.arg), keyword)
            written = replace(at(code, call, name), writes=True, value=keyword.value, line=keyword.lineno, copy=copy)
            yield EnvironmentAccess(written)


def _set_by_all(code: Code, place: ast.expr, mapping: ast.expr, copy: int) -> VariableAccess:
    return replace(at(code, place, None), writes=True, each=mapping, copy=copy)


def _compared(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    match parent:
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()], comparators=[right]):
            if right is node and isinstance(meaning, Environ):
                yield EnvironmentAccess(replace(at(code, parent, left), tests=True, copy=meaning.copy))


def _called(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    if not isinstance(parent, ast.Call):
        return
    if parent.func is node:
        if isinstance(meaning, ReadFunction):
            yield from _read(code, parent, meaning)
    elif isinstance(meaning, ReadFunction):
        yield from _reader_passed(node, meaning, parent)
    else:
        yield from _passed(code, parent, parent.args.index(node), meaning)


def _read(code: Code, call: ast.Call, meaning: ReadFunction) -> Iterator[Outcome]:
    # one that only takes a variable away reads nothing
    if meaning.method != "pop" or not isinstance(code.visit(call).parent, ast.Expr):
        name, default = arguments((*meaning.arguments, *call.args), (*meaning.keywords, *call.keywords))
        access = replace(at(code, call, name), default=default, copy=meaning.copy)
        missing_is_none = meaning.method in _GIVING_NONE
        yield EnvironmentAccess(replace(access, missing_is_none=missing_is_none, sets=meaning.method == "setdefault"))


def _reader_passed(node: ast.expr, meaning: ReadFunction, call: ast.Call) -> Iterator[Outcome]:
    if name_of(call.func) == "partial" and call.args[0] is node:
        given = replace(
            meaning,
            arguments=(*meaning.arguments, *call.args[1:]),
            keywords=(*meaning.keywords, *call.keywords),
        )
        yield Propagation(call, given)
    elif name_of(call.func) not in SHOWING:
        yield CallArgument(call, call.args.index(node), meaning)


def _keyword(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    call = code.visit(parent).parent
    if not isinstance(call, ast.Call) or not isinstance(parent, ast.keyword):
        return  # a class statement
    if parent.arg is not None:
        yield CallArgument(call, parent.arg, meaning)
    elif isinstance(meaning, Environ):
        if name_of(call.func) in COPYING:
            yield from _copied(code, call)
        else:
            yield Escape(code, node, f"handed to {shown(call.func)}", meaning.copy)


def _passed(code: Code, call: ast.Call, place: int, meaning: Environ) -> Iterator[Outcome]:
    name = name_of(call.func)
    if name in COPYING:
        yield from _copied(code, call)
    elif name in LISTING:
        yield Propagation(call, meaning)
    elif name == "update" and isinstance(call.func, ast.Attribute):
        # what it is put into is a copy of it then
        yield Assignment(call.func.value, Environ(id(call)))
    elif name == "patch.dict" or (name and name.split(".")[-1].startswith(_FOR_PROGRAMS)):
        return
    elif name not in SHOWING:
        yield CallArgument(call, place, meaning)


def _copied(code: Code, call: ast.Call) -> Iterator[Outcome]:
    """`dict(os.environ, NAME='1')`: a copy, with what is set in it."""
    yield Propagation(call, Environ(id(call)))
    for keyword in call.keywords:
        if keyword.arg is not None:
            name = ast.copy_location(ast.Constant(keyword.arg), keyword)
            yield EnvironmentAccess(replace(at(code, call, name), writes=True, value=keyword.value, copy=id(call)))


def _dictionary(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    if not isinstance(parent, ast.Dict):
        return
    place = parent.values.index(node)
    key = parent.keys[place]
    if key is None and isinstance(meaning, Environ):
        yield Propagation(parent, Environ(id(parent)))
        yield EnvironmentAccess(_set_by_all(code, parent, parent, id(parent)))
    elif not (isinstance(key, ast.Constant) and key.value in _ENVIRONMENTS):
        yield _kept(code, node, meaning)


def _combined(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    match parent:
        case ast.BinOp(op=ast.BitOr(), left=left, right=right) if isinstance(meaning, Environ):
            yield Propagation(parent, Environ(id(parent)))
            other = _set_by_all(code, parent, right if left is node else left, id(parent))
            yield EnvironmentAccess(other if left is node else replace(other, sets=True))
        case ast.BoolOp(op=ast.Or()):
            yield Propagation(parent, meaning)
        case ast.IfExp(test=test) if test is not node:
            yield Propagation(parent, meaning)
        case ast.NamedExpr(target=target):
            yield Assignment(target, meaning)
            yield Propagation(parent, meaning)


def _assigned(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    match parent:
        case ast.Assign(targets=targets, value=value) if value is node:
            for target in targets:
                yield from _to_target(code, node, meaning, target)
        case ast.AnnAssign(target=target, value=value) if value is node:
            yield from _to_target(code, node, meaning, target)
        case ast.AugAssign(target=target, op=ast.BitOr(), value=value) if target is node:
            if isinstance(meaning, Environ):
                yield EnvironmentAccess(_set_by_all(code, node, value, meaning.copy))


def _to_target(code: Code, node: ast.expr, meaning: Meaning, target: ast.expr) -> Iterator[Outcome]:
    if isinstance(target, ast.Name | ast.Attribute):
        yield Assignment(target, meaning)
    elif not (
        isinstance(target, ast.Subscript)
        and isinstance(target.slice, ast.Constant)
        and target.slice.value in _ENVIRONMENTS
    ):
        yield _kept(code, node, meaning)


def _iterated(code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    if isinstance(meaning, Environ) and getattr(parent, "iter", None) is node and not is_shown(code, node):
        yield Escape(code, node, "gone through", meaning.copy)


def _in_collection(code: Code, node: ast.expr, meaning: Meaning, _parent: ast.AST) -> Iterator[Outcome]:
    yield _kept(code, node, meaning)


def _returned(_code: Code, node: ast.expr, meaning: Meaning, _parent: ast.AST) -> Iterator[Outcome]:
    yield ReturnValue(node, meaning)


def _default(_code: Code, node: ast.expr, meaning: Meaning, parent: ast.AST) -> Iterator[Outcome]:
    """`def read(environment=os.environ)`."""
    if isinstance(parent, ast.arguments):
        positional = [*parent.posonlyargs, *parent.args]
        pairs: list[tuple[ast.arg, ast.expr | None]] = list(
            zip(reversed(positional), reversed(parent.defaults), strict=False)
        )
        pairs += zip(parent.kwonlyargs, parent.kw_defaults, strict=True)
        for argument, default in pairs:
            if default is node:
                yield Assignment(argument, meaning)


def _kept(code: Code, node: ast.expr, meaning: Meaning) -> Escape:
    return Escape(code, node, "kept elsewhere", meaning.copy)


_CONTEXTS: Mapping[type, Context] = {
    ast.Subscript: _subscripted,
    ast.Attribute: _attribute,
    ast.Compare: _compared,
    ast.Call: _called,
    ast.keyword: _keyword,
    ast.Dict: _dictionary,
    ast.Assign: _assigned,
    ast.AnnAssign: _assigned,
    ast.AugAssign: _assigned,
    ast.Return: _returned,
    ast.Lambda: _returned,
    ast.arguments: _default,
    **dict.fromkeys((ast.BinOp, ast.BoolOp, ast.IfExp, ast.NamedExpr), _combined),
    **dict.fromkeys((ast.For, ast.AsyncFor, ast.comprehension), _iterated),
    **dict.fromkeys((ast.List, ast.Tuple, ast.Set, ast.Starred, ast.Yield, ast.YieldFrom, ast.Await), _in_collection),
}
