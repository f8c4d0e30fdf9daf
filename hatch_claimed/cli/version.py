"""The project's version where pyproject.toml leaves it to a version source."""

from __future__ import annotations

from pathlib import Path

from hatch_claimed.errors import FindingsError
from hatch_claimed.model import Finding
from hatch_claimed.settings.load import PYPROJECT


def project_version(root: Path) -> str:
    """Ask hatchling, as a build does. Raises FindingsError with hatchling's own words where it cannot tell."""
    from hatchling.metadata.core import ProjectMetadata
    from hatchling.plugin.manager import PluginManager

    try:
        return str(ProjectMetadata(str(root), PluginManager()).version)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - version sources run code that does what it likes
        message = f"leaves the version to be found out, and that fails: {error}"
        remedy = 'Write `version = "1.0"` below `[tool.claimed]`, or correct the version source.'
        finding = Finding(code="CLM004", severity="error", message=message, remedy=remedy, path=PYPROJECT)
        raise FindingsError([finding]) from None
