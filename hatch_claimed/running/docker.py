"""Runs images with Docker: the command, for operators of a project and for images that others built."""

from __future__ import annotations

import csv
import io
import os
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hatch_claimed.images import docker
from hatch_claimed.model import Component
from hatch_claimed.model.deployment import Volume, amount
from hatch_claimed.running.arguments import OperatorArguments
from hatch_claimed.running.command import RunCommand
from hatch_claimed.running.data_folder import DATA, DataFolder, below, output_paths
from hatch_claimed.running.launcher import launcher_arguments, launcher_secrets
from hatch_claimed.running.sizes import within_limits

OUTPUTS = PurePosixPath("/run/claimed-outputs")
"""Where a container has the folders of outputs that go elsewhere than into the data folder."""

_OF_THE_MACHINE = frozenset({"HOME", "HOSTNAME", "LANG", "LOGNAME", "PATH", "PWD", "SHELL", "TERM", "TMPDIR", "USER"})
"""Variables that each machine has of its own, even where a script reads them as parameters."""


@dataclass(frozen=True, slots=True)
class DockerEngine:
    """A Docker engine that answers. A rootless one runs as the caller whatever `--user` says of others than root."""

    is_rootless: bool = False

    def user(self) -> str:
        """Who a container runs as, so that what it writes belongs to the caller."""
        return "0:0" if self.is_rootless else f"{os.getuid()}:{os.getgid()}"


def engine_here() -> DockerEngine | None:
    """The engine that answers here; None where none does, or where there is no `docker` command."""
    options = docker.info("SecurityOptions")
    return None if options is None else DockerEngine(is_rootless="name=rootless" in options)


def operator_command(
    component: Component,
    arguments: OperatorArguments,
    data: DataFolder,
    engine: DockerEngine,
    environment: Mapping[str, str],
) -> RunCommand:
    """The `docker run` of an operator. Secrets, and parameters in `environment`, are passed on by name alone."""
    workdir = component.language.workdir
    mounts = {data.folder: workdir / DATA} if data.is_shared else {}
    outputs = {}
    for name, path in output_paths(component, arguments, data).items():
        inside = below(path, data.folder) if data.is_shared else None
        if inside is None:
            # a mount is a folder, and the file in it need not be there yet
            folder, file = os.path.split(path)
            mounts[Path(folder)] = OUTPUTS / name
            outputs[name] = f"{OUTPUTS / name}/{file}"
        else:
            outputs[name] = f"{PurePosixPath(DATA) / inside}{'/' if path.endswith('/') else ''}"
    secrets = launcher_secrets(component, arguments)
    options = (
        *("--user", engine.user(), "--group-add", "0"),
        *(word for folder, target in mounts.items() for word in mount(folder, target)),
        *(word for volume in component.deployment.volumes if volume.medium for word in _in_memory(volume)),
        *(word for name in (*secrets, *_inherited(component, arguments, environment)) for word in ("--env", name)),
    )
    return RunCommand(
        docker.container(options, component.image.reference, launcher_arguments(component, arguments, outputs)), secrets
    )


def run_container(command: RunCommand) -> int:
    """Run a `docker run`, and give its exit status. No container is left, whatever its program makes of signals.

    Raises TooLargeError for values that no program can be started with.
    """
    with within_limits(command):
        return docker.attach(command.words, f"claimed-{uuid.uuid4().hex[:12]}", command.environment)


def mount(folder: Path, target: PurePosixPath) -> tuple[str, str]:
    """The option that shows a folder of the caller's in a container. Paths may hold commas and colons."""
    return _mount("type=bind", f"source={folder}", f"target={target}")


def _in_memory(volume: Volume) -> tuple[str, str]:
    """The option for an empty folder of the machine's memory. Without a size the kernel allows half of that."""
    size = (f"tmpfs-size={int(amount(volume.size_limit))}",) if volume.size_limit else ()
    return _mount("type=tmpfs", f"target={volume.mount_path}", *size)


def _mount(*fields: str) -> tuple[str, str]:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(fields)
    return "--mount", text.getvalue()


def _inherited(component: Component, arguments: OperatorArguments, environment: Mapping[str, str]) -> Iterator[str]:
    """The parameters that are variables here, as they are for a process; what each machine has of its own is not."""
    for one in component.parameters:
        if one.name in environment and one.name not in arguments.values and one.name not in _OF_THE_MACHINE:
            yield one.name
