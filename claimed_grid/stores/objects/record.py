"""What the object of a batch holds: one JSON object, padded so that its size alone tells how far the batch is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from ...backend import BatchDetails, Status
from ...truncation import truncated

_UNIT = 1024
_REMAINDERS = {1: Status.RUNNING, 2: Status.WAITING, 3: Status.PROCESSED, 4: Status.FAILED}


@dataclass(frozen=True)
class LeaseRecord:
    """A batch's state. `nonce` is the claim's own, and `counter` grows: no two writes have the same content.

    Objects with the same content have the same ETag, so that without them an old tag could become valid again.
    """

    status: Status
    owner: str
    since: str
    attempt: int
    nonce: str
    counter: int = 0
    report: str = ""

    def encoded(self) -> bytes:
        """The object's content, of a size that `status_of` understands."""
        fields = {**asdict(self), "status": self.status.value, "host": host_of(self.owner)}
        fields["report"] = truncated(self.report)
        body = json.dumps(fields, indent=1).encode("ascii")
        remainder = next(number for number, status in _REMAINDERS.items() if status is self.status)
        return body + b" " * ((remainder - len(body)) % _UNIT)

    def details(self) -> BatchDetails:
        """What people want to know."""
        return BatchDetails(self.owner, host_of(self.owner), self.since, self.attempt, self.report)


def decoded(body: bytes) -> LeaseRecord | None:
    """The record that an object holds; None if it is none of ours."""
    try:
        fields = json.loads(body)
        return LeaseRecord(
            status=Status(fields["status"]),
            owner=str(fields["owner"]),
            since=str(fields["since"]),
            attempt=int(fields["attempt"]),
            nonce=str(fields["nonce"]),
            counter=int(fields["counter"]),
            report=str(fields["report"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def status_of(size: int) -> Status | None:
    """The status that an object of this size has; None if it cannot be ours."""
    return _REMAINDERS.get(size % _UNIT)


def host_of(owner: str) -> str:
    """The host's part of a worker's name."""
    return owner.partition("/")[0]
