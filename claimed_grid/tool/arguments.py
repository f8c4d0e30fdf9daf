"""The words that the tool understands."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from ..batches.batchfile import COLUMN
from ..connection import redacted
from ..stores.known import STORES
from .errors import ToolError

PROGRAM = "grid.py"
INTERVAL = 10.0
SHORTEST = 0.5
LONGEST = 86_400.0
LIMIT = 20

_PLACE = """\
The location is that of the wrapper's coordinator: a folder (gw_coordinator_path), cos://key:secret@endpoint/bucket/path
or s3://bucket/path (gw_coordinator_connection; keys may come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), or the
URL of a database with --run. Without one, the environment variables of these names are read."""


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments, and never shows credentials in them."""

    def error(self, message: str) -> NoReturn:
        problem = f"{redacted(message)} (see `{self.prog} --help`)"
        raise ToolError(problem, code=2)


def parse(arguments: Sequence[str], program: str) -> argparse.Namespace:
    """What was asked for. Raises ToolError for wrong arguments, and SystemExit after --help."""
    parser = _Parser(prog=program, description="Show and retry batches of a grid wrapper.", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_status(commands)
    _add_retry(commands)
    _add_plan(commands)
    return parser.parse_args(arguments)


def _add_status(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands, "status", "Show how many batches are done, which worker runs which, and what failed.", _PLACE
    )
    _add_place(parser)
    parser.add_argument("--batch-file", metavar="FILE", help="the list of all batches, to count waiting ones")
    _add_column(parser)
    parser.add_argument(
        "--watch",
        nargs="?",
        const=INTERVAL,
        type=_seconds,
        metavar="SECONDS",
        help=f"refresh every {INTERVAL:g} seconds, or as often as given, and show the rate",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text, or JSON (a line for each refresh)"
    )
    parser.add_argument(
        "--limit",
        type=_count,
        default=LIMIT,
        metavar="N",
        help=f"show so many running and so many failed batches; 0 shows all (default: {LIMIT})",
    )


def _add_retry(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(commands, "retry", "Set failed batches back to waiting, so that workers run them again.", _PLACE)
    _add_place(parser)
    parser.add_argument("--batch", action="append", metavar="ID", help="only this batch; may be given several times")


def _add_plan(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _command(
        commands, "plan", "Check the list of batches before any worker starts.", "Exits with 1 on errors."
    )
    parser.add_argument("file", nargs="?", help="a batch file: .txt, .json or .csv (gw_batch_file)")
    _add_column(parser)
    parser.add_argument("--file-path-pattern", metavar="PATTERNS", help="instead of a file: the paths of files")
    parser.add_argument(
        "--group-by", metavar="EXPRESSION", default="", help="which part of a path is the batch's id: [-10:-4]"
    )
    parser.add_argument(
        "--shares", type=_shares, metavar="N", help="say how many batches each of N pods gets (gw_shares)"
    )


def _command(commands: argparse._SubParsersAction[_Parser], name: str, description: str, epilog: str) -> _Parser:
    return commands.add_parser(
        name,
        help=description,
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_place(parser: _Parser) -> None:
    backends = [name for name, store in STORES.items() if store.place]
    parser.add_argument("place", metavar="location", nargs="?", help="the coordinator's folder, connection or URL")
    parser.add_argument("--backend", choices=backends, help="the wrapper's backend, if the location leaves it open")
    parser.add_argument("--run", metavar="NAME", help="which run of a database (the wrapper's gw_coordinator_path)")


def _add_column(parser: _Parser) -> None:
    parser.add_argument(
        "--column",
        default=COLUMN,
        help=f"the column of a .csv batch file (gw_batch_file_col_name; default: {COLUMN})",
    )


def _count(text: str) -> int:
    return _whole(text, 0)


def _shares(text: str) -> int:
    return _whole(text, 1)


def _whole(text: str, least: int) -> int:
    if not text.isdecimal() or int(text) < least:
        message = f"{text!r} is no whole number from {least}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        message = f"{text!r} is no number of seconds; the location stands before --watch"
        raise argparse.ArgumentTypeError(message) from None
    if not SHORTEST <= number <= LONGEST:
        message = f"{text} is not between {SHORTEST:g} and {LONGEST:g} seconds"
        raise argparse.ArgumentTypeError(message)
    return number
