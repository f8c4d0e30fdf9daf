"""A notebook's code cell as plain Python, in which every line keeps its number."""

from __future__ import annotations

import difflib
import tokenize
import warnings
from collections.abc import Callable, Sequence
from itertools import takewhile

from hatch_claimed.sources.notebook.document import SourceCell
from hatch_claimed.sources.python.code import Code, Problem, parse

_WRAPPERS = ("%%capture", "%%prun", "%%time", "%%timeit")


def plain(cell: SourceCell, path: str) -> Code | Problem:
    """The cell as Python, with IPython's syntax as calls of `get_ipython()`, or why it does not parse."""
    text = _unwrapped(cell.text.rstrip("\n")) + "\n"
    code = parse(text, path, cell.number)
    if isinstance(code, Code):
        return code  # what is Python already has no IPython syntax, and needs no converter
    converted = converted_text(text)
    return code if converted is None else parse(_aligned(text, converted), path, cell.number)


def _unwrapped(text: str) -> str:
    """The cell without leading `%%time` and the like, whose body is code as any other."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.split(" ", 1)[0].rstrip() in _WRAPPERS:
            lines[number] = ""
        elif line.strip():
            break
    return "\n".join(lines)


def converted_text(text: str) -> str | None:
    """What nbconvert makes of IPython's syntax; None where it gives up."""
    from nbconvert.filters import ipython2python

    convert: Callable[[str], str] = ipython2python
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return convert(text)
    except (SyntaxError, ValueError, TypeError, LookupError, RuntimeError, AssertionError, tokenize.TokenError):
        return None


def _aligned(before: str, after: str) -> str:
    """The converted text with blank lines where conversion took lines away, so that all others keep their numbers."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) == len(new):
        return after
    # conversion drops blank lines at the top
    lines = list(takewhile(lambda line: not line.strip(), old))
    old = old[len(lines) :]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        lines += _spread(old[old_start:old_end], new[new_start:new_end])
    return "\n".join(lines)


def _spread(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The new lines over as many lines as the old ones took: a command with backslashes has become one line."""
    lines: list[str] = []
    for line in new:
        while line.strip() and len(lines) < len(old) and not old[len(lines)].strip():
            lines.append("")
        lines.append(line)
        while len(lines) < len(old) and old[len(lines) - 1].endswith("\\"):
            lines.append("")
    return lines + [""] * (len(old) - len(lines))
