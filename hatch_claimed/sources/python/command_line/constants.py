"""Arguments whose flags stand for values: `store_true`, `store_false`, `store_const`, and several of them together."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hatch_claimed.model import CommandArgument
from hatch_claimed.model.scalars import ParameterType, Scalar
from hatch_claimed.sources.python.command_line.added_arguments import AddedArgument
from hatch_claimed.sources.python.command_line.folded_values import Folded, plain
from hatch_claimed.sources.python.command_line.folding import ConstantFolder
from hatch_claimed.sources.python.fold import Value


@dataclass(frozen=True, slots=True)
class ConstantFlags:
    """The argument that the flags are together, its type, and its values where these are no truth values."""

    argument: CommandArgument
    kind: ParameterType
    choices: tuple[Scalar, ...]


def constant_flags(
    several: Sequence[tuple[AddedArgument, str]], folder: ConstantFolder, default: Folded | None
) -> ConstantFlags:
    """What the flags of one `dest` are, each declaration with its action."""
    values = [(value, flag) for one, action in several for value, flag in _values(one, action, folder)]
    kind = _kind([value for value, _ in values], plain(default))
    texts = [(_text(value, kind), flag) for value, flag in values]
    flags = tuple(flag for one, _ in several for flag in one.flags)
    argument = CommandArgument(flags=flags, action="const", constants=tuple(texts), element=kind)
    if kind == "Boolean":
        return ConstantFlags(argument, kind, ())
    return ConstantFlags(argument, kind, tuple(dict.fromkeys(_as(value, kind) for value, _ in values)))


def _values(one: AddedArgument, action: str, folder: ConstantFolder) -> Iterator[tuple[Value, str]]:
    """Each flag with what it sets. Long ones come first, since they say what they mean."""
    flags = sorted(one.flags, key=lambda flag: flag[:1] * 2 != flag[:2])
    if action == "store_const":
        folded = one.fold(folder, "const")
        node = one.keywords.get("const")
        constant = plain(folded) if folded is not None or node is None else ast.unparse(node)
        yield from ((constant, flag) for flag in flags)
    else:
        yield from ((action != "store_false", flag) for flag in flags)
    if action == "BooleanOptionalAction":
        yield from ((False, f"--no-{flag[2:]}") for flag in flags if flag.startswith("--"))


def _kind(values: Sequence[Value], default: Value) -> ParameterType:
    kinds = {type(one) for one in (*values, default) if one is not None}
    if kinds <= {bool}:
        return "Boolean"
    if kinds <= {int}:
        return "Integer"
    return "Float" if kinds <= {int, float} else "String"


def _as(value: Value, kind: ParameterType) -> Scalar:
    return value if isinstance(value, int | float) and kind in ("Integer", "Float") else str(value)


def _text(value: Value, kind: ParameterType) -> str:
    """The value as the launcher has it in the environment."""
    if kind == "Boolean":
        return "True" if value else ""
    return str(_as(value, kind))
