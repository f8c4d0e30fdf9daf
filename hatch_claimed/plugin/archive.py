"""What a package build does about operators: whether to generate, and which artifacts to ship in the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from hatch_claimed.artifacts.catalog import CATALOG_FILE
from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.building.artifact_folder import ArtifactFolder
from hatch_claimed.building.build import BuildRequest, build
from hatch_claimed.building.reporter import reporter_to
from hatch_claimed.planning.project import read_project
from hatch_claimed.plugin.hook_call import HookCall
from hatch_claimed.system.command import Echo
from hatch_claimed.system.tree import FOLDER

_IN_SDIST = Path("dist") / FOLDER
_PYTHON = ("_parallel.py", "_pipeline.py", "_pipeline_v1.py", "kfp_settings.py")
_SHIPPED = (*(artifact.suffix for artifact in ARTIFACTS), *_PYTHON, CATALOG_FILE.name)


def prepare(call: HookCall, version: Callable[[], str], echo: Echo) -> dict[str, str]:
    """Do what a call of the build hook is to do.

    The result maps files on disk to their place in the archive: artifacts where `wheel-path` asks for them. They
    travel in the sdist too, so that a wheel built from it holds the same. Raises ClaimedError.
    """
    if not call.packages:
        return {}
    wheel_path = read_project(call.root).table.wheel_path
    if call.builds or (wheel_path and not call.from_sdist):
        _generate(call, version, echo)
    if wheel_path is None:
        return {}
    dist = ArtifactFolder(call.root / _IN_SDIST if call.from_sdist else call.directory / FOLDER)
    place = _IN_SDIST if call.target == "sdist" else Path(wheel_path)
    return {str(path): (place / path.relative_to(dist.path)).as_posix() for path in _shipped(dist)}


def _generate(call: HookCall, version: Callable[[], str], echo: Echo) -> None:
    images = None if call.may_build_images else "off"
    request = BuildRequest(root=call.root, directory=call.directory, images=images, version=version)
    result = build(request, reporter_to(echo), again=False)
    names = ", ".join(operator.name for operator in result.plan.project.operators)
    echo(f"{result.dist.path}: {'up to date' if result.current else 'written'} ({names})")


def _shipped(dist: ArtifactFolder) -> Iterator[Path]:
    for path in sorted(dist.path.rglob("*")):
        if path.is_file() and path.name.endswith(_SHIPPED) and "context" not in path.relative_to(dist.path).parts[1:2]:
            yield path
