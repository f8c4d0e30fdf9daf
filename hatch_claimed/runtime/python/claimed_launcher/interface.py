"""The interface of the operator, as `interface.csv` beside the launcher has it."""

from __future__ import annotations

import csv
import sys

from .messages import is_secret

LOG_LEVEL = "log_level"


class Parameter:
    """One environment variable that the script reads. `kind` is String, Integer, Float or Boolean.

    `default` is the text that the script itself falls back on; only `--help` tells of it and of the description.
    A value that is `secret`, because the project or the name says so, is never shown.
    """

    __slots__ = ("default", "description", "kind", "name", "required", "secret")

    def __init__(self, name: str, kind: str, *, required: bool, default: str = "", description: str = "") -> None:
        self.name = name
        self.kind = kind
        self.required = required
        self.default = default
        self.description = description
        self.secret = is_secret(name)


class Interface:
    """What the script is called and takes and gives.

    `cells` holds, for a notebook, each code cell's number and the line of the script on which its code begins;
    `outputs` the description of each output by its name.
    """

    __slots__ = ("cells", "description", "notebook", "outputs", "parameters", "script")

    def __init__(self) -> None:
        self.script = ""
        self.description = ""
        self.notebook = False
        self.cells: list[tuple[int, int]] = []
        self.parameters: dict[str, Parameter] = {}
        self.outputs: dict[str, str] = {}

    @property
    def names(self) -> list[str]:
        """All that may stand behind `--`: the parameters, then the outputs."""
        return [*self.parameters, *self.outputs]

    def add(self, role: str, name: str, kind: str = "", **more: str) -> None:
        """Take one row of the file. `more` are the columns `required`, `default`, `description` and `secret`."""
        description = more.get("description", "")
        if role == "script":
            self.script, self.notebook, self.description = name, kind == "notebook", description
        elif role == "cell":
            self.cells.append((int(name), int(kind)))
        elif role == "parameter":
            required, default = more.get("required") == "true", more.get("default", "")
            parameter = Parameter(name, kind, required=required, default=default, description=description)
            parameter.secret = parameter.secret or more.get("secret") == "true"
            self.parameters[name] = parameter
        elif role == "output":
            self.outputs[name] = description


def read(path: str) -> Interface:
    """Read `interface.csv`: a header, then rows of role, name, type, required, default, description, secret.

    Columns may stand in any order, and cells may be missing. Every operator has `log_level`.
    """
    interface = Interface()
    # a description may be of any length; the script that runs in this process finds the limit as it was
    limit = csv.field_size_limit(sys.maxsize)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, restval=""):
            interface.add(row.pop("role"), row.pop("name"), row.pop("type"), **row)
    csv.field_size_limit(limit)
    if LOG_LEVEL not in interface.parameters:
        interface.add("parameter", LOG_LEVEL, "String", default="INFO")
    return interface
