"""Lines of JSON over two pipes: the coordinator's end, which never waits longer than it is told to."""

from __future__ import annotations

import json
import os
import selectors
from collections.abc import Mapping

_CHUNK = 65_536


class ClosedError(Exception):
    """There is nobody at the other end."""


class Pipe:
    """Both ends of both pipes. `ends` are those of the child, until it has inherited them."""

    def __init__(self) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        self.ends = (theirs_in, theirs_out)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._in, selectors.EVENT_READ)
        self._received = b""

    def hand_over(self) -> None:
        """Close the child's ends here: it has its own copies by now, or will never have any."""
        for end in self.ends:
            os.close(end)

    def send(self, what: Mapping[str, object]) -> None:
        """Send an object. Raises ClosedError."""
        left = json.dumps(what).encode() + b"\n"
        try:
            while left:
                left = left[os.write(self._out, left) :]
        except BrokenPipeError:
            raise ClosedError from None

    def receive(self, seconds: float) -> dict[str, object] | None:
        """The next object; None if none is there within this time. Raises ClosedError."""
        while b"\n" not in self._received:
            if not self._selector.select(seconds):
                return None
            chunk = os.read(self._in, _CHUNK)
            if not chunk:
                raise ClosedError
            self._received += chunk
        line, _, self._received = self._received.partition(b"\n")
        received: dict[str, object] = json.loads(line)
        return received

    def close(self) -> None:
        """Close both ends of ours: the child reads that nothing more will come."""
        self._selector.close()
        os.close(self._out)
        os.close(self._in)
