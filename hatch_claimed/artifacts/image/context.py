"""The build context of an image: a Dockerfile, what its steps install from, and the application."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from hatch_claimed.artifacts.artifact import ENTRY_POINT
from hatch_claimed.artifacts.image.app import archives
from hatch_claimed.artifacts.image.layout import TEMPLATES, layout
from hatch_claimed.artifacts.image.steps import coordinator_step, packages_step, system_step
from hatch_claimed.artifacts.rendering import render
from hatch_claimed.model import Component, File, GridWrapper


def context_path(component: Component) -> PurePosixPath:
    """The context's folder, relative to the project's artifact folder."""
    return PurePosixPath(component.name, "context")


def build_context(component: Component) -> tuple[File, ...]:
    """All files of the context, at their place below `context_path`."""
    steps = _steps(component)
    added = archives(component)
    dockerfile = render(
        TEMPLATES,
        "Dockerfile.j2",
        base=component.image.base,
        steps=[name for name, files in steps.items() if files],
        archives=[archive.path.name for archive in added],
        workdir=layout(component.kind).workdir,
        entry_point=ENTRY_POINT,
    )
    return tuple(
        File(path=context_path(component) / file.path, content=file.content)
        for file in (
            File(path=PurePosixPath("Dockerfile"), content=dockerfile),
            *added,
            *(file for name, files in steps.items() for file in _below(name, files)),
        )
    )


def _steps(component: Component) -> dict[str, tuple[File, ...]]:
    """The installation steps by name, in their order. A grid wrapper shares the first two with its operator."""
    if isinstance(component, GridWrapper):
        return {**_steps(component.operator), "coordinator": coordinator_step(component)}
    return {"system": system_step(component), "packages": packages_step(component)}


def _below(folder: str, files: Iterable[File]) -> Iterable[File]:
    return (File(path=folder / file.path, content=file.content) for file in files)
