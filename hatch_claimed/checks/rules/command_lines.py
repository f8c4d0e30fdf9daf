"""Scripts that read their command line with argparse: what of it becomes no parameter, or is not shown."""

from __future__ import annotations

from hatch_claimed.checks.rule import Rule
from hatch_claimed.model import Severity

_TOP = '"""Count stations."""\n\nimport argparse\n\nparser = argparse.ArgumentParser()\n'
_END = "args = parser.parse_args()\nprint(args)\n"


def _page(code: str, severity: Severity, title: str, why: str, bad: str, good: str) -> Rule:
    bad, good = (f"{_TOP}{text}\n{_END}" for text in (bad, good))
    return Rule(code=code, severity=severity, title=title, why=why, bad=bad, good=good)


RULES = (
    _page(
        "CLM131",
        "warning",
        "an argument that becomes no parameter",
        "Arguments are read from the syntax tree. What only a run tells, and what another file adds to a parser, is in "
        "no artifact; it can still be given behind a bare `--`. This is a hint where an argument is a parameter by "
        "another name, or where it may be that none is missing.",
        "parser.add_argument(input('which? '), type=int, default=5)",
        "parser.add_argument('--threshold', type=int, default=5, help='what counts as much')",
    ),
    _page(
        "CLM132",
        "warning",
        "commands within a script",
        "An operator does one thing and has one list of parameters. Arguments of `add_subparsers` belong to a command "
        "each.",
        "commands = parser.add_subparsers(dest='command')\n"
        "commands.add_parser('count').add_argument('--threshold', type=int, default=5)",
        "parser.add_argument('command', choices=['count', 'list'], help='what to do')\n"
        "parser.add_argument('--threshold', type=int, default=5, help='what counts as much')",
    ),
    _page(
        "CLM133",
        "hint",
        "a default or choices that artifacts cannot show",
        "Artifacts show constants. With a computed default an argument is optional without a value, and computed "
        "choices are checked by the script alone. This is a warning where the type shows that a value never fits.",
        "import os\n\nparser.add_argument('--folder', default=os.getcwd(), help='where the tables are')",
        "parser.add_argument('--folder', default='data', help='where the tables are')",
    ),
    _page(
        "CLM134",
        "warning",
        "an argument with the name of a variable that is read as well",
        "One name is one parameter, and its value reaches the script in both ways. Where both say different things of "
        "its type or default, artifacts show neither.",
        "import os\n\nparser.add_argument('--count', type=int, default=5, help='how many')\n"
        "# how many are shown\nshown = int(os.getenv('count', 7))",
        "import os\n\nparser.add_argument('--count', type=int, default=5, help='how many')\n"
        "# how many are shown\nshown = int(os.getenv('shown', 7))",
    ),
)
