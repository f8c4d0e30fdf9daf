"""What stands in a row, and what stands in a tag."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ...backend import Status
from .tables import LONGEST_OWNER

Values = dict[str, object]


@dataclass(frozen=True)
class Tag:
    """`nonce` names a claim, `counter` grows with each beat, and `attempt` tells the one who takes over his own."""

    nonce: str
    counter: int
    attempt: int

    def __str__(self) -> str:
        return f"{self.nonce}.{self.counter}.{self.attempt}"

    @classmethod
    def parse(cls, text: str) -> Tag:
        """A tag as `str` gave it."""
        nonce, counter, attempt = text.split(".")
        return cls(nonce, int(counter), int(attempt))


def this(run: str, name: str) -> Values:
    """Which row."""
    return {"in_run": run, "in_name": name}


def this_file(run: str, path: str) -> Values:
    """Which file."""
    return {"in_run": run, "in_path": path}


def mine(run: str, name: str, tag: Tag) -> Values:
    """Which row, if it is still the owner's."""
    return {**this(run, name), "my_nonce": tag.nonce}


def as_seen(tag: Tag, status: Status) -> Values:
    """How a row was seen."""
    return {"seen_nonce": tag.nonce, "seen_counter": tag.counter, "seen_status": status.value}


def owned(tag: Tag, worker: str) -> Values:
    """What a new owner writes into a row."""
    return {
        "to_status": Status.RUNNING.value,
        "to_nonce": tag.nonce,
        "to_counter": tag.counter,
        "to_attempt": tag.attempt,
        "to_owner": worker[:LONGEST_OWNER],
        "to_host": worker.partition("/")[0][:LONGEST_OWNER],
        "to_since": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "to_report": "",
    }


def plain(text: str) -> str:
    """Text that databases take: without NUL and without halves of surrogate pairs."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()
