"""SIGTERM and SIGINT: the first one lets the running batch have its time, the second one does not."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)
_SLICE = 0.1


class SignalHandler:
    """What signals have asked for. `on_stop` is called from the signal handler."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self.at_once = False
        self.on_stop: Callable[[], None] | None = None

    def listen(self) -> None:
        """Handle the signals from now on. The first process of a container gets only those that it handles."""
        for number in SIGNALS:
            signal.signal(number, self._handle)

    def asked(self) -> bool:
        """Whether to stop."""
        return self.signal is not None

    def sleep(self, seconds: float) -> bool:
        """Sleep, and wake up when asked to stop; whether that was so."""
        until = time.monotonic() + seconds
        while not self.asked() and (left := until - time.monotonic()) > 0:
            # in slices: a sleep goes on after a signal, and locks are not for signal handlers
            time.sleep(min(left, _SLICE))
        return self.asked()

    @property
    def exit_code(self) -> int:
        """143 for SIGTERM, 130 for SIGINT."""
        return 128 + (self.signal or 0)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if self.signal is not None:
            self.at_once = True
            return
        self.signal = number
        if self.on_stop is not None:
            self.on_stop()
