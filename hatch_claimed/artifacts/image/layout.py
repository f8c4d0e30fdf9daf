"""Where things lie inside an image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.model import Kind

HOME = PurePosixPath("/opt/claimed")
"""The launcher, its interface file and, below `app`, the script with its additional files. Nobody writes here."""

APP = HOME / "app"


@dataclass(frozen=True, slots=True)
class Layout:
    """The working directory of a kind, and the folders that lead to it (C3: data is mounted below it)."""

    workdir: PurePosixPath
    folders: tuple[PurePosixPath, ...]


_PYTHON = Layout(
    PurePosixPath("/opt/app-root/src"), (PurePosixPath("/opt/app-root"), PurePosixPath("/opt/app-root/src"))
)
_R = Layout(PurePosixPath("/home/docker"), (PurePosixPath("/home/docker"),))


def layout(kind: Kind) -> Layout:
    """The layout of a kind: UBI's Python images' for Python and notebooks, r-base's for R."""
    return _R if kind == "r" else _PYTHON
