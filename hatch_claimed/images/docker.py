"""Docker's command line: all that an engine, or its buildx, is asked and told by this package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from hatch_claimed.system.command import CompletedProcess, Echo, attached, run

_DOCKER = "docker"
_RUN = (_DOCKER, "run")


def call(
    *words: str, folder: Path | None = None, echo: Echo | None = None, environment: Mapping[str, str] | None = None
) -> CompletedProcess:
    """Run a command of Docker to its end, as `run` does. Raises FileNotFoundError where there is no `docker`."""
    return run([_DOCKER, *words], cwd=folder, echo=echo, environment=environment)


def answer(*words: str) -> tuple[str, ...] | None:
    """The lines that Docker answers with; None where it fails, or where there is no `docker`."""
    try:
        completed = call(*words)
    except FileNotFoundError:
        return None
    return None if completed.status else completed.lines


def info(what: str) -> str | None:
    """What the engine says of itself, as JSON; None where no engine answers."""
    lines = answer("info", "--format", f"{{{{json .{what}}}}}")
    return lines[-1] if lines else None


def inspected(*references: str, form: str | None = None) -> tuple[str, ...] | None:
    """What the engine says of images that it holds, a line each by a form; None where one of them is not there."""
    return answer("image", "inspect", *(("--format", form) if form else ()), *references)


def pull(reference: str) -> CompletedProcess:
    """Pull an image from its registry."""
    return call("pull", "--quiet", reference)


def is_pushed(reference: str) -> bool:
    """Whether an image is in its registry."""
    return answer("buildx", "imagetools", "inspect", reference) is not None


def container(options: Iterable[str], image: str, arguments: Iterable[str]) -> tuple[str, ...]:
    """The words that run an image in a container, of which nothing is left."""
    return (*_RUN, "--rm", *options, image, *arguments)


def contained(options: Iterable[str], image: str, arguments: Iterable[str]) -> CompletedProcess:
    """Run an image in a container to its end."""
    return run(container(options, image, arguments))


def attach(words: Sequence[str], name: str, environment: Mapping[str, str]) -> int:
    """Run the words of a container, which gets this name, on our own standard streams. Its exit status.

    The container is ended by its name where it makes nothing of signals.
    """
    named = (*_RUN, "--name", name, *words[len(_RUN) :])
    return attached(named, environment=environment, stop=(_DOCKER, "kill", name))
