"""The build context of an image: a Dockerfile, what its steps install from, and the application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from hatch_claimed.artifacts.artifact import ENTRY_POINT
from hatch_claimed.artifacts.image.app import PROBE_TAR, archives, probe_archive
from hatch_claimed.artifacts.image.cache_mounts import cache_ids
from hatch_claimed.artifacts.image.layout import PROBE_FOLDER, TEMPLATES
from hatch_claimed.artifacts.image.steps import (
    coordinator_step,
    interpreter_step,
    packages_step,
    system_step,
)
from hatch_claimed.artifacts.rendering import render
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.model import BuildOptions, Component, File, GridWrapper


def context_path(component: Component) -> PurePosixPath:
    """The context's folder, relative to the project's artifact folder."""
    return PurePosixPath(component.name, "context")


STEPS = ("system", "packages", "interpreter", "coordinator")
"""The folders of a context that installation steps see, in the order of the steps."""

_APART = ("system", "interpreter")
"""Steps that run in the base image as it is."""


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """How images are made: what each takes from a lock, by name, and the project's build settings."""

    locked: Mapping[str, LockedImage] = field(default_factory=dict)
    options: BuildOptions = field(default_factory=BuildOptions)


def build_context(component: Component, inputs: BuildInputs | None = None) -> tuple[File, ...]:
    """All files of the context, at their place below `context_path`; without `inputs`, by the defaults."""
    inputs = inputs or BuildInputs()
    steps = _steps(component, inputs)
    added = archives(component)
    locked = inputs.locked.get(component.name)
    dockerfile = render(
        TEMPLATES,
        "Dockerfile.j2",
        base=locked.base.pinned if locked else component.image.base,
        steps=[name for name, files in steps.items() if files],
        caches=cache_ids(component, steps, inputs.options, locked.base.pinned if locked else None),
        apart=_APART,
        probe=PROBE_TAR,
        probe_folder=str(PROBE_FOLDER),
        command=_command(inputs.options),
        arguments=[name for name, _ in inputs.options.args],
        secrets=[
            {"id": name, "target": _TARGETS.get(name, f"/run/secrets/{name}")} for name in inputs.options.secret_ids
        ],
        archives=[archive.path.name for archive in added],
        workdir=component.language.workdir,
        command_variables=_command_variables(component),
        entry_point=ENTRY_POINT,
    )
    return tuple(
        File(path=context_path(component) / file.path, content=file.content)
        for file in (
            File(path=PurePosixPath("Dockerfile"), content=dockerfile),
            *added,
            *([probe_archive()] if any(steps.values()) else []),
            *(file for name, files in steps.items() for file in _below(name, files)),
        )
    )


def _steps(component: Component, inputs: BuildInputs) -> dict[str, tuple[File, ...]]:
    """The installation steps by name, in their order. A grid wrapper shares the first two with its operator."""
    locked = inputs.locked.get(component.name)
    if isinstance(component, GridWrapper):
        return {
            **_steps(component.operator, inputs),
            "interpreter": interpreter_step(component, locked),
            "coordinator": coordinator_step(component, locked),
        }
    return {
        "system": system_step(component, locked),
        "packages": packages_step(component, locked, bytecode=inputs.options.bytecode),
    }


def _command_variables(component: Component) -> tuple[tuple[str, str], ...]:
    """Those of its language; C3 has no grid wrappers of scripts that Python does not run."""
    language = component.language
    return language.command_variables if language.is_python or not isinstance(component, GridWrapper) else ()


def _command(options: BuildOptions) -> list[str]:
    """What a step runs, without the shell that the base image's SHELL names: it is not there when the image runs."""
    variables = [f"{name}=/run/secrets/{_CA}" for name in _CERTIFICATES if _CA in options.secret_ids]
    return [*(["env", *variables] if variables else []), "/bin/sh", "/run/claimed/install.sh"]


_CA = "ca-bundle"
_CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_TARGETS = {
    "pip.conf": "/etc/pip.conf",
    "netrc": "/root/.netrc",
    "apt-auth": "/etc/apt/auth.conf.d/claimed.conf",
}
"""Where programs look for the secrets of these names; others lie in `/run/secrets/<name>`."""


def _below(folder: str, files: Iterable[File]) -> Iterable[File]:
    return (File(path=folder / file.path, content=file.content) for file in files)
