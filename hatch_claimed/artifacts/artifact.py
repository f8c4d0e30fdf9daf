"""What every artifact format gives: one file for each operator and grid wrapper."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Protocol

from hatch_claimed.model import Component

ENTRY_POINT = "/opt/claimed/run"
"""The launcher in every image. It takes `--name value` and `name=value`, and passes any other command through."""


class Artifact(Protocol):
    """Renders one operator or grid wrapper in one format. Pure, and deterministic to the byte."""

    name: str
    """What the catalogue calls the format: `kfp`, `job`, `cwl`."""

    suffix: str
    """What the file's name ends with, behind that of the script: `.job.yaml`. Such files are shipped in wheels."""

    def path(self, component: Component) -> PurePosixPath:
        """Where the file lies, relative to the project's artifact folder."""
        return PurePosixPath(component.name, f"{component.stem}{self.suffix}")

    def render(self, component: Component) -> bytes:
        """The file's content."""
        ...
