"""The reference of the command line, as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from hatch_claimed.cli.exit_codes import EXIT_CODES
from hatch_claimed.cli.grid import TOOL, grid_group
from hatch_claimed.cli.main import cli
from hatch_claimed.system.command import run

PROGRAM = "hatch-claimed"

_CODES = "\n".join(f"| `{code}` | {meaning} |" for code, meaning in sorted(EXIT_CODES.items()))
_TOP = f"""\
# Command line

`hatch-claimed` works on the project of the current folder, or of the one that `-C` names. Results go to standard
output, everything else to standard error. `-h` and `--help` explain each command.

| exit code | |
|---|---|
{_CODES}

`run` ends with the operator's own code; with 128 and its number where a signal ended it.

"""


def reference() -> str:
    """A section for each command: how it is called, what it does, its options."""
    return _TOP + "\n".join(_command(cli, click.Context(cli, info_name=PROGRAM)))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"## `{context.command_path}`\n"
    yield f"```text\n{usage}\n```\n"
    yield _filled(command.help or "")
    if context.parent and context.parent.command is grid_group:
        yield f"```text\n{_options_of_tool(context.info_name or '')}\n```\n"
        return
    records = [option.get_help_record(context) for option in command.params if isinstance(option, click.Option)]
    rows = [f"| `{_cell(option)}` | {_cell(text)} |" for option, text in filter(None, records)]
    if rows:
        yield "\n".join(["| option | |", "|---|---|", *rows]) + "\n"
    for name in _names(command):
        inner = command.get_command(context, name) if isinstance(command, click.Group) else None
        if inner:
            yield from _command(inner, click.Context(inner, info_name=name, parent=context))


def _names(command: click.Command) -> list[str]:
    """The commands of a group that are there in every project."""
    return sorted({*getattr(command, "commands", ()), *getattr(command, "elsewhere", ())})


def _options_of_tool(name: str) -> str:
    """What the tool of grid wrappers says of itself behind its description, at a width of its own."""
    command = [*TOOL, name, "--help"]
    lines = run(command, Path.cwd(), environment={"COLUMNS": "100", "NO_COLOR": "1"}).lines
    first = next(number for number, line in enumerate(lines) if line.endswith("arguments:"))
    return "\n".join(lines[first:])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _filled(text: str) -> str:
    # click marks paragraphs that are not to be wrapped
    paragraphs = (" ".join(paragraph.replace("\b", "").split()) for paragraph in text.strip().split("\n\n"))
    return (
        "\n\n".join(textwrap.fill(one, 120, break_long_words=False, break_on_hyphens=False) for one in paragraphs)
        + "\n"
    )
