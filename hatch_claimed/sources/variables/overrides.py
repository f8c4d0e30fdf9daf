"""What an operator's settings say of single variables, against what its script looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["parameter", "output", "internal"]
Unused = tuple[str, str]
"""A key of the operator's settings, and a name in it that the script does not use so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableOverrides:
    """Names that are parameters, outputs, or neither, whatever the table of variables and their values say.

    `secrets` are names that a Kubernetes secret is declared for: these are parameters too, where the script reads them.
    """

    parameters: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()

    def roles(self) -> dict[str, Role]:
        """What each name is to be. A name in several lists is what the first of them says."""
        roles: dict[str, Role] = dict.fromkeys(self.secrets, "parameter")
        roles |= dict.fromkeys(self.internal, "internal")
        roles |= dict.fromkeys(self.outputs, "output")
        return roles | dict.fromkeys(self.parameters, "parameter")
