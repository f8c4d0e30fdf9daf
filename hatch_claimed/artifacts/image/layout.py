"""Where things lie inside an image."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from hatch_claimed.model import Component, GridWrapper

TEMPLATES = Path(__file__).parent / "templates"

HOME = PurePosixPath("/opt/claimed")
"""The launcher, its interface file and, below `app`, the project's tree. Nobody writes here."""

ENVIRONMENT = HOME / "environment"
"""The variables that the base image's shell and entry point set: shell text that `run` reads, where there are any."""

PROBE_FOLDER = PurePosixPath("/claimed-asked")
"""In the stage that asks the base image, what asks and what it answers. No image has it."""

OPERATOR = HOME / "operator"
"""In the image of a grid wrapper, what the operator's own image has in `HOME`."""

LIBRARY = HOME / "lib"
"""In the image of a grid wrapper, the libraries of its coordinator, which the operator's code never sees."""


def app(component: Component) -> PurePosixPath:
    """The root of the project's tree: the script, its modules and its additional files lie at their places in it."""
    return (OPERATOR if isinstance(component, GridWrapper) else HOME) / "app"


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
