"""The settings of one script that a command names by its path: `[tool.claimed]` from words instead of a manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hatch_claimed.model import Finding, ImageMode
from hatch_claimed.settings.lines import KeyPath
from hatch_claimed.settings.parse import SettingLocation, read_table
from hatch_claimed.settings.tables.claimed import ClaimedTable

COMMAND_LINE = "the command line"
"""Where findings are about what a command says."""

LOCAL = "localhost"
"""The repository of images that nobody said where to push: engines look for these here alone."""

FIRST_VERSION = "0.1"
"""The tag of C3's images where nobody says one."""

_OF_OTHERS = frozenset({"include", "exclude", "operators", "grid-wrappers", "workflows", "wheel-path"})
"""What a project says of its own operators, and not for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptWords:
    """What a command says of a script: its path as a glob, its operator's name, and settings; None is not said.

    `grid` is the table of its grid wrapper, where it is to have one.
    """

    include: str
    name: str
    repository: str | None = None
    version: str | None = None
    python: str | None = None
    base_image: str | None = None
    images: ImageMode | None = None
    files: Sequence[str] = ()
    grid: Mapping[str, str] | None = None
    otherwise: ImageMode = "off"
    """What is done about images where neither the command nor a project says it."""


@dataclass(frozen=True, slots=True)
class OneScript:
    """Keys of `[tool.claimed]`: `said` counts more than what a project says for all of its operators.

    `otherwise` counts where there is no such table.
    """

    said: Mapping[str, Any]
    otherwise: Mapping[str, Any] = field(default_factory=dict)

    def over(self, table: Mapping[str, Any] | None) -> dict[str, Any]:
        """The table for this script alone, from that of a project, or from None where there is none."""
        if table is None:
            return {**self.otherwise, **self.said}
        return {**{key: value for key, value in table.items() if key not in _OF_OTHERS}, **self.said}

    def place(self, lines: Mapping[KeyPath, int], file: str | None) -> SettingLocation:
        """The place of the table: in that file, where keys that are said have no line, or in the command."""
        elsewhere = _OF_OTHERS | self.said.keys()
        of_file = {key: line for key, line in lines.items() if len(key) < 3 or key[2] not in elsewhere}
        return SettingLocation(file or COMMAND_LINE, of_file, ("tool", "claimed"))


def one_script(words: ScriptWords) -> OneScript:
    """The keys that words are."""
    own = {"files": list(words.files)} if words.files else {}
    if words.base_image:
        own["base-image"] = words.base_image  # type: ignore[assignment]
    said = {
        "include": [words.include],
        "repository": words.repository,
        "version": words.version,
        "python": words.python,
        "images": words.images,
        "operators": {words.name: own} if own else None,
        "grid-wrappers": None if words.grid is None else {words.name: dict(words.grid)},
    }
    otherwise = {"repository": LOCAL, "version": FIRST_VERSION, "images": words.otherwise}
    return OneScript({key: value for key, value in said.items() if value is not None}, otherwise)


def problems(one: OneScript) -> tuple[Finding, ...]:
    """What is wrong with the words by themselves."""
    findings: list[Finding] = []
    read_table(ClaimedTable, one.said, SettingLocation(COMMAND_LINE, {}, ()), findings)
    return tuple(findings)
