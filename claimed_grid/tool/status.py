"""`status`: looks once, or again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..backend import BackendError
from .document import document
from .look import Look
from .rate import Rate, RateMeter
from .surroundings import Surroundings
from .table import line, table
from .wording import moment

_HOME = "\x1b[H"
_END_OF_LINE = "\x1b[K"
_BELOW = "\x1b[J"
_CLEAR = "\x1b[2J"


@dataclass(frozen=True)
class Wanted:
    """How to show looks; `interval` is None for a single one."""

    title: str
    json: bool = False
    interval: float | None = None


def show(look: Callable[[], Look], wanted: Wanted, world: Surroundings) -> None:
    """Look and print, until it is done if it is to be watched. Raises BackendError when even the first look fails."""
    progress = RateMeter()
    redrawn = wanted.interval is not None and world.terminal and not wanted.json
    seen: Look | None = look()
    if redrawn:
        world.print(_CLEAR)
    while True:
        if seen is not None:
            rate = progress.add(world.now(), seen.finished)
            _print(seen, rate, wanted, world, redrawn=redrawn)
        if wanted.interval is None or (seen is not None and seen.left == 0):
            return
        world.sleep(wanted.interval)
        seen = _look_again(look, world)


def _look_again(look: Callable[[], Look], world: Surroundings) -> Look | None:
    """A store that cannot be reached for a moment is said, and looked at again later."""
    try:
        return look()
    except BackendError as error:
        if error.lasting:
            raise
        world.complain(str(error))
        return None


def _print(seen: Look, rate: Rate | None, wanted: Wanted, world: Surroundings, *, redrawn: bool) -> None:
    wall = world.wall()
    width, height = world.size() if world.terminal else (0, 0)
    if wanted.json:
        world.print(document(wanted.title, seen, rate, wall))
    elif redrawn:
        shown = table(wanted.title, seen, rate, wall, width, colour=world.colour).split("\n")
        lines = [*shown[: max(height - 3, 1)], "", f"{moment(wall)}, Ctrl-C ends"]
        world.print(_HOME + "\n".join(f"{text}{_END_OF_LINE}" for text in lines) + _BELOW)
    elif wanted.interval is None:
        world.print(table(wanted.title, seen, rate, wall, width, colour=world.colour))
    else:
        world.print(line(seen, rate, wall))
