"""A store that does not answer for a while, such as a server that is restarted, is asked again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from .backend import BackendError
from .clock import Clock
from .stop_signal import StopSignal

Result = TypeVar("Result")

SHORTEST, LONGEST = 0.2, 15.0
"""Seconds between two attempts: the first time, and at most."""

_log = logging.getLogger(__name__)


class StoreRetryPolicy:
    """Asks again, longer and longer apart, for `longest` seconds from the first failure on."""

    def __init__(self, clock: Clock, stop_signal: StopSignal, longest: float) -> None:
        self._clock = clock
        self._stop_signal = stop_signal
        self._longest = longest

    def call(self, action: Callable[[], Result]) -> Result:
        """The action's result. Raises BackendError when it is lasting, lasts too long, or the worker is to stop."""
        try:
            return action()
        except BackendError as error:
            if error.lasting:
                raise
            return self._again(action, error)

    def _again(self, action: Callable[[], Result], error: BackendError) -> Result:
        end = self._clock.now() + self._longest
        _log.warning("the coordinator does not answer, trying again for %.0f s: %s", self._longest, error)
        delay = SHORTEST
        while True:
            self._stop_signal.sleep(delay * self._clock.rng.uniform(0.5, 1.0))
            try:
                result = action()
            except BackendError as again:
                if again.lasting or self._stop_signal.stopped() or self._clock.now() > end:
                    raise
                delay = min(2 * delay, LONGEST)
            else:
                _log.info("the coordinator answers again")
                return result
