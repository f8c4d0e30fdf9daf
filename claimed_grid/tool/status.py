"""`status`: once, or again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..backend import BackendError
from .console import Console
from .document import document
from .rate import Rate, RateMeter
from .snapshot import Snapshot
from .table import line, table
from .wording import moment

_HOME = "\x1b[H"
_END_OF_LINE = "\x1b[K"
_BELOW = "\x1b[J"
_CLEAR = "\x1b[2J"


@dataclass(frozen=True)
class StatusOptions:
    """How to show snapshots; `interval` is None for a single one."""

    title: str
    json: bool = False
    interval: float | None = None


def show(take: Callable[[], Snapshot], options: StatusOptions, console: Console) -> None:
    """Print a snapshot, or one after the other until all is done. Raises BackendError if even the first one fails."""
    progress = RateMeter()
    redrawn = options.interval is not None and console.terminal and not options.json
    seen: Snapshot | None = take()
    if redrawn:
        console.print(_CLEAR)
    while True:
        if seen is not None:
            rate = progress.add(console.now(), seen.finished)
            _print(seen, rate, options, console, redrawn=redrawn)
        if options.interval is None or (seen is not None and seen.left == 0):
            return
        console.sleep(options.interval)
        seen = _take_again(take, console)


def _take_again(take: Callable[[], Snapshot], console: Console) -> Snapshot | None:
    """A store that cannot be reached for a moment is said, and asked again later."""
    try:
        return take()
    except BackendError as error:
        if error.lasting:
            raise
        console.print_error(str(error))
        return None


def _print(seen: Snapshot, rate: Rate | None, options: StatusOptions, console: Console, *, redrawn: bool) -> None:
    wall = console.wall()
    width, height = console.size() if console.terminal else (0, 0)
    if options.json:
        console.print(document(options.title, seen, rate, wall))
    elif redrawn:
        shown = table(options.title, seen, rate, wall, width, colour=console.colour).split("\n")
        lines = [*shown[: max(height - 3, 1)], "", f"{moment(wall)}, Ctrl-C ends"]
        console.print(_HOME + "\n".join(f"{text}{_END_OF_LINE}" for text in lines) + _BELOW)
    elif options.interval is None:
        console.print(table(options.title, seen, rate, wall, width, colour=console.colour))
    else:
        console.print(line(seen, rate, wall))
