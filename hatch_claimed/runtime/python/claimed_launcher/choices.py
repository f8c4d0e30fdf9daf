"""Checks values of scripts that read their command line, and those that are one of a few."""

from __future__ import annotations

from .lists import elements
from .messages import quoted
from .values import WHAT_TO_WRITE, meaning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .interface import Interface, Parameter

_MANY = {"Integer": "Integers", "Float": "Floats", "Boolean": "Booleans"}


def problem(interface: Interface, parameter: Parameter, text: str) -> str | None:
    """What is wrong with a value that fits the parameter's own type: it completes `--name `. None if nothing is."""
    argument = parameter.argument
    if argument is None or not argument.is_list:
        found = _of_one(parameter, parameter.kind, text)
    else:
        try:
            found = next(filter(None, (_element(parameter, one) for one in elements_of(parameter, text))), None)
        except ValueError:
            found = "is no list: write words as in a shell, or a JSON array of texts and numbers"
    if found is None and argument is not None:
        from .script_arguments import problem as cannot_be_handed_over

        found = cannot_be_handed_over(interface, parameter, text)
    return found


def elements_of(parameter: Parameter, text: str) -> list[str]:
    """The elements of a list, those of inner lists too."""
    from .lists import occurrences

    if parameter.argument is None:
        return elements(text)
    return [one for words in occurrences(parameter.argument, text) for one in words]


def _element(parameter: Parameter, text: str) -> str | None:
    kind = parameter.argument.element if parameter.argument else "String"
    try:
        meaning(kind, text)
    except ValueError:
        seen = "" if parameter.secret else ", not " + quoted(text)
        return f"must hold {_MANY[kind]}{seen}: {WHAT_TO_WRITE[kind][1]} for each"
    return _of_one(parameter, kind, text)


def _of_one(parameter: Parameter, kind: str, text: str) -> str | None:
    if not parameter.choices or meaning(kind, text) in [meaning(kind, one) for one in parameter.choices]:
        return None
    seen = "" if parameter.secret else ", not " + quoted(text)
    return f"must be one of {', '.join(parameter.choices)}{seen}"
