"""What a script says of itself: parameters, outputs, what it installs, and the program that runs."""

from __future__ import annotations

import math
import shlex
from dataclasses import dataclass
from typing import Literal

from hatch_claimed.model.scalars import ParameterType, Scalar
from hatch_claimed.model.secrets.defaults import is_secret_default

Injection = Literal["value", "literal", "inferred"]
InjectionPlace = Literal["after", "instead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandArgument:
    """How a value reaches a script that reads its command line with argparse.

    `flags` are its option strings, none for a positional, which stand in the order of their `place`. A value is handed
    over by `action`: behind a flag (`store`), by the flag that stands for it in `constants` (`const`), by a flag that
    is repeated (`count`), behind a flag for each element (`append`, `extend`), or not at all where the environment
    variable is the argument's default (`variable`). `constants` are pairs of a value's text and a flag; for `store`
    they are what a bare flag is worth. `nargs` is argparse's own, as text. `element` is the type of an element where
    the parameter is a list, and `words` are the texts that its type function takes for true and false.
    """

    flags: tuple[str, ...]
    action: Literal["store", "const", "count", "append", "extend", "variable"] = "store"
    nargs: str | None = None
    constants: tuple[tuple[str, str], ...] = ()
    element: ParameterType = "String"
    words: tuple[str, ...] = ()
    place: int = 0

    @property
    def is_list(self) -> bool:
        """Whether a value is a list, whose text is words as in a shell."""
        return self.action in {"append", "extend"} or self.nargs not in {None, "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One environment variable that a script reads, or that sets a notebook's variable (C3 requirements, *Parameters*).

    `default` has the Python type that belongs to `type`. It is None both for a required parameter and for an
    optional one without a value; `required` tells them apart. It is `misread` where the script's own cast makes
    something else of it than people mean: to Python `bool('no')` is true, and to R `as.logical("yes")` is NA. So it is
    where the program has another default than the interface. The launcher then hands the default over.

    `injected` is None for what the script reads by itself. A notebook's variable is set by the launcher, as papermill
    does it, to what the text means: `value` by `type`; `literal` as JSON or Python literal, such as a list; `inferred`
    as the option `-p` of papermill takes a text, to a number where it is one; a list or an object of JSON is that too.

    `choices` are the only values that the script takes, beside its default; of a list, those of each element. A value
    reaches the script as the `argument` of its command line where there is one, else as the environment variable.
    """

    name: str
    type: ParameterType
    default: Scalar | None
    required: bool
    description: str | None
    line: int | None
    cell: int | None = None
    misread: bool = False
    injected: Injection | None = None
    choices: tuple[Scalar, ...] = ()
    argument: CommandArgument | None = None

    @property
    def is_list(self) -> bool:
        """Whether a value is a list, whose text is words as in a shell."""
        return self.argument is not None and self.argument.is_list

    @property
    def note(self) -> str:
        """What clients say beside the description: that a value is a list, and which values there are."""
        kind = f" ({self.argument.element})" if self.argument and self.argument.element != "String" else ""
        several = f"Several values{kind}, as words in a shell." if self.is_list else ""
        one_of = f"One of {', '.join(map(str, self.choices))}." if self.choices else ""
        return f"{several} {one_of}".strip()

    @property
    def noted_description(self) -> str | None:
        """The description with the note, for clients that have no other place for that; None where there is neither."""
        return f"{self.description or ''}\n{self.note}".strip() if self.note else self.description

    @property
    def default_text(self) -> str | None:
        """The default as the text of an environment variable: `5`, `0.5`, `True`, or None when there is none."""
        return None if self.default is None else str(self.default)

    @property
    def json_default(self) -> Scalar | None:
        """The default as JSON can hold it: infinity and NaN, which JSON lacks, become their text."""
        if isinstance(self.default, float) and not math.isfinite(self.default):
            return str(self.default)
        return self.default

    @property
    def open_default(self) -> Scalar | None:
        """The default as artifacts may hold it: none that looks like a secret, which the script applies by itself."""
        return None if is_secret_default(self.name, self.default) else self.default


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One environment variable that a script sets to the path of a result (C3 requirements, *Outputs*).

    `path` is the text that the script sets; None where that is computed, or several places set different ones.
    """

    name: str
    description: str | None
    line: int
    cell: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One installation line of a script, in its order.

    For Python `arguments` are pip's own, after `install` (`("numpy>=1", "-r", "requirements.txt")`); for R they are
    package names, and `repository` is what `repos=` says.
    """

    arguments: tuple[str, ...]
    line: int
    cell: int | None = None
    repository: str | None = None

    @property
    def text(self) -> str:
        """The line as one would type it behind `pip install`."""
        return shlex.join(self.arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPackages:
    """One `# dnf …` or `# apt …` line: the family of the package manager, and its arguments (`install`, names)."""

    manager: Literal["dnf", "apt"]
    arguments: tuple[str, ...]
    line: int
    cell: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a notebook's code cell begins in the converted script, so that tracebacks can name the cell.

    `injection` says that the variables that are injected get their values when it has run, or, where there are any,
    instead of it.
    """

    number: int
    first_line: int
    injection: InjectionPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What the container runs: the script as written, or the notebook converted to one.

    `unimported` are modules that it uses without importing them, which the launcher provides. `jupyter` are the
    distributions beside IPython that it imports, and that no notebook asks for since Jupyter has them.
    """

    filename: str
    content: bytes
    cells: tuple[Cell, ...] = ()
    needs_ipython: bool = False
    jupyter: tuple[str, ...] = ()
    unimported: tuple[str, ...] = ()

    @property
    def brought(self) -> tuple[str, ...]:
        """The distributions that go into the image without being asked for."""
        return ("ipython", *self.jupyter) if self.needs_ipython else self.jupyter


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """What one source file says of itself."""

    description: str
    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]
    requirements: tuple[Requirement, ...]
    system_packages: tuple[SystemPackages, ...]
    program: Program


LOG_LEVEL = Parameter(
    name="log_level",
    type="String",
    default="INFO",
    required=False,
    description="Log level: DEBUG, INFO, WARNING, ERROR or CRITICAL.",
    line=None,
)
