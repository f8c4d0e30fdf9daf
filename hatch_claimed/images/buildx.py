"""Docker's buildx: whether it is there, one bake for all images, and the digests it reports."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.artifacts.bake import COMPRESSION, ENTRY_POINT_WORDS, INPUT_HASH
from hatch_claimed.errors import EngineError, ImageError
from hatch_claimed.images import docker
from hatch_claimed.images.bake_result import BakeError, BakeResult, bake_all
from hatch_claimed.images.base import image_error
from hatch_claimed.images.groups import groups
from hatch_claimed.images.missing import with_lines
from hatch_claimed.images.progress.watch import NOBODY
from hatch_claimed.images.secrets import secret_files
from hatch_claimed.model import BuildOptions, Component, ImageMode
from hatch_claimed.system.command import CompletedProcess, Echo

if TYPE_CHECKING:
    from hatch_claimed.images.progress.watch import Watch

_FLAGS: Mapping[ImageMode, str] = {"build": "--load", "push": "--push"}
_WAY_OUT = (
    "`hatch-claimed build --images off` builds everything but images, and so do CLAIMED_IMAGES=off "
    'and `images = "off"` below [tool.claimed].'
)
_PASSING = re.compile(
    r"DeadlineExceeded|connection re(?:set|fused)|i/o timeout|TLS handshake timeout|unexpected status.*5\d\d"
)
"""What goes away by itself: an engine under load, or a registry that is busy."""
_VERSION = re.compile(r"github\.com/docker/buildx v?(\d+)\.(\d+)\.")
_RAW_SINCE = (0, 13)
"""The first buildx whose BuildKit library knows `rawjson`."""
_ALLOW_SINCE = (0, 20)
"""The first buildx whose bake reads files outside its working directory only where `--allow` says so."""


def check_engine() -> None:
    """Make sure that images can be built. Raises EngineError, which says what to install or to start."""
    try:
        buildx = docker.call("buildx", "version")
    except FileNotFoundError:
        message = f"images were asked for, but there is no `docker` command: install Docker Engine. {_WAY_OUT}"
        raise EngineError(message) from None
    if buildx.status:
        message = f"images were asked for, but Docker has no buildx: install the docker-buildx plugin. {_WAY_OUT}"
        raise EngineError(message)
    engine = docker.call("version", "--format", "{{.Server.Version}}")
    if engine.status:
        said = engine.lines[-1] if engine.lines else "no answer"
        message = f"images were asked for, but no Docker engine runs: start it. {_WAY_OUT}\nDocker says: {said}"
        raise EngineError(message)


def knows_rawjson() -> bool:
    """Whether the buildx here tells its progress as JSON. Older ones stop at that word, or take no notice of it."""
    return _buildx() >= _RAW_SINCE


def _buildx() -> tuple[int, int]:
    """The version of the buildx here, and the lowest where it is unknown."""
    lines = docker.answer("buildx", "version")
    found = _VERSION.match(lines[0]) if lines else None
    return (int(found[1]), int(found[2])) if found else (0, 0)


def is_there(component: Component, digest: str) -> bool:
    """Whether an image that was built is still where its mode puts it: in the registry, or in the engine."""
    if component.image.mode == "push":
        return docker.is_pushed(component.image.at(digest))
    return docker.inspected(component.image.reference) is not None


def is_loaded(component: Component, input_hash: str) -> bool:
    """Whether the engine holds an image that was made from the same input."""
    form = f'{{{{index .Config.Labels "{INPUT_HASH}"}}}}'
    return input_hash in (docker.inspected(component.image.reference, form=form) or ())


@dataclass(frozen=True, slots=True)
class Bake:
    """A bake of one file. `folder` is where it runs: contexts in the file are relative to it.

    `secrets` are the contents of the build's secrets, by name. `platform` takes the place of those in the file.
    With `watch`, where buildx can, progress goes there as JSON, and not to `echo` as text. `entry_points` are the words
    of the base images' entry points, by component.
    """

    folder: Path
    file: PurePosixPath
    options: BuildOptions
    secrets: Mapping[str, bytes]
    echo: Echo
    platform: str | None = None
    watch: Watch | None = None
    entry_points: Mapping[str, str] = field(default_factory=dict)

    def all(self, components: Sequence[Component], installs: Mapping[str, str]) -> BakeResult[str]:
        """Build and push the images of all components as their mode says. The result holds digests.

        Components with equal `installs` share layers. Images that fail take nothing away from others. Raises
        EngineError where there is no engine, and nothing was built.
        """
        if self.watch and not knows_rawjson():
            return replace(self, watch=None).all(components, installs)
        result: BakeResult[str] = BakeResult()
        for mode in _FLAGS:
            names = [component.name for component in components if component.image.mode == mode]
            for group in groups(names, installs, self.options.group_size):
                try:
                    found = self._all_of(group, mode, components, result.failed)
                except EngineError as error:
                    if not result.built:
                        raise
                    found = BakeResult({}, dict.fromkeys(group, ImageError(str(error))))
                result = result.and_then(found)
        return result

    def _all_of(
        self, group: Sequence[str], mode: ImageMode, components: Sequence[Component], known: Mapping[str, ImageError]
    ) -> BakeResult[str]:
        def again(names: Sequence[str]) -> Mapping[str, str]:
            self.echo(f"once more without those that failed: {', '.join(names)}")
            return self._telling().together(names, mode, components)

        bases = {one.name: one.image.base for one in components}
        return bake_all(group, bases, lambda names: self.together(names, mode, components), again, known)

    def _telling(self) -> Bake:
        """The same, with progress that tells of each step which images need it, where buildx can."""
        return self if self.watch or not knows_rawjson() else replace(self, watch=NOBODY)

    def archives(self, paths: Mapping[str, Path], components: Sequence[Component]) -> BakeResult[Path]:
        """Build images without a cache into archives with an OCI layout, by name. The result holds their paths."""

        def archived(names: Sequence[str]) -> Mapping[str, Path]:
            own = {name: paths[name] for name in names}
            completed = self._bake(["--no-cache", *_outputs(own), *names])
            if completed.status:
                raise _error(completed, names, components)
            return own

        bases = {one.name: one.image.base for one in components}
        result: BakeResult[Path] = BakeResult()
        for group in groups(list(paths), {}, self.options.group_size):
            result = result.and_then(bake_all(group, bases, archived, archived, result.failed))
        return result

    def together(self, names: Sequence[str], mode: ImageMode, components: Sequence[Component]) -> dict[str, str]:
        """The digests of images that are built in one bake. Raises BakeError where any fails, and EngineError."""
        with tempfile.TemporaryDirectory(prefix="claimed-") as folder:
            metadata = Path(folder) / "metadata.json"
            try:
                completed = self._run(names, mode, metadata)
            except FileNotFoundError:
                check_engine()
                raise
            if completed.status and any(_PASSING.search(line) for line in completed.lines):
                completed = self._run(names, mode, metadata)
            if completed.status:
                if not self.options.builder:
                    # asked now, since it takes as long as many a build; a builder may be on another machine
                    check_engine()
                raise _error(completed, names, components)
            return _digests(metadata, names)

    def _run(self, names: Sequence[str], mode: ImageMode, metadata: Path) -> CompletedProcess:
        arguments = ["--metadata-file", str(metadata), _FLAGS[mode], *names]
        if self.watch is None:
            return self._bake(arguments)
        self.watch.begin(names)
        well = False
        try:
            completed = self._bake(arguments)
            well = completed.status == 0
        finally:
            self.watch.end(well=well)
        return completed

    def _bake(self, arguments: Sequence[str]) -> CompletedProcess:
        progress = "rawjson" if self.watch else "plain"
        command = ["buildx", "bake", "--file", str(self.file), "--progress", progress]
        if self.options.builder:
            command += ["--builder", self.options.builder]
        if self.platform:
            command += ["--set", f"*.platform={self.platform}"]
        for name, words in self.entry_points.items():
            command += ["--set", f"{name}.args.{ENTRY_POINT_WORDS}={words}"]
        echo = self.watch.line if self.watch else self.echo
        with secret_files(self.secrets) as given:
            if given:
                folder, entries = given
                command += [word for entry in entries for word in ("--set", f"*.secrets={entry}")]
                command += [f"--allow=fs.read={folder}"] if _buildx() >= _ALLOW_SINCE else []
            return docker.call(*command, *arguments, folder=self.folder, echo=echo)


def _outputs(paths: Mapping[str, Path]) -> Iterator[str]:
    for name, path in paths.items():
        yield "--set"
        yield f"{name}.output=type=oci,dest={path},{COMPRESSION}"


def _error(completed: CompletedProcess, names: Sequence[str], components: Sequence[Component]) -> BakeError:
    # most bakes fail at nothing
    from hatch_claimed.images.failure import failure

    failed, why = failure(completed.lines, names)
    return BakeError(failed, with_lines(image_error(why), [one for one in components if one.name in names]))


def _digests(metadata: Path, names: Sequence[str]) -> dict[str, str]:
    built = json.loads(metadata.read_text(encoding="utf-8"))
    return {name: built[name]["containerimage.digest"] for name in names if name in built}
