"""What a default in the source is worth as a value of its parameter's type."""

from __future__ import annotations

from hatch_claimed.model.scalars import ParameterType, Scalar
from hatch_claimed.sources.python.fold import Value

_TRUE = frozenset({"true", "1", "yes", "on"})
_FALSE = frozenset({"false", "0", "no", "off", ""})
_EXAMPLES: dict[ParameterType, str] = {"String": "''", "Integer": "0", "Float": "0.0", "Boolean": "False"}
_CASTS: dict[ParameterType, str] = {"String": "", "Integer": "int", "Float": "float", "Boolean": "bool"}


def converted(default: Value, wanted: ParameterType) -> Scalar | None:
    """The default in the Python type that belongs to `wanted`; None stays None.

    What reaches a script in a container is text, so a default must survive its cast as text (C3 requirements,
    *Parameters*): `int` of `5.7` does not. Raises ValueError when it does not fit.
    """
    if default is None:
        return None
    text = str(default)
    text.encode()
    if "\0" in text:
        message = "an environment variable cannot hold a null character"
        raise ValueError(message)
    if wanted == "Integer":
        return int(text)
    if wanted == "Float":
        return float(text)
    return truth(text) if wanted == "Boolean" else text


def is_misread(default: Value, wanted: ParameterType) -> bool:
    """Whether the script's own cast makes something else of a default than people mean: `bool('no')` is true."""
    return wanted == "Boolean" and isinstance(default, str) and bool(default) != truth(default)


def truth(text: str) -> bool:
    """What people mean by `true`, `No` or `0`. Raises ValueError for other text."""
    word = text.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    message = "neither yes nor no"
    raise ValueError(message)


def example_read(name: str, wanted: ParameterType, default: str | None = None) -> str:
    """A line of code that reads the parameter with a constant default."""
    read = f"os.getenv({name!r}, {_EXAMPLES[wanted] if default is None else default})"
    cast = _CASTS[wanted]
    return f"{cast}({read})" if cast else read
