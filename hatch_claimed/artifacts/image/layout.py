"""Where things lie inside an image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hatch_claimed.model import Component, GridWrapper, Kind

TEMPLATES = Path(__file__).parent / "templates"

HOME = PurePosixPath("/opt/claimed")
"""The launcher, its interface file and, below `app`, the script with its additional files. Nobody writes here."""

OPERATOR = HOME / "operator"
"""In the image of a grid wrapper, what the operator's own image has in `HOME`."""

LIBRARY = HOME / "lib"
"""In the image of a grid wrapper, the libraries of its coordinator, which the operator's code never sees."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The working directory of a kind, and the folders that lead to it (C3: data is mounted below it)."""

    workdir: PurePosixPath
    folders: tuple[PurePosixPath, ...]


_PYTHON = Layout(
    PurePosixPath("/opt/app-root/src"), (PurePosixPath("/opt/app-root"), PurePosixPath("/opt/app-root/src"))
)
_R = Layout(PurePosixPath("/home/docker"), (PurePosixPath("/home/docker"),))


def app(component: Component) -> PurePosixPath:
    """Where the script and its additional files lie."""
    return (OPERATOR if isinstance(component, GridWrapper) else HOME) / "app"


def layout(kind: Kind) -> Layout:
    """The layout of a kind: UBI's Python images' for Python and notebooks, r-base's for R."""
    return _R if kind == "r" else _PYTHON
