"""A store that does not answer for a while, such as a server that is restarted, is asked again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from .backend import StoreError
from .world import Brake, World

Result = TypeVar("Result")

SHORTEST, LONGEST = 0.2, 15.0
"""Seconds between two attempts: the first time, and at most."""

_log = logging.getLogger(__name__)


class Patience:
    """Asks again, longer and longer apart, for `longest` seconds from the first failure on."""

    def __init__(self, world: World, brake: Brake, longest: float) -> None:
        self._world = world
        self._brake = brake
        self._longest = longest

    def call(self, action: Callable[[], Result]) -> Result:
        """The action's result. Raises StoreError when it is lasting, lasts too long, or the worker is to stop."""
        try:
            return action()
        except StoreError as error:
            if error.lasting:
                raise
            return self._again(action, error)

    def _again(self, action: Callable[[], Result], error: StoreError) -> Result:
        end = self._world.now() + self._longest
        _log.warning("the coordinator does not answer, trying again for %.0f s: %s", self._longest, error)
        delay = SHORTEST
        while True:
            self._brake.sleep(delay * self._world.dice.uniform(0.5, 1.0))
            try:
                result = action()
            except StoreError as again:
                if again.lasting or self._brake.stopped() or self._world.now() > end:
                    raise
                delay = min(2 * delay, LONGEST)
            else:
                _log.info("the coordinator answers again")
                return result
