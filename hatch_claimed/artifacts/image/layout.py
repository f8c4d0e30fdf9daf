"""Where things lie inside an image."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hatch_claimed.deployment import R_WORKDIR, WORKDIR
from hatch_claimed.model import Component, GridWrapper, Kind

TEMPLATES = Path(__file__).parent / "templates"

HOME = PurePosixPath("/opt/claimed")
"""The launcher, its interface file and, below `app`, the project's tree. Nobody writes here."""

ENVIRONMENT = HOME / "environment"
"""The variables that the base image's shell and entry point set: shell text that `run` reads, where there are any."""

ASKED = PurePosixPath("/claimed-asked")
"""In the stage that asks the base image, what asks and what it answers. No image has it."""

OPERATOR = HOME / "operator"
"""In the image of a grid wrapper, what the operator's own image has in `HOME`."""

LIBRARY = HOME / "lib"
"""In the image of a grid wrapper, the libraries of its coordinator, which the operator's code never sees."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The working directory of a kind, and the folders that lead to it (C3: data is mounted below it)."""

    workdir: PurePosixPath
    folders: tuple[PurePosixPath, ...]


_PYTHON = Layout(PurePosixPath(WORKDIR), (PurePosixPath(WORKDIR).parent, PurePosixPath(WORKDIR)))
_R = Layout(PurePosixPath(R_WORKDIR), (PurePosixPath(R_WORKDIR),))


def app(component: Component) -> PurePosixPath:
    """The root of the project's tree: the script, its modules and its additional files lie at their places in it."""
    return (OPERATOR if isinstance(component, GridWrapper) else HOME) / "app"


def layout(kind: Kind) -> Layout:
    """The layout of a kind: UBI's Python images' for Python and notebooks, r-base's for R."""
    return _R if kind == "r" else _PYTHON


def beside(places: Collection[PurePosixPath], folder: PurePosixPath) -> dict[PurePosixPath, PurePosixPath]:
    """Links that the working directory has, so that what lies in the script's folder is found from there as well.

    The working directory is the root of the project's tree and has all `places`; a script in `operators` also finds
    `operators/data/a.csv` as `data/a.csv`. Each link leads to a place in the tree, which never gives way to one.
    """
    if folder == PurePosixPath():
        return {}
    taken = frozenset(places)
    folders = {parent for place in places for parent in place.parents}
    links: dict[PurePosixPath, PurePosixPath] = {}
    for place in places:
        if not place.is_relative_to(folder):
            continue
        near = place.relative_to(folder)
        ways = (way for way in (*reversed(near.parents), near) if way not in folders)
        first = next(ways, None)
        if first is not None and taken.isdisjoint((first, *first.parents)):
            links[first] = folder / first
    return links
