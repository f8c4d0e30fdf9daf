"""Passes on what a child writes, line by line, and keeps its beginning and its end."""

from __future__ import annotations

import contextlib
import os
import selectors
from collections.abc import Sequence
from typing import IO

MOST = 10_000_000
"""Bytes that are kept of a stream."""

_CHUNK = 65_536
_LONGEST_LINE = 65_536


class OutputBuffer:
    """The first and the last half of at most `most` bytes."""

    def __init__(self, most: int = MOST) -> None:
        self._half = most // 2
        self._begin = bytearray()
        self._end = bytearray()
        self._size = 0

    def add(self, data: bytes) -> None:
        """Take what comes next."""
        self._size += len(data)
        room = self._half - len(self._begin)
        self._begin += data[:room]
        self._end += data[room:]
        if len(self._end) > 2 * self._half:
            del self._end[: -self._half]

    def content(self) -> bytes:
        """What is kept, with a note of what is missing."""
        end = self._end[-self._half :] if self._half else b""
        missing = self._size - len(self._begin) - len(end)
        note = f"\n[... {missing} bytes left out ...]\n".encode() if missing else b""
        return bytes(self._begin + note + end)

    def last_lines(self, lines: int, most: int) -> str:
        """The end as text, in at most so many lines and bytes."""
        tail = bytes((self._end or self._begin)[-most:])
        return "\n".join(tail.decode("utf-8", "replace").rstrip().splitlines()[-lines:])


class OutputStream:
    """One pipe: to which descriptor its lines go, and what is kept of them."""

    def __init__(self, source: IO[bytes] | None, target: int) -> None:
        if source is None:
            raise ValueError(source)
        self.source = source
        self.kept = OutputBuffer()
        self._target = target
        self._line = bytearray()

    def read(self) -> bool:
        """Take what is there; False at the end."""
        data = os.read(self.source.fileno(), _CHUNK)
        self.kept.add(data)
        self._line += data
        cut = self._line.rfind(b"\n") + 1 if len(self._line) < _LONGEST_LINE else len(self._line)
        self._pass_on(cut)
        return bool(data)

    def pass_on_rest(self) -> None:
        """Pass on a line that has no end yet: a prompt, or the progress of something."""
        self._pass_on(len(self._line))

    def _pass_on(self, size: int) -> None:
        left = bytes(self._line[:size])
        del self._line[:size]
        # a container whose log nobody takes goes on working
        with contextlib.suppress(OSError):
            while left:
                left = left[os.write(self._target, left) :]


class OutputStreams:
    """Several pipes, read as they fill up."""

    def __init__(self, streams: Sequence[OutputStream]) -> None:
        self._streams = streams
        self._selector = selectors.DefaultSelector()
        for stream in streams:
            self._selector.register(stream.source, selectors.EVENT_READ, stream)

    @property
    def are_open(self) -> bool:
        """Whether more may come."""
        return bool(self._selector.get_map())

    def pump(self, seconds: float) -> bool:
        """Pass on what comes within this time; False if nothing does."""
        ready = self._selector.select(seconds)
        for key, _ in ready:
            if not key.data.read():
                self._selector.unregister(key.data.source)
                key.data.pass_on_rest()
        if not ready:
            for key in self._selector.get_map().values():
                key.data.pass_on_rest()
        return bool(ready)

    def close(self) -> None:
        """Pass on what is left, and read no more."""
        for stream in self._streams:
            stream.pass_on_rest()
            stream.source.close()
        self._selector.close()
