"""What a caller asks of an operator, and all that is wrong with it, before anything is started. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hatch_claimed.model import Component, Parameter
from hatch_claimed.model.scalars import ParameterType
from hatch_claimed.model.secrets.parameters import secret_names
from hatch_claimed.model.similar import closest

_TRUE_OR_FALSE = frozenset({"true", "1", "yes", "on", "t", "y", "false", "0", "no", "off", "f", "n", ""})

STRAY = "an argument is neither --name value nor name=value: put quotes around a value with spaces"


@dataclass(frozen=True, slots=True)
class OperatorArguments:
    """Texts by parameter, paths by output, and arguments that are the script's own.

    Paths of outputs are meant as the caller sees them; a `/` at the end means a folder.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    script: tuple[str, ...] = ()


def with_pairs(
    component: Component, arguments: OperatorArguments, words: Sequence[str]
) -> tuple[OperatorArguments, tuple[str, ...]]:
    """Take `name=value` words in, and say what is wrong with the others: none of them is an option.

    Problems never hold a value: a stray word may be the second half of a password.
    """
    values, outputs, problems = dict(arguments.values), dict(arguments.outputs), []
    known = {one.name for one in component.parameters}
    names = (*(one.name for one in component.parameters), *(one.name for one in component.outputs))
    skip = False
    for word in words:
        name, equals, value = word.removeprefix("--").partition("=")
        if equals and name in names:
            (values if name in known else outputs)[name] = value
        elif word.startswith("-") or (equals and closest(name, names, folded=True)):
            is_short = word.startswith("-") and not word.startswith("--")
            problems.append(_unknown(name if is_short else f"--{name}", names))
        elif not skip:
            problems.append(_stray(component))
        # what follows an unknown name is its value
        skip = word.startswith("-") and not equals
    return OperatorArguments(values, outputs, arguments.script), tuple(dict.fromkeys(problems))


def problems(component: Component, arguments: OperatorArguments, environment: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with the values: those that do not fit, and one line for all that are missing.

    Variables of the caller's environment are values as well. What other languages take, they judge when they start.
    """
    missing = [
        one.name
        for one in component.parameters
        if one.required and one.name not in arguments.values and not environment.get(one.name)
    ]
    found = list(_misfits(component, arguments)) if component.language.is_python else []
    if missing:
        each = "it" if len(missing) == 1 else "each"
        example = f"--{missing[0]} VALUE"
        found.append(f"no value for {', '.join(missing)}: write {each} as {example}, or set a variable of that name")
    return tuple(found)


def _misfits(component: Component, arguments: OperatorArguments) -> Iterator[str]:
    hidden = secret_names(component)
    for one in component.parameters:
        text = arguments.values.get(one.name)
        # an empty number is no value
        if text is None or (one.type in {"Integer", "Float"} and not text.strip()):
            continue
        if not _fits(one, text):
            what, remedy = _WANTED[one.type]
            seen = "" if one.name in hidden else f", not {text!r}"
            yield f"--{one.name} must be {what}{seen}: write {remedy}"
        elif not _is_choice(one, text):
            seen = "" if one.name in hidden else f", not {text!r}"
            yield f"--{one.name} must be one of {', '.join(map(str, one.choices))}{seen}"


def _fits(parameter: Parameter, text: str) -> bool:
    cast: Callable[[str], object] = {"Integer": int, "Float": float}.get(parameter.type, str)
    try:
        cast(text)
    except ValueError:
        return False
    return parameter.type != "Boolean" or text.strip().lower() in _TRUE_OR_FALSE


def _is_choice(parameter: Parameter, text: str) -> bool:
    """Whether a value is among those that there are, or the default; elements of lists are judged by the launcher."""
    if not parameter.choices or parameter.is_list:
        return True
    cast: Callable[[str], object] = {"Integer": int, "Float": float}.get(parameter.type, str)
    return text in ("", parameter.default_text) or cast(text) in parameter.choices


_WANTED: Mapping[ParameterType, tuple[str, str]] = {
    "Integer": ("an Integer", "a whole number such as 5"),
    "Float": ("a Float", "a number such as 0.5"),
    "Boolean": ("a Boolean", "true or false"),
}


def _stray(component: Component) -> str:
    """What to write of a word without a name. Scripts of argparse have words that need none."""
    positional = next((one.name for one in component.parameters if one.argument and not one.argument.flags), None)
    named = f"arguments without a flag have names here, as in --{positional} VALUE" if positional else ""
    a_list = next((one.name for one in component.parameters if one.is_list), None)
    quoted = f"values of a list are one text, as in --{a_list} 'A B'" if a_list else ""
    remedy = ", and ".join(filter(None, (named, quoted)))
    return f"an argument stands behind no name: {remedy}" if remedy else STRAY


def _unknown(written: str, known: Sequence[str]) -> str:
    """What is wrong with a name that no parameter has, as it is written, with its dashes."""
    name = written.lstrip("-")
    close = closest(name, known, folded=True) if len(name) > 1 else None
    hint = f"did you mean --{close}? " if close else ""
    return f"unknown parameter {written}: {hint}There are {', '.join(f'--{one}' for one in known)}"
