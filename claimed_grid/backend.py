"""What a worker needs of a store: the state of each batch, and five ways to change it that only one worker wins.

Everywhere, `name` is a batch's encoded name (`names.encode`), never the id that the user gave it.

Leases. An owner renews its lease by `beat`. Each change of owner and each beat changes the batch's `tag`. A worker
that has seen the same tag for the whole takeover timeout, by its own clock, may take the batch over: `claim` with what
it has seen succeeds only if the tag is still the same. No clock of another machine, no modification time is compared.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class Status(Enum):
    """How far a batch is."""

    WAITING = "waiting"
    RUNNING = "running"
    PROCESSED = "processed"
    FAILED = "failed"


@dataclass(frozen=True)
class BatchState:
    """What a snapshot says of one batch. `tag` is opaque; it is equal as long as nobody changes the batch."""

    status: Status
    tag: str = ""


@dataclass(frozen=True)
class Lease:
    """A batch that this worker owns.

    `tag` is what the store holds of us. `attempt` is 1 for the first owner of a batch and grows with each takeover.
    `renewed` is this machine's clock (`clock.now`), taken before the request was sent.
    """

    name: str
    tag: str
    attempt: int
    renewed: float


@dataclass(frozen=True)
class BatchDetails:
    """What people want to know of a batch. `since` is the owner's wall clock at its claim, ISO 8601 in UTC."""

    owner: str = ""
    host: str = ""
    since: str = ""
    attempt: int = 0
    report: str = ""


class LostError(Exception):
    """The batch has another owner by now."""


class BackendError(Exception):
    """The store cannot be reached, or does not do what it must. The text holds no secret.

    `lasting` says that trying again will not help: wrong credentials, no such bucket, a store without conditions.
    """

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


@dataclass(frozen=True)
class Address:
    """Where a store is and who opens it: a folder, connection or URL, a run within it, and the takeover timeout."""

    place: str
    run: str
    worker: str
    timeout: float
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


class Backend(Protocol):
    """A store. Methods raise BackendError when they cannot tell what happened; `beat` may run beside the others."""

    page: int
    """For how many batches at once a worker should ask for states."""

    def prepare(self) -> None:
        """Make what is missing, and prove that the store keeps its promises. Raises BackendError (lasting) if not."""
        ...

    def states(self, names: Sequence[str]) -> Mapping[str, BatchState]:
        """One snapshot of these batches, which are sorted. A batch that is not in it is waiting, and has no tag."""
        ...

    def claim(self, name: str, seen: BatchState | None) -> Lease | None:
        """Become the owner: of a waiting or failed batch, or of a running one whose tag is still that of `seen`.

        None when somebody else is faster, or when the batch is processed.
        """
        ...

    def beat(self, lease: Lease) -> Lease:
        """Renew the lease. Raises LostError."""
        ...

    def finish(self, lease: Lease) -> None:
        """Mark the batch processed and give the lease up. Raises LostError, and marks nothing then."""
        ...

    def fail(self, lease: Lease, report: str) -> None:
        """Mark the batch failed, keep the report, and give the lease up. Raises LostError, and marks nothing then."""
        ...

    def release(self, lease: Lease) -> None:
        """Give the lease up, so that the batch is waiting again. A lease that is lost already is no error."""
        ...

    def retry(self, names: Collection[str]) -> int:
        """Let failed batches wait again, and forget their reports and attempts. The number of those that had failed."""
        ...

    def details(self, name: str) -> BatchDetails:
        """Who owns the batch, or why it failed."""
        ...

    def read(self, path: str) -> bytes | None:
        """A file of the coordinator, by its relative path; None if there is none."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Write a file of the coordinator, whole or not at all."""
        ...

    def names(self) -> Sequence[str]:
        """The names of all batches that the store knows of, sorted."""
        ...
