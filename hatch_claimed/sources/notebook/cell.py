"""A notebook's code cell as plain Python, in which every line keeps its number."""

from __future__ import annotations

import difflib
import re
import tokenize
import warnings
from collections.abc import Callable, Sequence
from itertools import takewhile

from hatch_claimed.sources.notebook.document import SourceCell
from hatch_claimed.sources.python.code import Code, PythonSyntaxProblem, parse

_WRAPPERS = ("%%capture", "%%prun", "%%time", "%%timeit")
_CAPTURING = re.compile(r"%%capture((?:\s+--no-\w+)*\s+[^\W\d]\w*(?:\s+--no-\w+)*)\s*")
_TIMING = re.compile(r"%%timeit(?:\s+-(?:[nrp]\s*\d+|[tcqov]+))*(?:\s+(?P<setup>[^-].*))?")


def plain(cell: SourceCell, path: str) -> Code | PythonSyntaxProblem:
    """The cell as Python, with IPython's syntax as calls of `get_ipython()`, or why it does not parse."""
    text, captures = _unwrapped(cell.text.rstrip("\n"))
    code = _plain(text + "\n", cell, path)
    return code if isinstance(code, PythonSyntaxProblem) else _capturing(code, captures)


def timed(cell: SourceCell, path: str) -> Code | None:
    """A `%%timeit` cell as it runs: by the magic, since names of its body are its own. None for all other cells."""
    if "%%timeit" not in cell.text:
        return None
    text, captures = _unwrapped(cell.text.rstrip("\n"), "%%timeit")
    if not text.lstrip().startswith("%%timeit"):
        return None
    code = _plain(text + "\n", cell, path)
    return None if isinstance(code, PythonSyntaxProblem) else _capturing(code, captures)


def _plain(text: str, cell: SourceCell, path: str) -> Code | PythonSyntaxProblem:
    code = parse(text, path, cell.number)
    if isinstance(code, Code):
        return code  # what is Python already has no IPython syntax, and needs no converter
    converted = converted_text(text)
    return code if converted is None else parse(_aligned(text, converted), path, cell.number)


def _unwrapped(text: str, last: str = "") -> tuple[str, dict[int, str]]:
    """The cell without leading `%%time` and the like up to `last`, and the arguments of `%%capture name` by line.

    The body is code as any other. What `%%capture` without a name hides is nobody's, and stays in the log.
    """
    lines, captures = text.split("\n"), dict[int, str]()
    for number, line in enumerate(lines):
        name = line.split(None, 1)[0] if line.startswith("%%") else ""
        if name == last != "" or (line.strip() and name not in _WRAPPERS):
            break
        capturing = _CAPTURING.fullmatch(line)
        if capturing:
            captures[number] = capturing[1].strip()
        lines[number] = _setup(line) if name == "%%timeit" else ""
    return "\n".join(lines), captures


def _setup(line: str) -> str:
    """The statement that `%%timeit` runs before it measures the body."""
    timing = _TIMING.fullmatch(line.rstrip())
    setup = (timing["setup"] if timing else None) or ""
    return setup if isinstance(parse(setup, ""), Code) else ""


def _capturing(code: Code, captures: dict[int, str]) -> Code:
    """The code with a line for each `%%capture name`: the launcher's `%capture name` holds until the cell ends."""
    if not captures:
        return code
    lines = code.text.split("\n")
    for number, arguments in captures.items():
        lines[number] = f"get_ipython().run_line_magic('capture', {arguments!r})"
    again = parse("\n".join(lines), code.path, code.cell)
    return again if isinstance(again, Code) else code


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
