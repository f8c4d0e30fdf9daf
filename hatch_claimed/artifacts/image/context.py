"""The build context of an operator's image: a Dockerfile, what its steps install from, and the application."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from hatch_claimed.artifacts.artifact import ENTRY_POINT
from hatch_claimed.artifacts.image.app import app_tar
from hatch_claimed.artifacts.image.layout import layout
from hatch_claimed.artifacts.image.rendering import render
from hatch_claimed.artifacts.image.steps import packages_step, system_step
from hatch_claimed.model import File, Operator


def context_path(operator: Operator) -> PurePosixPath:
    """The context's folder, relative to the project's artifact folder."""
    return PurePosixPath(operator.name, "context")


def build_context(operator: Operator) -> tuple[File, ...]:
    """All files of the context, at their place below `context_path`."""
    system, packages = system_step(operator), packages_step(operator)
    dockerfile = render(
        "Dockerfile.j2",
        base=operator.image.base,
        system=bool(system),
        packages=bool(packages),
        workdir=layout(operator.kind).workdir,
        entry_point=ENTRY_POINT,
    )
    return tuple(
        File(path=context_path(operator) / file.path, content=file.content)
        for file in (
            File(path=PurePosixPath("Dockerfile"), content=dockerfile),
            File(path=PurePosixPath("app.tar"), content=app_tar(operator)),
            *_below("system", system),
            *_below("packages", packages),
        )
    )


def _below(folder: str, files: Iterable[File]) -> Iterable[File]:
    return (File(path=folder / file.path, content=file.content) for file in files)
