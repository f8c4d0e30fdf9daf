"""What every language's reader takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol

from hatch_claimed.model import Finding, Interface
from hatch_claimed.sources.variables.overrides import Unused, VariableOverrides

if TYPE_CHECKING:
    from hatch_claimed.sources.python.code import Code
    from hatch_claimed.sources.r.vectors import Vectors


@dataclass(frozen=True, slots=True)
class ScriptSource:
    """A script's bytes, where it stands in the project, and what the operator's settings say of its variables."""

    path: PurePosixPath
    content: bytes
    variables: VariableOverrides = field(default=VariableOverrides())


@dataclass(frozen=True, slots=True)
class ScriptText:
    """A piece of a script as its author sees it: a comment with its `#`, or the value of a string literal."""

    text: str
    line: int
    column: int
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class ScriptDetails:
    """What rules look at beyond the interface.

    `codes` is the Python script, or the notebook's cells that parse; `r` are the names, calls and constants of an R
    script.
    """

    codes: tuple[Code, ...] = ()
    comments: tuple[ScriptText, ...] = ()
    literals: tuple[ScriptText, ...] = ()
    r: Vectors | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader understood (None when the file as a whole cannot be read) and what it has to say of it.

    `unused` is what the settings say of variables that the script does not use so.
    """

    interface: Interface | None
    findings: tuple[Finding, ...] = ()
    details: ScriptDetails = field(default=ScriptDetails(), compare=False)
    unused: tuple[Unused, ...] = ()


class Reader(Protocol):
    """Reads scripts of one language. Pure: it imports and runs nothing of the user's."""

    def read(self, source: ScriptSource) -> ReadResult:
        """Read one script. Never raises for what a user can write: problems become findings."""
        ...
