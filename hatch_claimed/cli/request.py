"""What commands ask of a build."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hatch_claimed.building.build import BuildRequest
from hatch_claimed.cli.version import project_version
from hatch_claimed.planning.project import build_directory


def request_for(root: Path, images: str | None = None) -> BuildRequest:
    """A request for the project at `root`, which builds where Hatch does. Raises FindingsError without a manifest."""
    return BuildRequest(
        root=root, directory=build_directory(root), images=images, version=partial(project_version, root)
    )
