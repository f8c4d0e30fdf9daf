"""A command that runs an operator: its words, what it adds to the environment, and how it is shown."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RunCommand:
    """Words for no shell, and variables that nobody is shown, since secrets are among them."""

    words: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def command_line(self) -> str:
        """The words as one would type them."""
        return shlex.join(self.words)
