"""Defaults that are something else than what a value of the parameter will be."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.missing_casts import MissingCast, uncast
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.sources.operators import ReadOperator

_LONGEST = 80
_KINDS = {"bool": "True or False", "int": "a whole number", "float": "a number"}


def _without_cast(subject: ReadOperator) -> Iterator[Violation]:
    for one in uncast(subject):
        message = f"the default of {one.name!r} is {_KINDS[one.cast]}, but a value that somebody sets arrives as text"
        yield problem_at(one.node, one.code, message, _remedy(one))


def _remedy(one: MissingCast) -> str:
    if one.textual:
        default = ast.get_source_segment(one.code.text, one.default) or ""
        shown = repr(str(one.value)) if isinstance(one.default, ast.Constant) else f"str({default})"
        return f"The script takes it for text, so write the default as text too: `{shown}`."
    read = ast.get_source_segment(one.code.text, one.node) or ""
    if "\n" in read or len(read) > _LONGEST:
        read = f"os.getenv({one.name!r}, {one.value!r})"
    return f"Write `{one.cast}({read})`."


RULES = (
    Rule(
        code="CLM112",
        severity="warning",
        title="a default that is no text, and no cast",
        why="Environment variables are texts. As long as nobody sets the parameter the script has a number, or True or "
        "False; with a value it has text: `range('100')` is an error, and `if 'False':` is true. A cast around the "
        "read makes both the same, and gives the parameter its type in every artifact. "
        "`hatch-claimed check --fix` writes it.",
        bad='"""Print numbers."""\n\nimport os\n\n'
        "# how many\ncount = os.getenv('count', 5)\nprint(list(range(count)))\n",
        good='"""Print numbers."""\n\nimport os\n\n'
        "# how many\ncount = int(os.getenv('count', 5))\nprint(list(range(count)))\n",
        check=_without_cast,
    ),
)
