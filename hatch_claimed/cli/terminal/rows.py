"""The lines that show how far images are, as text and style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hatch_claimed.checks.formats.escaping import visible
from hatch_claimed.images.progress.build_progress import ImageProgress, State

_STYLES: dict[State, str] = {
    "waiting": "dim",
    "running": "cyan",
    "done": "green",
    "failed": "bold red",
    "stopped": "yellow",
}
_FIRST: dict[State, int] = {"failed": 0, "running": 1, "stopped": 2, "waiting": 3, "done": 4}
_WORD = max(map(len, _STYLES))
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class ImageLine:
    """A line in three parts: an image's name, its state, and the rest."""

    name: str
    state: State | None
    rest: str

    @property
    def style(self) -> str:
        """How its state is shown."""
        return _STYLES[self.state] if self.state else "dim"


def lines(rows: Sequence[ImageProgress], height: int) -> Iterator[ImageLine]:
    """A line for each image, if they fit in so many; else those where something happens, and a count of the others."""
    shown = list(rows)
    if len(rows) > height:
        by_need = sorted(range(len(rows)), key=lambda number: (_FIRST[rows[number].state], number))
        shown = [rows[number] for number in sorted(by_need[: max(height - 1, 1)])]
    width = min(_LONGEST_NAME, max((len(row.name) for row in shown), default=0))
    for row in shown:
        yield ImageLine(_cut(row.name, width).ljust(width), row.state, _rest(row))
    if len(shown) < len(rows):
        counts = Counter(row.state for row in rows)
        counts.subtract(row.state for row in shown)
        others = ", ".join(f"{counts[state]} {state}" for state in _FIRST if counts[state])
        yield ImageLine(f"and {len(rows) - len(shown)} more", None, others)


def duration(seconds: float) -> str:
    """`4 s`, `2 min 05 s`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def word(state: State) -> str:
    """A state in a column of states."""
    return state.ljust(_WORD)


def _rest(row: ImageProgress) -> str:
    time = duration(row.seconds) if row.state != "waiting" else ""
    return f"{time:>9}  {visible(row.step)}".rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."
