"""What a language's part of an environment on this machine gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from hatch_claimed.model import File


class LocalEnvironment(Protocol):
    """How this machine has what scripts of a language need beside Python."""

    def interpreter(self) -> str:
        """What changes when the interpreter is another one. Raises EngineError where there is none."""
        ...

    def make(self, step: tuple[File, ...], folder: Path, name: str) -> None:
        """Install what an image's step would into a folder. Raises ClaimedError, which names what is missing."""
        ...

    def variables(self, folder: Path) -> Iterator[tuple[str, str]]:
        """What programs find it by."""
        ...
