"""The text of a parameter that is a list: words as in a shell, or a JSON array."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .script_arguments import Argument


def elements(text: str) -> list[str]:
    """The elements of a list. Raises ValueError for a quote that is not closed, and for arrays in an array."""
    found = _array(text)
    if found is None:
        import shlex

        return shlex.split(text)
    return [_scalar(one) for one in found]


def occurrences(argument: Argument, text: str) -> list[list[str]]:
    """The values of each time that the option is given. Raises ValueError as `elements` does."""
    if argument.action == "store":
        return [elements(text)]
    found = _array(text)
    if argument.action == "append" and argument.nargs not in (None, "?"):
        if found and all(isinstance(one, list) for one in found):
            return [[_scalar(value) for value in one] for one in found if isinstance(one, list)]
        return [elements(text)]
    return [[one] for one in elements(text)]


def text_of(words: list[str]) -> str:
    """The text of a list."""
    import shlex

    return " ".join(map(shlex.quote, words))


def _array(text: str) -> list[object] | None:
    if not text.lstrip().startswith("["):
        return None
    import json

    try:
        found = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except ValueError:
        return None
    return found if isinstance(found, list) else None


def _scalar(value: object) -> str:
    if isinstance(value, (str, bool)):
        return str(value)
    raise ValueError
