"""One line for each image that is built, written over again and again."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from rich.console import Group, RenderableType
from rich.live import Live
from rich.text import Text

from hatch_claimed.cli.terminal.console import console
from hatch_claimed.cli.terminal.rows import ImageLine, lines, word
from hatch_claimed.images.progress.build_progress import BuildProgress
from hatch_claimed.images.progress.parser import ProgressParser

_EACH_SECOND = 4
_KEPT_FREE = 2
"""Lines of the terminal that stay free, so that it does not scroll."""


@dataclass(slots=True)
class Screen:
    """Shows bakes on standard error. `seconds` is how long each image that was built has taken."""

    now: Callable[[], float] = time.monotonic
    seconds: dict[str, float] = field(default_factory=dict)
    _stream: ProgressParser = field(default_factory=ProgressParser)
    _board: BuildProgress = field(default_factory=lambda: BuildProgress(()))
    _live: Live | None = None
    _lock: Lock = field(default_factory=Lock)

    def begin(self, names: Sequence[str], /) -> None:
        """Show these images."""
        self._stream, self._board = ProgressParser(), BuildProgress(tuple(names))
        self._live = Live(
            get_renderable=self._picture,
            console=console(sys.stderr),
            refresh_per_second=_EACH_SECOND,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start()

    def line(self, text: str, /) -> None:
        """Take in a line; what is no message of BuildKit waits for the end, in case that it tells why."""
        update = self._stream.feed(text)
        if update is not None and not isinstance(update, str):
            with self._lock:
                self._board.feed(update, self.now())

    def end(self, *, well: bool) -> None:
        """Take the lines away; where an image failed, leave how far each one was."""
        now = self.now()
        with self._lock:
            self._board.end(now, well=well)
        if self._live is not None:
            self._live.transient = well
            self._live.stop()
            self._live = None
        for name in self._board.images:
            self.seconds[name] = self._board.row(name, now).seconds

    def _picture(self) -> RenderableType:
        now = self.now()
        with self._lock:
            rows = [self._board.row(name, now) for name in self._board.images]
        height = max(shutil.get_terminal_size().lines - _KEPT_FREE, 1)
        return Group(*map(_text, lines(rows, height)))


def _text(line: ImageLine) -> Text:
    text = Text(no_wrap=True, overflow="crop")
    text.append(f"{line.name}  ")
    if line.state:
        text.append(f"{word(line.state)}  ", style=line.style)
    return text.append(line.rest, style="dim" if line.state != "failed" else "")
