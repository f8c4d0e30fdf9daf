"""The lines of `--progress rawjson` as messages. BuildKit indents them or does not, and buildx prints between them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from hatch_claimed.images.progress.status import Update, read_update


@dataclass(slots=True)
class ProgressParser:
    """Puts messages together from lines. Nothing that it is fed breaks it."""

    _pending: list[str] = field(default_factory=list)

    def feed(self, line: str) -> Update | str | None:
        """A message with its last line; what is in no message as it is; None within a message."""
        if self._pending and not line.startswith((" ", "}")):
            # what looked like a message was none
            self._pending.clear()
        if not self._pending and not line.startswith("{"):
            return line
        self._pending.append(line)
        if not line.rstrip().endswith("}") or not (line.startswith("}") or len(self._pending) == 1):
            return None
        try:
            document = json.loads("\n".join(self._pending))
        except (ValueError, RecursionError):
            text = line if len(self._pending) == 1 else None
            if line.startswith("}"):
                self._pending.clear()
            return text
        self._pending.clear()
        return read_update(document)
