"""The interface of the operator, as `interface.csv` beside the launcher has it."""

from __future__ import annotations

import csv

LOG_LEVEL = "log_level"


class Parameter:
    """One environment variable that the script reads. `kind` is String, Integer, Float or Boolean."""

    __slots__ = ("kind", "name", "required")

    def __init__(self, name: str, kind: str, *, required: bool) -> None:
        self.name = name
        self.kind = kind
        self.required = required


class Interface:
    """What the script is called and takes and gives.

    `cells` holds, for a notebook, each code cell's number and the line of the script on which its code begins.
    """

    __slots__ = ("cells", "notebook", "outputs", "parameters", "script")

    def __init__(self) -> None:
        self.script = ""
        self.notebook = False
        self.cells: list[tuple[int, int]] = []
        self.parameters: dict[str, Parameter] = {}
        self.outputs: list[str] = []

    @property
    def names(self) -> list[str]:
        """All that may stand behind `--`: the parameters, then the outputs."""
        return [*self.parameters, *self.outputs]

    def add(self, role: str, name: str, kind: str, required: str) -> None:
        """Take one row of the file."""
        if role == "script":
            self.script, self.notebook = name, kind == "notebook"
        elif role == "cell":
            self.cells.append((int(name), int(kind)))
        elif role == "parameter":
            self.parameters[name] = Parameter(name, kind, required=required == "true")
        elif role == "output":
            self.outputs.append(name)


def read(path: str) -> Interface:
    """Read `interface.csv`: a header, then rows of role, name, type and required. Every operator has `log_level`."""
    interface = Interface()
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            interface.add(row["role"], row["name"], row["type"], row["required"])
    if LOG_LEVEL not in interface.parameters:
        interface.add("parameter", LOG_LEVEL, "String", "false")
    return interface
