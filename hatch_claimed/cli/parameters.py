"""An operator's interface as options of the command line, with help and completion."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from hatch_claimed.model import Component, Output, Parameter
from hatch_claimed.model.secrets.parameters import secret_names
from hatch_claimed.model.secrets.texts import shown

_SHORT = re.compile(r"-[A-Za-z]")
_CREDENTIALS = re.compile(r"://\S*@")
_LONGEST_DEFAULT = 200
# from click 8.3 on, a flag_value of None is one too, and `-3` behind such an option would be another option
_MAY_STAND_ALONE: dict[str, Any] = {"is_flag": False, "flag_value": "true"}
_OF_RUN = frozenset({"--engine", "--data", "--python", "--dry-run", "--help", "--component", "-h"})
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def run_options(excluded: Collection[str] = ()) -> list[click.Parameter]:
    """The options of `run` itself; those whose names an operator has for its own are left to it."""
    options = {
        "engine": click.Option(
            ["--engine"],
            type=click.Choice(["docker", "process"]),
            help="Run in a container, or as a local process with its own packages.  [default: docker where it answers; "
            "process for a script that no project knows]",
        ),
        "data": click.Option(
            ["--data"],
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="The folder that the operator sees as data/.  [default: $CLAIMED_DATA_PATH, else the current folder]",
        ),
        "python": click.Option(
            ["--python"], metavar="VERSION", help="The Python of --engine process.  [default: that of the image]"
        ),
        "base-image": click.Option(
            ["--base-image"], metavar="IMAGE", help="What the image of a script starts from that no project knows."
        ),
        "files": click.Option(
            ["--files"], metavar="GLOB", multiple=True, help="Files that come along with such a script; several times."
        ),
        "dry-run": click.Option(["--dry-run", "dry_run"], is_flag=True, help="Print the command, and run nothing."),
    }
    return [option for name, option in options.items() if name not in excluded]


def operator_options(component: Component) -> Iterator[click.Option]:
    """One option for each parameter and each output."""
    hidden = secret_names(component)
    names = [*(one.name for one in component.parameters), *(one.name for one in component.outputs)]
    taken = {f"--{name}" for name in names} | _OF_RUN
    for parameter in component.parameters:
        own = [flag for flag in _flags(parameter) if flag not in taken]
        yield _parameter(parameter, own, is_secret=parameter.name in hidden)
    for output in component.outputs:
        yield _output(output)


def loose_words() -> click.Argument:
    """What is no option: `name=value`, and slips of the pen."""
    return click.Argument(["words"], nargs=-1, type=click.UNPROCESSED, metavar="[NAME=VALUE]...")


def with_values(words: Sequence[str], own: Collection[str]) -> list[str]:
    """Words for click in which `--name -3` is `--name=-3`: it would take the value apart, and find options in it.

    `own` are the options that click knows.
    """
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        takes = before.startswith("--") and "=" not in before and before not in own
        if takes and word.startswith("-") and not word.startswith("--") and word != "-h":
            joined[-1] = f"{before}={word}"
        else:
            joined.append(word)
    return joined


def _flags(parameter: Parameter) -> tuple[str, ...]:
    """What the script itself calls a parameter, where a value stands behind it: `--long` and `-o`."""
    argument = parameter.argument
    if argument is None or _is_switch(parameter):
        return ()
    is_counted = argument.action == "count"
    return tuple(
        flag for flag in argument.flags if flag.startswith("--") or (_SHORT.fullmatch(flag) and not is_counted)
    )


def _is_switch(parameter: Parameter) -> bool:
    """Whether a flag of the script stands for a value, which may be another one than true."""
    return parameter.argument is not None and any(value != "True" for value, _ in parameter.argument.constants)


def _parameter(parameter: Parameter, own: Sequence[str], *, is_secret: bool) -> click.Option:
    text = shown(" ".join((parameter.noted_description or "").split()))
    return click.Option(
        [f"parameter_{parameter.name}", f"--{parameter.name}", *own],
        metavar=parameter.type.upper(),
        help=f"{text}  [{_value(parameter, is_secret=is_secret)}]".strip(),
        shell_complete=partial(_values, parameter),
        **(_MAY_STAND_ALONE if parameter.type == "Boolean" else {}),
    )


def _value(parameter: Parameter, *, is_secret: bool) -> str:
    if parameter.required:
        return "required"
    text = parameter.default_text
    if not text or is_secret or _CREDENTIALS.search(text):
        return "optional"
    return f"default: {_harmless(text[:_LONGEST_DEFAULT])}"


def _output(output: Output) -> click.Option:
    text = shown(" ".join((output.description or "").split()))
    return click.Option(
        [f"output_{output.name}", f"--{output.name}"],
        metavar="PATH",
        help=f"{text}  [output]".strip(),
        shell_complete=_files,
    )


def _values(
    parameter: Parameter, _context: click.Context, _option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    if parameter.choices:
        return [CompletionItem(word) for word in map(str, parameter.choices) if word.startswith(incomplete)]
    if parameter.type == "Boolean":
        return [CompletionItem(word) for word in ("true", "false") if word.startswith(incomplete.lower())]
    if parameter.name == "log_level":
        return [CompletionItem(word) for word in _LEVELS if word.startswith(incomplete.upper())]
    # any text may be a path
    return [CompletionItem(incomplete, type="file")] if parameter.type == "String" else []


def _files(_context: click.Context, _option: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(incomplete, type="file")]


def _harmless(text: str) -> str:
    """Text on one line, without what would steer a terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
