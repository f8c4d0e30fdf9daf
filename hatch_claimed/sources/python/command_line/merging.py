"""Puts parameters of the command line beside those of the environment: one name is one parameter."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hatch_claimed.model import CommandArgument, Parameter
from hatch_claimed.sources.python.command_line.added_arguments import AddedArgument
from hatch_claimed.sources.python.command_line.folding import ConstantFolder
from hatch_claimed.sources.python.defaults import converted


@dataclass(frozen=True, slots=True)
class Reads:
    """The parameters of the environment, and the variables that each expression reads, by its identity.

    `optional` are variables whose reads give None where nothing is set, `last` those that are read only where another
    value is missing, which may be an argument.
    """

    parameters: tuple[Parameter, ...]
    names: Mapping[int, str]
    optional: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()


def linked(several: Sequence[AddedArgument], reads: Reads, folder: ConstantFolder) -> str | None:
    """The variable of the environment that the default of an argument is; None where it is none, or of several."""
    known = {one.name for one in reads.parameters}
    found = {
        reads.names[id(node)]
        for one in several
        if (default := one.keywords.get("default")) is not None
        for node in ast.walk(folder.expression(default))
        if id(node) in reads.names
    } & known
    return found.pop() if len(found) == 1 else None


@dataclass
class MergedParameters:
    """Parameters by the name that Kubeflow knows them by, which tells no case and no `_` at the ends."""

    found: dict[str, Parameter] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def link(self, variable: str, argument: Parameter, *, is_optional: bool) -> None:
        """Give a variable of the environment what the argument says that has it as its default.

        Where it is missing, the argument has no value, unless it is required itself, or the read `is_optional` not.
        """
        key = self.variables[variable]
        own = self.found[key]
        self.found[key] = replace(
            _typed(own, argument),
            required=argument.required if is_optional else own.required,
            description=own.description or argument.description,
            argument=_beside_variable(argument),
        )

    def add(self, parameter: Parameter, outputs: Collection[str]) -> tuple[str, int | None]:
        """Take an argument in: its name, and the line of a variable of that name that says something else."""
        key = _key(parameter.name)
        own = self.found.get(key)
        if own is not None and own.argument is None:
            return self._join(key, own, parameter)
        taken = {*self.found, *map(_key, outputs), ""}
        name, number = parameter.name if key else "argument", 1
        while _key(name) in taken:
            number += 1
            name = f"{parameter.name.strip('_') or 'argument'}_{number}"
        self.found[_key(name)] = replace(parameter, name=name)
        return name, None

    def _join(self, key: str, own: Parameter, argument: Parameter) -> tuple[str, int | None]:
        """A variable that is read as well as an argument of its name: the launcher sets both."""
        typed = _typed(own, argument)
        same = typed.type == argument.type and typed.default == argument.default
        self.found[key] = replace(
            typed,
            default=typed.default if same else None,
            required=own.required and argument.required,
            description=own.description or argument.description,
            argument=argument.argument,
            choices=argument.choices if same else (),
        )
        return own.name, None if same else own.line

    def in_order(self) -> list[Parameter]:
        """All of them, as their lines stand in the source."""
        return sorted(self.found.values(), key=lambda one: (one.cell or 0, one.line or 0))


def merged(reads: Reads) -> MergedParameters:
    """The parameters of the environment, which arguments come to."""
    result = MergedParameters()
    for read in reads.parameters:
        one = replace(read, required=False) if read.name in reads.last else read
        # two that Kubeflow takes for one are a finding of its own
        key = _key(one.name) if _key(one.name) not in result.found else one.name
        result.found[key] = one
        result.variables[one.name] = key
    return result


def _beside_variable(argument: Parameter) -> CommandArgument | None:
    """How a value reaches an argument that has a variable as its default: by that, unless the argument is required."""
    how = argument.argument
    if how is None or argument.required:
        return how
    plain = how.action in ("store", "const") and not how.is_list
    return replace(how, action="variable", flags=how.flags if plain else (), constants=how.constants if plain else ())


def _typed(own: Parameter, argument: Parameter) -> Parameter:
    """A variable with the type and the choices that its text gets from the argument."""
    how = argument.argument
    if own.type != "String" or how is None or how.is_list or how.action != "store":
        return own
    try:
        default = converted(own.default, argument.type)
    except ValueError:
        return own
    return replace(own, type=argument.type, default=default, choices=argument.choices)


def _key(name: str) -> str:
    return name.lower().strip("_")
