"""Turns what was given into the environment that the script reads (C3 requirements, *Parameters*).

An argument wins over an environment variable. Numbers are only checked; Booleans become `True` or the empty string,
because scripts say `bool(os.getenv('debug', False))`, and to Python any other text is true.

What equals the default is as good as not set (C3 requirements, *The same everywhere*): clients that must write
something write the default, and the script's own default may be no text, as in `os.getenv('n', 3)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .interface import LOG_LEVEL, Interface, Parameter
from .messages import quoted

TRUE = frozenset(("true", "1", "yes", "on", "t", "y"))
FALSE = frozenset(("false", "0", "no", "off", "f", "n", ""))
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
OTHER_LEVELS = ("WARN", "FATAL", "NOTSET")

WHAT_TO_WRITE = {
    "Integer": ("an Integer", "write a whole number such as 5"),
    "Float": ("a Float", "write a number such as 0.5"),
    "Boolean": ("a Boolean", "write true or false (or yes/no, on/off, 1/0)"),
    "Level": ("a log level", "write DEBUG, INFO, WARNING, ERROR or CRITICAL"),
    "Literal": ("a list or a dictionary", 'write it as JSON such as [1, 2] or {"a": 1}, or as Python does'),
}


class Settled:
    """What to change in the environment (None removes a variable), and what is wrong."""

    __slots__ = ("changes", "problems")

    def __init__(self) -> None:
        self.changes: dict[str, str | None] = {}
        self.problems: list[str] = []


def settle(interface: Interface, given: Mapping[str, str], environment: Mapping[str, str]) -> Settled:
    """Check every parameter's value, whether it comes from an argument (`given`) or from the environment."""
    settled = Settled()
    missing: list[str] = []
    for parameter in interface.parameters.values():
        argument = given.get(parameter.name)
        text = environment.get(parameter.name) if argument is None else argument
        if text is None or _holds_nothing(parameter, text, is_argument=argument is not None):
            if parameter.required:
                missing.append(parameter.name)
            else:
                _leave(parameter, text, settled)
        elif _is_default(parameter, text):
            _leave(parameter, text, settled)
        else:
            _check(interface, parameter, text, settled, is_argument=argument is not None)
    if missing:
        settled.problems.append(_missing(missing))
    return settled


def _holds_nothing(parameter: Parameter, text: str, *, is_argument: bool) -> bool:
    """Whether this text is no value: an empty number never is one, and `-e name=` does not set what is required."""
    if _kind(parameter) in ("Integer", "Float", "Level", "Literal"):
        return not text.strip()
    is_list = parameter.argument is not None and parameter.argument.is_list
    if parameter.choices and not text and "" not in parameter.choices and not is_list:
        return True
    return parameter.required and not is_argument and not text


def _is_default(parameter: Parameter, text: str) -> bool:
    """Whether the text means the default: each client writes numbers and Booleans in its own way."""
    default = parameter.default
    if default is None or text == default:
        return default is not None
    meaning = _MEANINGS.get(_kind(parameter))
    if parameter.argument is not None and parameter.argument.is_list:
        from .lists import elements

        meaning = elements
    try:
        return meaning is not None and meaning(text) == meaning(default)
    except ValueError:
        return False


def _leave(parameter: Parameter, text: str | None, settled: Settled) -> None:
    """Leave the value to the script's own default, unless the script would misread that."""
    if parameter.handed_over and parameter.default is not None:
        settled.changes[parameter.name] = _READERS[_kind(parameter)](parameter.default)
    elif text is not None:
        settled.changes[parameter.name] = None


def _check(interface: Interface, parameter: Parameter, text: str, settled: Settled, *, is_argument: bool) -> None:
    place = ("--" if is_argument else "environment variable ") + parameter.name
    try:
        settled.changes[parameter.name] = _READERS[_kind(parameter)](text)
    except ValueError:
        what, remedy = WHAT_TO_WRITE[_kind(parameter)]
        seen = "" if parameter.secret else ", not " + quoted(text)
        settled.problems.append(f"{place} must be {what}{seen}: {remedy}")
        return
    if parameter.argument is not None or parameter.choices:
        from .choices import problem

        found = problem(interface, parameter, settled.changes[parameter.name] or "")
        settled.problems += [f"{place} {found}"] if found else []


def _kind(parameter: Parameter) -> str:
    if parameter.injected == "literal":
        return "Literal"
    is_level = parameter.name == LOG_LEVEL and parameter.kind == "String" and parameter.argument is None
    return "Level" if is_level else parameter.kind


def truth(text: str) -> bool:
    """What a text means as a Boolean. Raises ValueError for other text."""
    return bool(_boolean(text))


def meaning(kind: str, text: str) -> object:
    """What is equal for texts of one value. Raises ValueError for one that does not fit."""
    return _MEANINGS.get(kind, _string)(text)


def _string(text: str) -> str:
    return text


def _integer(text: str) -> str:
    int(text)
    return text


def _float(text: str) -> str:
    float(text)
    return text


def _literal(text: str) -> str:
    from .injection import literal

    literal(text)
    return text


def _boolean(text: str) -> str:
    plain = text.strip().lower()
    if plain in TRUE:
        return "True"
    if plain in FALSE:
        return ""
    raise ValueError


def _meaning_of_literal(text: str) -> str:
    from .injection import literal

    return repr(literal(text))


def _level(text: str) -> str:
    level = text.strip().upper()
    if level not in LEVELS + OTHER_LEVELS:
        raise ValueError
    return level


_READERS = {"String": _string, "Integer": _integer, "Float": _float, "Boolean": _boolean, "Level": _level}
_READERS["Literal"] = _literal
# by repr() nan is nan, and 0.0 is not -0.0
_MEANINGS: dict[str, Callable[[str], object]] = {
    "Integer": int,
    "Float": lambda text: repr(float(text)),
    "Boolean": _boolean,
    "Level": _level,
    "Literal": _meaning_of_literal,
}


def _missing(names: list[str]) -> str:
    each = "it" if len(names) == 1 else "each"
    return (
        f"no value for {', '.join(names)}: set {each} as an argument (--{names[0]} VALUE) "
        f"or as an environment variable (docker run -e {names[0]}=VALUE)"
    )
