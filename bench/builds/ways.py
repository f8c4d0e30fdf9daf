"""The ways to get from scripts to images in a registry: today's, ours, and by hand."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builds.registry import Counter
from builds.scripts import Script

BASE = "docker.io/library/python:3.11-slim"
HOME = "/opt/app-root/src"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a command printed, and how many seconds after its start."""

    at: float
    text: str


def run(command: Sequence[str], cwd: Path) -> tuple[Line, ...]:
    """Run a command to its end; the last line is empty and says when that was. Ends the bench when it fails."""
    begun = time.perf_counter()
    found: list[Line] = []
    # an installed command has bytecode, and one that is installed for development shall have it as well
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["BUILDKIT_PROGRESS"] = "plain"
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        found.extend(Line(time.perf_counter() - begun, text.rstrip()) for text in process.stdout or ())
    if process.returncode:
        sys.exit("\n".join([f"{command[0]} failed:", *(line.text for line in found[-40:])]))
    return (*found, Line(time.perf_counter() - begun, ""))


def clock(work: Callable[[], object]) -> float:
    """How many seconds it took to do it."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@dataclass(frozen=True, slots=True)
class Place:
    """Where a way works: the folder with the scripts, where images go, and a word that no earlier run has used."""

    folder: Path
    counter: Counter
    nonce: str

    @property
    def repository(self) -> str:
        """What images are named after."""
        return f"{self.counter.address}/bench-{self.nonce}"


@dataclass(frozen=True, slots=True)
class Today:
    """Each operator by itself: additional files, packages, script, `chmod -R`; then build, tag and push."""

    place: Place

    def image(self, script: Script) -> str:
        """The image's name in the registry."""
        return f"{self.place.repository}/today-{script.name}:1"

    def local(self, script: Script) -> str:
        """The image's name before it is tagged."""
        return f"bench-{self.place.nonce}-{script.name}"

    def build(self, several: Iterable[Script]) -> None:
        """Build and push, one after the other."""
        for script in several:
            folder = self.place.folder / script.name
            folder.mkdir(exist_ok=True)
            (folder / "Dockerfile").write_text(self._dockerfile(script))
            for name in (script.path, *([script.file] if script.has_file else [])):
                (folder / name).unlink(missing_ok=True)
                os.link(self.place.folder / "operators" / name, folder / name)
            run(["docker", "build", "-t", self.local(script), "."], folder)
            run(["docker", "tag", self.local(script), self.image(script)], folder)
            run(["docker", "push", self.image(script)], folder)

    def _dockerfile(self, script: Script) -> str:
        added = [f"ADD {script.file} {HOME}/"] if script.has_file else []
        last = [
            f"ADD {script.path} {HOME}/",
            f"RUN chmod -R 777 {HOME}",
            f'CMD ["python", "{HOME}/{script.path}"]',
        ]
        return "\n".join([*_first(self.place.nonce), *added, *_installs(script), *last, ""])


@dataclass(frozen=True, slots=True)
class ByHand:
    """A Dockerfile as one would write it for one script alone: packages first, the script last."""

    place: Place

    def image(self, script: Script) -> str:
        """The image's name in the registry."""
        return f"{self.place.repository}/by-hand-{script.name}:1"

    def build(self, script: Script) -> float:
        """Build and push in one go. How many seconds it took."""
        folder = self.place.folder / f"by-hand-{script.name}"
        folder.mkdir(exist_ok=True)
        last = [f'CMD ["python", "{HOME}/{script.path}"]', f"COPY {script.path} {HOME}/"]
        (folder / "Dockerfile").write_text("\n".join([*_first(self.place.nonce), *_installs(script), *last, ""]))
        (folder / script.path).write_bytes((self.place.folder / "operators" / script.path).read_bytes())
        return run(["docker", "buildx", "build", "--push", "-t", self.image(script), "."], folder)[-1].at


def _first(nonce: str) -> list[str]:
    # nothing reads it, but no step after it is in the cache from earlier
    return [f"FROM {BASE}", "USER root", f"ARG BENCH={nonce}"]


def _installs(script: Script) -> list[str]:
    return [f"RUN pip install {name}" for name in script.requirements]


@dataclass(frozen=True, slots=True)
class Ours:
    """The same scripts as a project of hatch-claimed."""

    place: Place

    def image(self, script: Script) -> str:
        """The image's name in the registry."""
        return f"{self.place.repository}/claimed-{script.name}:1"

    def write(self, several: Iterable[Script]) -> None:
        """Write the project's settings. The second variable gives BuildKit another, empty cache for what is mounted."""
        nonce = self.place.nonce
        lines = [
            "[tool.claimed]",
            f'repository = "{self.place.repository}"',
            'version = "1"',
            'python = "3.11"',
            f'base-image = "{BASE}"',
            f'build.args = {{ BENCH = "{nonce}", BUILDKIT_CACHE_MOUNT_NS = "{nonce}" }}',
        ]
        for script in several:
            if script.has_file:
                lines += [f"[tool.claimed.operators.{script.name}]", f'files = ["operators/{script.file}"]']
        (self.place.folder / "pyproject.toml").write_text("\n".join([*lines, ""]))

    def lock(self) -> tuple[Line, ...]:
        """Write claimed.lock."""
        return self._claimed("lock")

    def list(self) -> tuple[Line, ...]:
        """Plan, and ask nobody."""
        return self._claimed("list")

    def build(self) -> tuple[Line, ...]:
        """Build and push the project."""
        return self._claimed("build", "--images", "push", "--locked")

    def _claimed(self, *arguments: str) -> tuple[Line, ...]:
        command = str(Path(sys.executable).with_name("hatch-claimed"))
        return run([command, "-C", str(self.place.folder), *arguments], self.place.folder)


def pull_base() -> None:
    """Have the base image in the engine."""
    run(("docker", "pull", "--quiet", BASE), Path())


def remove_images(seen: set[str], places: Iterable[Place]) -> None:
    """Remove this run's images from the engine: by name, and of `seen` those that lost their names to newer ones."""
    for place in places:
        named = [one for pattern in _patterns(place) for one in _images("--filter", f"reference={pattern}")]
        if named:
            _docker("image", "rm", "--force", *named)
    _docker("image", "rm", "--force", *seen.intersection(_docker("image", "ls", "--quiet", "--no-trunc")))


def image_ids(place: Place) -> set[str]:
    """The ids of all images of this run that have a name."""
    return {
        one
        for pattern in _patterns(place)
        for one in _docker("image", "ls", "--quiet", "--no-trunc", "--filter", f"reference={pattern}")
    }


def _patterns(place: Place) -> tuple[str, str]:
    return f"{place.repository}/*", f"bench-{place.nonce}-*"


def _images(*arguments: str) -> list[str]:
    return _docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", *arguments)


def _docker(*arguments: str) -> list[str]:
    """The words of a docker command's answer. One that fails, as for want of images, has none."""
    command = ("docker", *arguments)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return done.stdout.split()
