"""What `--help` prints. `usage.R` prints the same for R."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping

from .interface import Interface, Parameter
from .wrapping import Row, harmless, table, wrapped

USUAL_WIDTH = 80
NARROWEST = 40
WIDEST_CELLS = (24, 7, 16)
LONGEST_DEFAULT = 200
_CREDENTIALS = re.compile(r"://\S*@")

NOTE_ON_OUTPUTS = "A PATH says where to put the file; if it ends in /, the file goes into that folder."
NOTE_ON_SCRIPT = "What follows a bare -- reaches the script as its own arguments."


def show(interface: Interface) -> None:
    """Write the help to stdout as UTF-8, whatever the container's locale is. The reader may go away early."""
    left = usage(interface, terminal_width(os.environ)).encode("utf-8", "backslashreplace")
    with contextlib.suppress(OSError):
        while left:
            left = left[os.write(1, left) :]


def terminal_width(environment: Mapping[str, str]) -> int:
    """How many columns there are: what COLUMNS says, if that is a number, else 80. A table needs 40."""
    said = environment.get("COLUMNS", "")
    return max(NARROWEST, int(said)) if re.fullmatch("[0-9]{1,4}", said) else USUAL_WIDTH


def usage(interface: Interface, width: int) -> str:
    """The interface as a person reads it: the description, then tables of the parameters and the outputs."""
    how = (
        f"Runs {harmless(interface.source)}. "
        "Parameters are set as --name value, as name=value, or as environment variables."
    )
    parameters = [_parameter(parameter) for parameter in interface.parameters.values()]
    outputs: list[Row] = [([f"--{name}", "PATH"], text) for name, text in interface.outputs.items()]
    notes = [NOTE_ON_OUTPUTS, NOTE_ON_SCRIPT] if outputs else [NOTE_ON_SCRIPT]
    blocks = [
        wrapped(interface.description, width),
        wrapped(how, width),
        ["Parameters:", *table(parameters, WIDEST_CELLS, width)],
        ["Outputs:", *table(outputs, WIDEST_CELLS, width)] if outputs else [],
        wrapped("\n".join(notes), width),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _parameter(parameter: Parameter) -> Row:
    text = parameter.description
    if parameter.choices:
        text = f"{text}\nOne of {', '.join(parameter.choices)}.".lstrip("\n")
    return [f"--{parameter.name}", parameter.kind, _value(parameter)], text


def _value(parameter: Parameter) -> str:
    """`required`, `optional`, or the default, unless it may be a secret or an address that holds one."""
    text = parameter.default
    if parameter.required:
        return "required"
    if not text or parameter.secret or _CREDENTIALS.search(text):
        return "optional"
    shown = harmless(text if len(text) <= LONGEST_DEFAULT else text[:LONGEST_DEFAULT] + "…")
    return f"default '{shown}'" if " " in shown else f"default {shown}"
