"""`@param name text` in comments, as roxygen2, Doxygen and JSDoc have it, and Sphinx's `:param name: text`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_TAG = re.compile(
    r"""\s*(?:
        [@\\]param \s+ (?:\{[^}]*\}\s*|\[[^\]]*\]\s*)? (?P<names>\w+(?:,\w+)*) (?:\s*[:,=]|\s+--?(?=\s))? (?:\s+|$)
        | :param \s+ (?:[^:]*\s)? (?P<name>\w+) \s*:\s*
    )""",
    re.VERBOSE | re.ASCII,
)
_OTHER_TAG = re.compile(r"\s*(?:[@\\][A-Za-z]+\b|:\w[^:]*:)")


def param_lines(block: Sequence[str]) -> dict[str, str]:
    """The texts by name of one comment block, whose lines are without their marks; empty where it has none such.

    A text goes on until the next tag or an empty line.
    """
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in block:
        tag = _TAG.match(line)
        if tag:
            current = [line[tag.end() :].strip()]
            found.update((name, current) for name in (tag["names"] or tag["name"]).split(","))
        elif not line.strip() or _OTHER_TAG.match(line):
            current = None
        elif current is not None:
            current.append(line.strip())
    return {name: " ".join(lines).strip() for name, lines in found.items()}


def all_param_lines(blocks: Iterable[Sequence[str]]) -> Mapping[str, str]:
    """The texts by name of several blocks; of two for one name, the first."""
    found: dict[str, str] = {}
    for block in blocks:
        found = param_lines(block) | found
    return found


def has_param_lines(text: str) -> bool:
    """Whether it is worth to look for such lines: cheap, and true too often."""
    return "param " in text
