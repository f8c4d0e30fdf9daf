"""The commands that a page offers, each with a place for every parameter.

A command is plain data, from which the script in the page puts the same text together as `CommandTemplate.text` does.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.model import Parameter
from hatch_claimed.site.quoting import Style, literal, missing


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands before and behind a parameter's value."""

    before: str
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandTemplate:
    """One command: `lead`, the parameters that are given, and `tail`; or `bare`, when none is.

    With `whole`, the parameters together are one word of a shell. `note` says what else there is to know.
    """

    key: str
    title: str
    bare: str
    lead: str = ""
    tail: str = ""
    between: str = ""
    places: Mapping[str, Placeholder] | None = None
    style: Style = "shell"
    whole: tuple[str, str] | None = None
    note: str = ""
    files: tuple[str, ...] = ()

    def text(self, parameters: tuple[Parameter, ...], values: Mapping[str, str]) -> str:
        """The command with these values. Required ones that are missing are marked."""
        given = [
            self._placed(one, values.get(one.name, ""))
            for one in parameters
            if one.name in (self.places or {}) and (values.get(one.name) or one.required)
        ]
        if not given:
            return self.bare
        body = self.between.join(given)
        return self.lead + (shlex.quote(self.whole[0] + body + self.whole[1]) if self.whole else body) + self.tail

    def _placed(self, parameter: Parameter, text: str) -> str:
        place = (self.places or {})[parameter.name]
        value = literal(text, parameter.type, self.style) if text else missing(parameter.name, self.style)
        return f"{place.before}{value}{place.after}"
