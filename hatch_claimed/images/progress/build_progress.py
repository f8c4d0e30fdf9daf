"""How far each image is, kept up to date with what BuildKit tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from hatch_claimed.images.progress.label import label
from hatch_claimed.images.progress.status import Update, Vertex

State = Literal["waiting", "running", "done", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class ImageProgress:
    """One image: its state, the step that it is at, and for how many seconds it has been built."""

    name: str
    state: State = "waiting"
    step: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that failed: of which images, what BuildKit says of it, and all that it printed."""

    images: tuple[str, ...]
    step: str
    error: str
    output: bytes


@dataclass(slots=True)
class BuildProgress:
    """The images of one bake. Times are seconds of any clock that only goes forward."""

    images: Sequence[str]
    _vertexes: dict[str, Vertex] = field(default_factory=dict)
    _owners: dict[str, set[str]] = field(default_factory=dict)
    _order: dict[str, int] = field(default_factory=dict)
    _logs: dict[str, bytearray] = field(default_factory=dict)
    _rows: dict[str, ImageProgress] = field(default_factory=dict)
    _began: dict[str, float] = field(default_factory=dict)

    def feed(self, update: Update, now: float) -> None:
        """Take in a message."""
        for log in update.logs:
            self._logs.setdefault(log.vertex, bytearray()).extend(log.data)
        touched: set[str] = set()
        for vertex in update.vertexes:
            self._take(vertex)
            touched |= self._owners[vertex.digest]
        for image in touched:
            self._rows[image] = self._look(image, now)

    def end(self, now: float, *, well: bool) -> None:
        """The bake has ended: what it built is done, or what was not done yet is stopped."""
        for image in self.images:
            row = self.row(image, now)
            if well:
                self._rows[image] = ImageProgress(image, "done", "", row.seconds)
            elif row.state in {"waiting", "running"}:
                self._rows[image] = ImageProgress(image, "stopped", row.step, row.seconds)

    def row(self, image: str, now: float) -> ImageProgress:
        """How far one image is."""
        row = self._rows.get(image, ImageProgress(image))
        return ImageProgress(image, row.state, row.step, now - self._began[image]) if row.state == "running" else row

    def failures(self) -> Iterator[Failure]:
        """The steps that failed, in the order in which they began."""
        for digest in self._order:
            vertex = self._vertexes[digest]
            if vertex.failed:
                owners = self._owners[digest]
                step = label(vertex.name, self.images).text
                output = bytes(self._logs.get(digest, b""))
                yield Failure(tuple(one for one in self.images if one in owners), step, vertex.error, output)

    def _take(self, vertex: Vertex) -> None:
        before = self._vertexes.get(vertex.digest)
        if before and before.started and not vertex.started:
            # another target's plan names the same step once more
            vertex = before
        self._vertexes[vertex.digest] = vertex
        if vertex.started and vertex.digest not in self._order:
            self._order[vertex.digest] = len(self._order)
        owner = label(vertex.name, self.images).image
        self._own(vertex.digest, self._owners.setdefault(vertex.digest, set()) | ({owner} if owner else set()))

    def _own(self, digest: str, images: set[str]) -> None:
        """Targets share steps, and their names tell one target alone. So what a target's step needs is its own too."""
        todo = [(digest, True)]
        while todo:
            one, is_first = todo.pop()
            owners = self._owners.setdefault(one, set())
            if is_first or not images <= owners:
                owners |= images
                todo += [(needed, False) for needed in (self._vertexes[one].inputs if one in self._vertexes else ())]

    def _look(self, image: str, now: float) -> ImageProgress:
        own = [self._vertexes[digest] for digest in self._order if image in self._owners[digest]]
        if not own:
            return ImageProgress(image)
        began = self._began.setdefault(image, now)
        state, vertex = _state(own, self.images)
        return ImageProgress(image, state, label(vertex.name, self.images).text, now - began)


def _state(own: Sequence[Vertex], images: Sequence[str]) -> tuple[State, Vertex]:
    """The state of an image by its steps, in the order in which these began, and the step that tells it."""
    for vertex in own:
        if vertex.failed:
            return "failed", vertex
    for vertex in reversed(own):
        if vertex.cancelled:
            return "stopped", vertex
        if not vertex.completed:
            return "running", vertex
    ended = label(own[-1].name, images).is_export
    return ("done" if ended else "running"), own[-1]
