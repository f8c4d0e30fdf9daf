"""`hatch-claimed build path/to/script`: of one script, without a manifest, what C3's commands make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import click

from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.building.build import BuildRequest, BuildResult
from hatch_claimed.building.one_script import STAYS_BEHIND
from hatch_claimed.cli.arguments import is_path
from hatch_claimed.cli.script_path import OTHER_BASE, ScriptPath, script_path
from hatch_claimed.errors import BaseImageError
from hatch_claimed.settings.one_script import FIRST_VERSION
from hatch_claimed.stores import registry as stores


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptOptions:
    """What `build` takes for a script alone."""

    repository: str | None = None
    version: str | None = None
    python: str | None = None
    base_image: str | None = None
    grid_wrapper: bool = False
    process: str | None = None
    backend: str | None = None

    @property
    def given(self) -> tuple[str, ...]:
        """Those that are said, as they are written."""
        return tuple(f"--{one.name.replace('_', '-')}" for one in fields(self) if getattr(self, one.name))

    @property
    def grid(self) -> Mapping[str, str] | None:
        """The table of a grid wrapper, None where none is asked for."""
        said = {key: text for key, text in (("process", self.process), ("backend", self.backend)) if text}
        return said if said or self.grid_wrapper else None


def script_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command. They are called as those of `c3_create_operator` and `c3_create_gridwrapper`."""
    options = (
        click.option("-r", "--repository", metavar="REPOSITORY", help="Of a script: where its image is pushed to."),
        click.option(
            "-v", "--version", metavar="TAG", help=f"Of a script: the tag of its image.  [default: {FIRST_VERSION}]"
        ),
        click.option("--python", metavar="VERSION", help="Of a script: the Python of its default base image."),
        click.option("--base-image", metavar="IMAGE", help="Of a script: the image that its image starts from."),
        click.option("--grid-wrapper", is_flag=True, help="Of a script: make a grid wrapper as well."),
        click.option(
            "-p", "--process", metavar="FUNCTION", help="Of a grid wrapper: its function.  [default: grid_process]"
        ),
        click.option(
            "-b",
            "--backend",
            type=click.Choice(stores.names()),
            help=f"Of a grid wrapper: the store that its workers agree in.  [default: {stores.DEFAULT}]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class ScriptBuild:
    """A script that is built alone."""

    script: ScriptPath
    request: BuildRequest
    is_pushed_nowhere: bool

    def results(self, result: BuildResult) -> Iterator[str]:
        """Where to find what was made, and what was not done."""
        folder = result.dist.path.relative_to(self.script.here)
        for component in result.plan.project.components:
            yield from (f"  {folder / artifact.path(component)}" for artifact in ARTIFACTS)
        if any(isinstance(error, BaseImageError) for error in result.failed.values()):
            yield f"{OTHER_BASE}; --images off makes the artifacts alone."
        if any(one.code == STAYS_BEHIND for one in result.plan.findings):
            yield f"A file comes along when it is named: build {self.script.path} FILE"
        if self.is_pushed_nowhere and result.images:
            yield "Nothing is pushed: --repository REGISTRY/NAMESPACE says where to."


def script_build(
    arguments: Sequence[str], root: Path, images: str | None, options: ScriptOptions
) -> ScriptBuild | None:
    """What is to be built where the first argument is the path of a script that is no operator of the project.

    The other arguments are files that come along. Else None: operators are built by what the project says. Raises
    UsageError for options that have no place there, or that are no settings, and FindingsError as planning does.
    """
    script = script_path(arguments[0], root) if arguments and is_path(arguments[0]) else None
    name = script.operator() if script else None
    if script is None or name:
        if options.given:
            raise click.UsageError(_of_a_script_alone(options.given, name))
        return None
    unnamed = not options.repository and not script.has_settings
    if unnamed and images == "push":
        raise click.UsageError("--images push needs a place to push to: --repository REGISTRY/NAMESPACE")
    words = replace(
        script.words(),
        repository=options.repository,
        version=options.version,
        python=options.python,
        base_image=options.base_image,
        images="push" if options.repository else None,
        files=script.globs(arguments[1:]),
        grid=options.grid,
        otherwise="build",
    )
    return ScriptBuild(script, replace(script.request(words), images=images), unnamed and images != "off")


def _of_a_script_alone(given: Sequence[str], operator: str | None) -> str:
    options = ", ".join(given)
    if operator:
        return f"{options}: {operator} is an operator of the project, of which pyproject.toml says this"
    return f"{options}: this is for a script alone, `build path/to/script.py`; of operators, pyproject.toml says it"
