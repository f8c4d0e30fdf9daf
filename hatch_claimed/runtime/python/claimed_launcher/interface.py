"""The interface of the operator, as `interface.csv` beside the launcher has it."""

from __future__ import annotations

import csv
import os
import sys

from .messages import is_secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .script_arguments import Argument

LOG_LEVEL = "log_level"


class Parameter:
    """One environment variable that the script reads. `kind` is String, Integer, Float or Boolean.

    `default` is the text of what the script itself falls back on, None if there is none or nobody knows it. It is
    `handed_over` where nobody sets a value, if the script's own cast makes something else of its default.
    A value that is `secret`, because the project or the name says so, is never shown.
    `injected` says how a variable of a notebook gets its value from the text: `value`, `literal` or `inferred`.
    `choices` are the texts of the only values, and `argument` is how a value reaches a script that reads its command
    line.
    """

    __slots__ = (
        "argument", "choices", "default", "description", "handed_over", "injected", "kind", "name", "required",
        "secret",
    )  # fmt: skip

    def __init__(
        self, name: str, kind: str, *, required: bool, default: str | None = None, description: str = ""
    ) -> None:
        self.name = name
        self.kind = kind
        self.required = required
        self.default = default
        self.description = description
        self.handed_over = False
        self.injected = ""
        self.secret = is_secret(name)
        self.choices: list[str] = []
        self.argument: Argument | None = None


class Interface:
    """What the script is called and takes and gives.

    `folder` is the script's in the project's tree, `paths` are further folders with modules, and `package` is the one
    that relative imports mean. `cells` holds, for a notebook, each code cell's number and the line of the script on
    which its code begins; `outputs` the description of each output by its name, and `own_paths` the path that the
    script gives to it, where that is known. `modules` are those that the script uses without importing them. `injects`
    is the number of the cell at which variables are set, 0 where none are; they are set when it has run, or instead of
    it where it `is_replaced`.
    """

    __slots__ = (
        "cells", "description", "folder", "injects", "is_replaced", "modules", "notebook", "outputs", "own_paths",
        "package", "parameters", "paths", "script",
    )  # fmt: skip

    def __init__(self) -> None:
        self.script = ""
        self.folder = ""
        self.paths: list[str] = []
        self.package = ""
        self.description = ""
        self.notebook = False
        self.cells: list[tuple[int, int]] = []
        self.injects = 0
        self.is_replaced = False
        self.modules: list[str] = []
        self.parameters: dict[str, Parameter] = {}
        self.outputs: dict[str, str] = {}
        self.own_paths: dict[str, str] = {}

    @property
    def place(self) -> str:
        """Where the script lies in the project's tree."""
        return os.path.join(self.folder, self.script)

    @property
    def source(self) -> str:
        """The file that the author knows: of a notebook the notebook, not the script that it was converted to."""
        return f"{os.path.splitext(self.script)[0]}.ipynb" if self.notebook else self.script

    @property
    def has_arguments(self) -> bool:
        """Whether the script reads its command line."""
        return any(one.argument is not None for one in self.parameters.values())

    @property
    def names(self) -> list[str]:
        """All that may stand behind `--`: the parameters, then the outputs."""
        return [*self.parameters, *self.outputs]

    def add(self, role: str, name: str, kind: str = "", **more: str) -> None:
        """Take one row of the file. `more` are the other columns by their names."""
        description = more.get("description", "")
        if role == "script":
            self.script, self.notebook, self.description = name, kind == "notebook", description
        elif role == "cell":
            self._add_cell(int(name), int(kind), more.get("injected", ""))
        elif role == "parameter":
            self.parameters[name] = _parameter(name, kind, more)
        elif role == "output":
            self.outputs[name] = description
            if more.get("default"):
                self.own_paths[name] = more["default"]
        elif role in ("module", "path"):
            (self.modules if role == "module" else self.paths).append(name)
        elif role in ("folder", "package"):
            setattr(self, role, name)

    def _add_cell(self, number: int, first_line: int, injected: str) -> None:
        self.cells.append((number, first_line))
        if injected:
            self.injects, self.is_replaced = number, injected == "instead"


def _parameter(name: str, kind: str, more: dict[str, str]) -> Parameter:
    """A parameter. `default_by` tells an empty default from none."""
    text = more.get("default", "")
    default = text if text or more.get("default_by") else None
    description = more.get("description", "")
    parameter = Parameter(name, kind, required=more.get("required") == "true", default=default, description=description)
    parameter.handed_over = more.get("default_by") == "launcher"
    parameter.injected = more.get("injected", "")
    parameter.secret = parameter.secret or more.get("secret") == "true"
    if more.get("choices"):
        import json

        parameter.choices = json.loads(more["choices"])
    if more.get("argument"):
        from .script_arguments import Argument

        parameter.argument = Argument(more["argument"])
    return parameter


def read(path: str) -> Interface:
    """Read `interface.csv`: a header, then rows with the columns that it names.

    `default_by` is `script` or `launcher`, whoever applies the default, and empty where there is none. Columns may
    stand in any order, and cells may be missing. Every operator has `log_level`.
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
