"""Runs a published image by its reference, as today's CLAIMED command line does: ours, or one that others built."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.artifact import ENTRY_POINT
from hatch_claimed.errors import ImageError
from hatch_claimed.images import docker
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.model.secrets.parameters import is_secret
from hatch_claimed.running.arguments import STRAY
from hatch_claimed.running.command import RunCommand
from hatch_claimed.running.data_folder import DATA
from hatch_claimed.running.docker import DockerEngine, mount
from hatch_claimed.system.command import Echo


@dataclass(frozen=True, slots=True)
class PublishedImage:
    """An image, and whether our launcher is its entry point; `workdir` is where it starts."""

    reference: str
    is_ours: bool = False
    workdir: PurePosixPath = PYTHON.workdir


def inspect_image(reference: str, say: Echo, *, pull: bool) -> PublishedImage:
    """What the image says of itself; where it is not here it is pulled first, unless `pull` says no.

    Raises ImageError, with the engine's words, for an image that cannot be had.
    """
    config = docker.inspected(reference, form="{{json .Config}}")
    if config is None and pull:
        say(f"pulling {reference}")
        pulled = docker.pull(reference)
        if pulled.status:
            message = f"the image {reference} cannot be pulled: {next(iter(pulled.lines[-1:]), 'no answer')}"
            raise ImageError(message)
        config = docker.inspected(reference, form="{{json .Config}}")
    return _described(reference, config[-1]) if config else PublishedImage(reference)


def _described(reference: str, config: str) -> PublishedImage:
    found = json.loads(config)
    if found.get("Entrypoint") != [ENTRY_POINT]:
        return PublishedImage(reference)
    return PublishedImage(reference, is_ours=True, workdir=PurePosixPath(found.get("WorkingDir") or "/"))


def pairs(words: Sequence[str]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The parameters among `--name value`, `--name=value` and `name=value`, and what is wrong with the words."""
    values, problems = {}, []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if equals and name.isidentifier():
            values[name] = value
        elif not word.startswith("--") or not name.isidentifier():
            problems.append(STRAY)
        elif not waiting or waiting[0].startswith("--"):
            problems.append(f"--{name} has no value: write --{name} VALUE")
        else:
            values[name] = waiting.pop(0)
    return values, tuple(problems)


def command(image: PublishedImage, values: Mapping[str, str], data: Path | None, engine: DockerEngine) -> RunCommand:
    """The `docker run` of an image.

    Ours runs as the caller and takes arguments. Of others nothing is known but that they read variables: they run as
    they want to, with the data folder where today's command line puts it.
    """
    secrets = {name: text for name, text in values.items() if is_secret(name)}
    shown = {name: text for name, text in values.items() if name not in secrets}
    own = ("--user", engine.user(), "--group-add", "0") if image.is_ours else ()
    variables = () if image.is_ours else shown.items()
    arguments = shown.items() if image.is_ours else ()
    options = (
        *own,
        *(mount(data, image.workdir / DATA) if data else ()),
        *(word for name in secrets for word in ("--env", name)),
        *(word for name, text in variables for word in ("--env", f"{name}={text}")),
    )
    words = (word for name, text in arguments for word in (f"--{name}", text))
    return RunCommand(docker.container(options, image.reference, words), secrets)
