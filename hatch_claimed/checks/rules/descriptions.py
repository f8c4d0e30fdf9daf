"""What users of an operator read: its description, and those of its parameters and outputs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import LOG_LEVEL, Operator, Output, Parameter
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Code

# what editors write at the top of new files, and lines for the system
_BOILERPLATE = re.compile(
    r"#?!/.*|#?!?\s*python[\d.]*|(?:#\s*)?-\*-.*-\*-|(?:#\s*)?coding[:=].*|created (?:on|by)\b.*"
    r"|@?authors?\b\s*[:=]?.*|@?date\b\s*[:=].*|(?:untitled|title|description|new notebook|notebook|script)\W*\d*",
    re.IGNORECASE,
)


def _operator(subject: ReadOperator) -> Iterator[Violation]:
    operator = subject.operator
    said = [line.strip() for line in operator.description.splitlines() if line.strip()]
    left = [line for line in said if not _BOILERPLATE.fullmatch(line.lstrip("#*= ").rstrip("#*= "))]
    if not left:
        message = "has no description" if not said else "has a description that says nothing of what it does"
    elif len(left) == 1 and _is_name(left[0], operator):
        message = f"has only its own name, {left[0]!r}, as description"
    else:
        return
    yield _at_the_top(subject, f"this operator {message}", operator.language.remedy)


def _is_name(line: str, operator: Operator) -> bool:
    names = (operator.name, operator.stem, operator.path.name, str(operator.path))
    return _plain(line) in {_plain(name) for name in names}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _at_the_top(subject: ReadOperator, message: str, remedy: str) -> Violation:
    """A problem on the script's first line, or where its description stands."""
    codes = subject.details.codes
    if subject.operator.language.has_cells:
        return Violation(message=message, remedy=remedy, line=1, cell=_first_cell(subject, codes))
    if codes and (docstring := _docstring(codes[0])):
        return problem_at(docstring, codes[0], message, remedy)
    return Violation(message=message, remedy=remedy, line=1)


def _docstring(code: Code) -> ast.stmt | None:
    return code.tree.body[0] if ast.get_docstring(code.tree, clean=False) is not None else None


def _first_cell(subject: ReadOperator, codes: Sequence[Code]) -> int:
    return 1 if subject.operator.description else next((code.cell for code in codes if code.cell), 1)


def _parameters(subject: ReadOperator) -> Iterator[Violation]:
    for parameter in subject.operator.interface.parameters:
        if not parameter.description and parameter.name.lower() != LOG_LEVEL.name:
            place = "by `help='…'`" if parameter.argument else "in a comment directly above"
            remedy = f"Say what it means, and in which unit, {place}"
            yield _undescribed("parameter", parameter, remedy)


def _outputs(subject: ReadOperator) -> Iterator[Violation]:
    for output in subject.operator.outputs:
        if not output.description:
            remedy = "Say what the file holds, and in which format, in a comment directly above"
            yield _undescribed("output", output, remedy)


def _undescribed(kind: str, named: Parameter | Output, remedy: str) -> Violation:
    message = f"the {kind} {named.name!r} has no description"
    return Violation.at(named, message, remedy)


_SCRIPT = "import os\n\n# how many numbers\ncount = int(os.getenv('count', 5))\n"

RULES = (
    Rule(
        code="CLM040",
        severity="warning",
        title="an operator without a description",
        why="The description is what users find in Kubeflow, in the catalogue and in `--help`. The name alone tells "
        "them nothing that they do not know already.",
        bad=f"{_SCRIPT}print(list(range(count)))\n",
        good=f'"""Print numbers, beginning with 0."""\n\n{_SCRIPT}print(list(range(count)))\n',
        check=_operator,
    ),
    Rule(
        code="CLM041",
        severity="hint",
        title="a parameter without a description",
        why="Whoever runs the operator sees the parameter's name and nothing else.",
        bad='"""Print numbers."""\n\nimport os\n\ncount = int(os.getenv(\'count\', 5))\nprint(list(range(count)))\n',
        good=f'"""Print numbers."""\n\n{_SCRIPT}print(list(range(count)))\n',
        check=_parameters,
    ),
    Rule(
        code="CLM042",
        severity="hint",
        title="an output without a description",
        why="Whoever takes the output into the next step has to know what it holds.",
        bad='"""Write a table."""\n\nimport os\nfrom pathlib import Path\n\n'
        "os.environ['table'] = 'table.csv'\nPath('table.csv').write_text('a,b\\n')\n",
        good='"""Write a table."""\n\nimport os\nfrom pathlib import Path\n\n'
        "# the table, as CSV with two columns\nos.environ['table'] = 'table.csv'\n"
        "Path('table.csv').write_text('a,b\\n')\n",
        check=_outputs,
    ),
)
