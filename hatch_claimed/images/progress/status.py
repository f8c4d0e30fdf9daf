"""One message of BuildKit: what it says of the steps of builds. Whatever is not as expected is left out."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass

CANCELLED = "context canceled"
_OF_ANOTHER = "failed to solve: "
"""What the bake says of the step that failed; buildx says it of its own steps as well, which it stops then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertex:
    """One step of a build, as far as it is. `inputs` are the digests of the steps that it needs."""

    digest: str
    name: str
    inputs: tuple[str, ...] = ()
    started: bool = False
    completed: bool = False
    error: str = ""

    @property
    def failed(self) -> bool:
        """Whether the step itself went wrong. One that was stopped, since another one failed, did not."""
        return bool(self.error) and not self.cancelled

    @property
    def cancelled(self) -> bool:
        """Whether it was stopped."""
        return means_stopped(self.error)


def means_stopped(error: str) -> bool:
    """Whether a step's error says no more than that another step failed."""
    return error.endswith(CANCELLED) or error.startswith(_OF_ANOTHER)


@dataclass(frozen=True, slots=True)
class Log:
    """Some bytes that a step printed; a line may come in several pieces."""

    vertex: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """All that one message says."""

    vertexes: tuple[Vertex, ...] = ()
    logs: tuple[Log, ...] = ()


def read_update(document: object) -> Update:
    """Read BuildKit's `SolveStatus` (client/graph.go of moby/buildkit) from JSON. Raises nothing."""
    return Update(tuple(_vertexes(document)), tuple(_logs(document)))


def _vertexes(document: object) -> Iterator[Vertex]:
    for one in _objects(document, "vertexes"):
        if digest := _text(one, "digest"):
            inputs = one.get("inputs")
            yield Vertex(
                digest=digest,
                name=_text(one, "name"),
                inputs=tuple(text for text in inputs if isinstance(text, str)) if isinstance(inputs, list) else (),
                started=bool(one.get("started")),
                completed=bool(one.get("completed")),
                error=_text(one, "error"),
            )


def _logs(document: object) -> Iterator[Log]:
    for one in _objects(document, "logs"):
        try:
            data = base64.b64decode(_text(one, "data"))
        except (binascii.Error, ValueError):
            continue
        yield Log(_text(one, "vertex"), data)


def _objects(document: object, key: str) -> Iterator[dict[str, object]]:
    found = document.get(key) if isinstance(document, dict) else None
    yield from (one for one in found or () if isinstance(one, dict)) if isinstance(found, list) else ()


def _text(one: dict[str, object], key: str) -> str:
    found = one.get(key)
    return found if isinstance(found, str) else ""
