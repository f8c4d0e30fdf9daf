"""What every artifact format gives: one file for each operator."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Protocol

from hatch_claimed.model import Operator

ENTRY_POINT = "/opt/claimed/run"
"""The launcher in every image. It takes `--name value` and `name=value`, and passes any other command through."""


class Artifact(Protocol):
    """Renders one operator in one format. Pure, and deterministic to the byte."""

    name: str
    """What the catalogue calls the format: `kfp`, `job`, `cwl`."""

    def path(self, operator: Operator) -> PurePosixPath:
        """Where the file lies, relative to the project's artifact folder."""
        ...

    def render(self, operator: Operator) -> bytes:
        """The file's content."""
        ...
