"""Secrets that a script prints, which stay in logs."""

from __future__ import annotations

from collections.abc import Iterator

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.printed_secrets import PrintedSecret, ShellPrintedSecret, printed
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import Parameter
from hatch_claimed.model.secrets.names import secret_kind
from hatch_claimed.model.secrets.values import is_placeholder, is_secret
from hatch_claimed.sources.operators import ReadOperator

_WORD = 3
"""So many letters are a word of a language, and no hint what to fill in."""
_REMEDY = "Leave the value out, and say at most whether there is one"


def _printed(subject: ReadOperator) -> Iterator[Violation]:
    declared = {one.parameter for one in subject.operator.deployment.secrets}
    parameters = subject.operator.interface.parameters
    secrets = frozenset(one.name for one in parameters if one.name in declared or _is_secret(one))
    if not secrets:
        return
    if subject.details.r is not None:
        yield from _printed_by_r(subject, secrets)
        return
    # a line may read the same twice
    yield from sorted(dict.fromkeys(map(_problem, printed(subject.details.codes, secrets))), key=_place)


def _printed_by_r(subject: ReadOperator, secrets: frozenset[str]) -> Iterator[Violation]:
    # R's parser is another package, and takes its time
    from hatch_claimed.checks.analysis.r_printed_secrets import printed_by_r

    for one in dict.fromkeys(printed_by_r(subject.content, secrets)):
        yield Violation(message=_message(one.name), remedy=_REMEDY, line=one.line)


def _is_secret(parameter: Parameter) -> bool:
    """Whether a parameter has a secret: its name says so, and its default neither a path nor another word."""
    kind, default = secret_kind(parameter.name), parameter.default
    if parameter.type != "String" or kind in {None, "short"}:
        return False
    if not isinstance(default, str) or not default:
        return True
    return (len(default) > _WORD and is_placeholder(default)) or is_secret(default, kind or "token")


def _problem(one: PrintedSecret | ShellPrintedSecret) -> Violation:
    if isinstance(one, ShellPrintedSecret):
        return Violation(message=_message(one.name), remedy=_REMEDY, line=one.line, cell=one.code.cell)
    if one.among_all:
        message = f"all variables are printed, and {one.name!r} is one of them: logs are kept, and others read them"
        return problem_at(one.node, one.code, message, "Print those that you want to see")
    return problem_at(one.node, one.code, _message(one.name), _REMEDY)


def _message(name: str) -> str:
    return f"{name!r} looks like a secret and is printed: logs are kept, and others read them"


def _place(problem: Violation) -> tuple[int, int, int]:
    return problem.cell or 0, problem.line or 0, problem.column or 0


RULES = (
    Rule(
        code="CLM124",
        severity="warning",
        title="a secret is printed",
        why="What a script prints goes into the log of the container. Clusters keep logs, and more people read them "
        "than secrets. Notebooks show the last value of each cell as well. Followed are parameters whose names promise "
        "a secret, and the names that they are assigned to.",
        bad='"""Load the sales of one day."""\n\nimport logging\nimport os\n\n'
        "# token of the service\ntoken = os.getenv('api_token')\nprint('using', token)\n"
        "logging.info('token=%s', token)\n",
        good='"""Load the sales of one day."""\n\nimport os\n\n'
        "# token of the service\ntoken = os.getenv('api_token')\nprint('with' if token else 'without', 'a token')\n",
        check=_printed,
    ),
)
