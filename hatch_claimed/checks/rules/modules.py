"""Modules that work in a container all the same, though nothing imports them."""

from __future__ import annotations

from collections.abc import Iterator

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.missing_imports import unimported


def _not_imported(subject: ReadOperator) -> Iterator[Violation]:
    for name, (code, node) in unimported(subject.details.codes).items():
        yield problem_at(
            node,
            code,
            f"{name!r} is used and never imported: it works in the image alone, where the launcher provides it",
            f"Write `import {name}` at the top",
        )


RULES = (
    Rule(
        code="CLM115",
        severity="warning",
        title="a module that is not imported",
        why="C3 imports os, sys, re and logging before a script runs, and so does the launcher for scripts that count "
        "on it. Everywhere else such a script ends with NameError.",
        bad='"""Count stations."""\n\n# the table\npath = os.getenv(\'path\', \'stations.csv\')\nprint(path)\n',
        good='"""Count stations."""\n\nimport os\n\n# the table\npath = os.getenv(\'path\', \'stations.csv\')\n'
        "print(path)\n",
        check=_not_imported,
    ),
)
