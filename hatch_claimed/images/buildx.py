"""Docker's buildx: whether it is there, one bake for all images, and the digests it reports."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hatch_claimed.errors import EngineError, ImageError
from hatch_claimed.images.command import Completed, Echo, run
from hatch_claimed.model import Component, ImageMode

MOST_AT_ONCE = 16
"""More targets in one bake ran into the engine's own deadlines under load; up to 16 never did."""

_FLAGS: Mapping[ImageMode, str] = {"build": "--load", "push": "--push"}
_WAY_OUT = (
    'To build everything but images, write `images = "off"` below [tool.claimed], '
    "or set CLAIMED_IMAGES=off for this once."
)
_FAILED_STEP = re.compile(r"^ > \[(?P<label>[^\]]+)\] (?P<step>.*)$")
_FAILED_TARGET = re.compile(r"target (?P<target>[A-Za-z0-9_-]+): failed to solve")


def check_engine() -> None:
    """Make sure that images can be built. Raises EngineError, which says what to install or to start."""
    try:
        buildx = run(["docker", "buildx", "version"])
    except FileNotFoundError:
        message = f"images were asked for, but there is no `docker` command: install Docker Engine. {_WAY_OUT}"
        raise EngineError(message) from None
    if buildx.status:
        message = f"images were asked for, but Docker has no buildx: install the docker-buildx plugin. {_WAY_OUT}"
        raise EngineError(message)
    engine = run(["docker", "version", "--format", "{{.Server.Version}}"])
    if engine.status:
        said = engine.lines[-1] if engine.lines else "no answer"
        message = f"images were asked for, but no Docker engine runs: start it. {_WAY_OUT}\nDocker says: {said}"
        raise EngineError(message)


def is_there(component: Component, digest: str) -> bool:
    """Whether an image that was built is still where its mode puts it: in the registry, or in the engine."""
    name = component.image.reference
    if component.image.mode == "push":
        repository = name.rpartition(":")[0]
        return run(["docker", "buildx", "imagetools", "inspect", f"{repository}@{digest}"]).status == 0
    return run(["docker", "image", "inspect", name]).status == 0


@dataclass(frozen=True, slots=True)
class Bake:
    """A bake of one file. `folder` is where it runs: contexts in the file are relative to it."""

    folder: Path
    file: PurePosixPath
    echo: Echo

    def all(self, components: Sequence[Component]) -> dict[str, str]:
        """Build and push the images of all components as their mode says. The result maps names to digests.

        Raises ImageError naming the operators that failed, with the failing step's own output.
        """
        digests: dict[str, str] = {}
        for mode in _FLAGS:
            names = [component.name for component in components if component.image.mode == mode]
            for first in range(0, len(names), MOST_AT_ONCE):
                digests.update(self._group(names[first : first + MOST_AT_ONCE], mode))
        return digests

    def _group(self, names: Sequence[str], mode: ImageMode) -> dict[str, str]:
        with tempfile.TemporaryDirectory(prefix="claimed-") as folder:
            metadata = Path(folder) / "metadata.json"
            completed = self._run(names, mode, metadata)
            if completed.status and any("DeadlineExceeded" in line for line in completed.lines):
                completed = self._run(names, mode, metadata)
            if completed.status:
                raise ImageError(failure(completed.lines, names))
            return _digests(metadata, names)

    def _run(self, names: Sequence[str], mode: ImageMode, metadata: Path) -> Completed:
        command = ["docker", "buildx", "bake", "--file", str(self.file), "--progress", "plain"]
        command += ["--metadata-file", str(metadata), _FLAGS[mode], *names]
        return run(command, cwd=self.folder, echo=self.echo)


def failure(lines: Sequence[str], names: Sequence[str]) -> str:
    """What a failed bake's plain progress says: the operators that failed, and the failing steps' own output."""
    failed = {match["target"] for line in lines for match in [_FAILED_TARGET.search(line)] if match}
    steps = list(_failed_steps(lines))
    failed.update(label.split()[0] for label, _ in steps)
    # a bake of one target leaves its name out of the labels
    what = ", ".join(sorted(failed.intersection(names))) or ", ".join(names)
    details = list(dict.fromkeys(text for _, text in steps))
    if not any("\n" in text for text in details):
        # the step printed nothing of its own
        details.append(_last_error(lines))
    return "\n".join([f"the image of {what} could not be built or pushed", *details])


def _failed_steps(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The blocks in which BuildKit repeats the end of a failed step's output, each with the step's label."""
    for number, line in enumerate(lines):
        if not (match := _FAILED_STEP.match(line)):
            continue
        block = [f"  {match['step'].rstrip(':')}"]
        for text in lines[number + 1 :]:
            if text.startswith("------"):
                break
            block.append(f"    {text}")
        yield match["label"], "\n".join(block)


def _last_error(lines: Sequence[str]) -> str:
    errors = [line for line in lines if line.startswith("ERROR")]
    return "\n".join(f"  {line}" for line in (errors or lines)[-3:])


def _digests(metadata: Path, names: Sequence[str]) -> dict[str, str]:
    built = json.loads(metadata.read_text(encoding="utf-8"))
    return {name: built[name]["containerimage.digest"] for name in names if name in built}
